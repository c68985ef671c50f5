import type { Fan, FanPoint } from "../../analysis/risk/fan.ts";
import { type Digits, formatNumber } from "../number.ts";
import { counted, formatMoney } from "../quantity.ts";
import { numberCell, numberColumn, quantityColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { type Figures, figureAt, figureTable } from "../tables/figure-table.ts";
import type { Section, View } from "./section.ts";

/** What conversations cost month by month, as a fan; for a plan that states a volume. */
export function volumeSection(fan: Fan): Section {
  const last = fan.cumulative.at(-1);
  if (!last) throw new RangeError("a fan of no months");
  const { both, chance } = last;
  const luck = fan.uncertain
    ? ` Luck of the conversations alone would leave ${range(chance.p5, chance.p95)}; the rest is not knowing the assumptions.`
    : "";
  return {
    title: "Cost over time",
    answer: `After ${counted(last.month, "months")} and about ${counted(last.conversations, "conversations")} the cost is ${range(both.p5, both.p95)} with 90% probability, ${money(both.p50)} in the middle.${luck}`,
    tables: [
      fanTable("cost-by-month", "Cost of each month", fan.monthly),
      fanTable("cost-so-far", "Cost of all months so far", fan.cumulative),
    ],
  };
}

/** Chance and ignorance of the total apart; nothing where every assumption is known. */
export function riskTables({ figures }: View): readonly Table[] {
  if (!hasRisk(figures)) return [];
  return [
    figureTable({
      name: "conversation-risk",
      caption: "Two kinds of spread of the total, and the total with both",
      figures,
      ids: [
        "conversation.total_cost_usd.chance_sd",
        "conversation.total_cost_usd.ignorance_sd",
        "risk.ignorance_variance_fraction",
        ...["mean", "p5", "p50", "p95", "cvar95"].map((name) => `risk.total_cost_usd.${name}`),
      ],
    }),
    volumeTable(figures),
  ];
}

/** One sentence for the head of a section. */
export function riskAnswer({ figures }: View): string {
  if (!hasRisk(figures)) return "";
  const at = (id: string): number => Number(figureAt(figures, id).value);
  const [chance, ignorance] = ["chance_sd", "ignorance_sd"].map((name) => at(`conversation.total_cost_usd.${name}`));
  const p95 = money(at("risk.total_cost_usd.p95"));
  return ` The total's standard deviation is ${money(chance ?? 0)} by luck of the conversations and ${money(ignorance ?? 0)} because the assumptions are not known; more conversations even out the first, never the second. With both, 95% of outcomes stay below ${p95}.`;
}

const hasRisk = (figures: Figures): boolean => figures["conversation.total_cost_usd.ignorance_sd"] !== undefined;

function volumeTable(figures: Figures): Table {
  const multiples = Object.keys(figures).flatMap(
    (id) => /^risk\.volume_times_(\d+)\.chance_fraction$/.exec(id)?.[1] ?? [],
  );
  const share = (times: string, kind: string) =>
    numberCell(Number(figureAt(figures, `risk.volume_times_${times}.${kind}_fraction`).value), { significant: 2 });
  return table({
    name: "risk-and-volume",
    caption: "Spread as a share of the mean total: chance shrinks with volume, ignorance does not",
    columns: [
      textColumn("volume", "Volume"),
      numberColumn({ key: "chance", label: "Chance (one sd)", unit: "fraction", digits: { significant: 2 } }),
      numberColumn({ key: "ignorance", label: "Ignorance (one sd)", unit: "fraction", digits: { significant: 2 } }),
    ],
    rows: multiples.map((times) => ({
      volume: textCell(times === "1" ? "as planned" : `${count(Number(times))} times`),
      chance: share(times, "chance"),
      ignorance: share(times, "ignorance"),
    })),
    footnotes: [],
  });
}

function fanTable(name: string, caption: string, points: readonly FanPoint[]): Table {
  const usd = (value: number) => ({ kind: "number", value, unit: "USD", digits: moneyDigits(value) }) as const;
  return table({
    name,
    caption,
    columns: [
      numberColumn({ key: "month", label: "Month", unit: "", digits: { decimals: 0 } }),
      numberColumn({ key: "conversations", label: "Conversations", unit: "", digits: { decimals: 0 } }),
      ...["p5", "p25", "p50", "p75", "p95"].map((key) => quantityColumn(key, key.toUpperCase())),
      quantityColumn("luck", "P5–P95 by luck alone"),
    ],
    rows: points.map(({ month, conversations, both, chance }) => ({
      month: numberCell(month),
      conversations: numberCell(conversations),
      p5: usd(both.p5),
      p25: usd(both.p25),
      p50: usd(both.p50),
      p75: usd(both.p75),
      p95: usd(both.p95),
      luck: {
        kind: "interval",
        interval: { low: chance.p5, high: chance.p95 },
        unit: "USD",
        digits: moneyDigits(chance.p95),
      },
    })),
    footnotes: [],
  });
}

/** Three digits: a quantile over drawn plans is seldom known to more. */
const moneyDigits = (usd: number): Digits => (Math.abs(usd) < 1 ? { significant: 2 } : { atMost: 3 });
const money = (usd: number): string => formatMoney(usd, "USD", moneyDigits(usd));
const range = (low: number, high: number): string => `${money(low)} to ${money(high)}`;
const count = (value: number): string => formatNumber(value, { decimals: 0 });
