import { formatNumber } from "../number.ts";
import { type Cell, emptyCell, numberCell, numberColumn, type Table, table, textCell, textColumn } from "../table.ts";

/** Prices for tokens, USD per million. */
interface ShownPrices {
  readonly input?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly cacheWriteHour?: number;
  readonly output?: number;
  readonly reasoning?: number;
}

/** A model at a day, as its row shows it. */
export interface PricedRow {
  readonly provider: string;
  readonly model: string;
  readonly from?: string;
  readonly prices: {
    readonly prices: ShownPrices;
    readonly tiers: readonly { readonly aboveInputTokens: number; readonly prices: ShownPrices }[];
    readonly requestUsd: number;
    readonly batchFactor?: number;
  };
  readonly source: string;
  readonly notes: readonly string[];
  readonly otherCharges: readonly string[];
}

/** Models beside each other; columns that no row needs are left out. */
export function pricesTable(
  rows: readonly PricedRow[],
  {
    name,
    caption,
    footnotes,
  }: { readonly name: string; readonly caption: string; readonly footnotes: readonly string[] },
): Table {
  const money = (key: string, label: string) => numberColumn({ key, label, unit: "", digits: { atMost: 6 } });
  const has = (wanted: (row: PricedRow) => boolean): boolean => rows.some(wanted);
  const columns = [
    { column: textColumn("model", "Model"), cell: (row: PricedRow) => textCell(row.model) },
    { column: textColumn("provider", "Provider"), cell: (row: PricedRow) => textCell(row.provider) },
    { column: money("input", "Input"), cell: (row: PricedRow) => price(row.prices.prices.input) },
    { column: money("read", "Cache read"), cell: (row: PricedRow) => price(row.prices.prices.cacheRead) },
    { column: money("write", "Cache write"), cell: (row: PricedRow) => price(row.prices.prices.cacheWrite) },
    ...(has(({ prices }) => prices.prices.cacheWriteHour !== undefined)
      ? [{ column: money("hour", "Write, 1 h"), cell: (row: PricedRow) => price(row.prices.prices.cacheWriteHour) }]
      : []),
    { column: money("output", "Output"), cell: (row: PricedRow) => price(row.prices.prices.output) },
    ...(has(({ prices }) => prices.prices.reasoning !== undefined)
      ? [{ column: money("reasoning", "Reasoning"), cell: (row: PricedRow) => price(row.prices.prices.reasoning) }]
      : []),
    ...(has(({ prices }) => prices.tiers.length > 0)
      ? [{ column: textColumn("long", "Long requests, in/out"), cell: (row: PricedRow) => textCell(tiersText(row)) }]
      : []),
    ...(has(({ prices }) => prices.requestUsd > 0)
      ? [
          {
            column: money("request", "A request"),
            cell: (row: PricedRow) => (row.prices.requestUsd > 0 ? numberCell(row.prices.requestUsd) : emptyCell),
          },
        ]
      : []),
    ...(has(({ prices }) => prices.batchFactor !== undefined)
      ? [{ column: textColumn("batch", "Batch"), cell: (row: PricedRow) => textCell(batchText(row)) }]
      : []),
    { column: textColumn("from", "Since"), cell: (row: PricedRow) => textCell(row.from ?? "") },
  ];
  return table({
    name,
    caption,
    columns: columns.map(({ column }) => column),
    rows: rows.map((row) => Object.fromEntries(columns.map(({ column, cell }) => [column.key, cell(row)]))),
    footnotes,
  });
}

const price = (value: number | undefined): Cell => (value === undefined ? emptyCell : numberCell(value));

function tiersText({ prices }: PricedRow): string {
  const usd = (value: number | undefined): string => (value === undefined ? "–" : formatNumber(value, { atMost: 6 }));
  return prices.tiers
    .map(({ aboveInputTokens, prices: { input, output } }) => {
      const above = formatNumber(aboveInputTokens, { decimals: 0 });
      return `> ${above}: ${usd(input ?? prices.prices.input)}/${usd(output ?? prices.prices.output)}`;
    })
    .join("; ");
}

const batchText = ({ prices: { batchFactor } }: PricedRow): string =>
  batchFactor === undefined ? "" : `${formatNumber(100 * batchFactor, { atMost: 3 })}%`;

/** Who sells models, and how many. */
export function providersTable(providers: readonly { readonly provider: string; readonly models: number }[]): Table {
  return table({
    name: "providers",
    caption: "Models by provider",
    columns: [
      textColumn("provider", "Provider"),
      numberColumn({ key: "models", label: "Models", unit: "", digits: { decimals: 0 } }),
    ],
    rows: providers.map(({ provider, models }) => ({ provider: textCell(provider), models: numberCell(models) })),
    footnotes: [],
  });
}
