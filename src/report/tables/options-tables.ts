import type { View } from "../sections/section.ts";
import { type Cell, emptyCell, numberColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { crossingCell, crossingDigits, crossingIntervalText, crossingText } from "./crossing-text.ts";
import { figureCell, intervalCell } from "./figure-cell.ts";
import { type Figures, figureAt } from "./figure-table.ts";
import { figureText } from "./figure-text.ts";

/** What costs there may be, in the order in which they fall due. */
const PARTS = [
  { name: "data", label: "Data" },
  { name: "adaptation", label: "Adaptation" },
  { name: "evaluation", label: "Evaluation" },
  { name: "setup", label: "Set-up" },
  { name: "operation", label: "Operation" },
  { name: "hosting", label: "Hosting" },
  { name: "api", label: "API" },
  { name: "licence", label: "Licence, seats" },
  { name: "meanwhile", label: "Until ready" },
] as const;

const EUR = { unit: "EUR", digits: { atMost: 4 } } as const;

/** Each option with its costs over the plan's life, part by part. */
export function optionCostsTable({ figures, outline }: View): Table {
  const options = pricedOptions({ figures, outline });
  const parts = PARTS.filter(({ name }) => options.some(({ key }) => figures[`option.${key}.${name}_cost_eur`]));
  const hosted = options.some(({ key }) => figures[`option.${key}.gpus`]);
  return table({
    name: "option-costs",
    caption: `Costs over the plan's life at ${planVolume(figures)}, at today's worth`,
    columns: [
      textColumn("option", "Option"),
      ...parts.map(({ name, label }) => numberColumn({ key: name, label, ...EUR })),
      numberColumn({ key: "total", label: "Total", ...EUR }),
      numberColumn({ key: "interval", label: "90% interval", ...EUR }),
      numberColumn({ key: "each", label: "A conversation", ...EUR }),
      ...(hosted ? [numberColumn({ key: "gpus", label: "GPUs", unit: "", digits: { decimals: 0 } })] : []),
      numberColumn({ key: "cheapest", label: "P(cheapest)", unit: "probability", digits: { decimals: 0 } }),
    ],
    rowKeys: options.map(({ key }) => key),
    rows: options.map(({ key, label }) => {
      const at = (name: string) => figures[`option.${key}.${name}`];
      return {
        option: textCell(label),
        ...Object.fromEntries(parts.map(({ name }) => [name, figureCell(at(`${name}_cost_eur`))])),
        total: figureCell(at("total_cost_eur")),
        interval: intervalCell(at("total_cost_eur")),
        each: figureCell(at("cost_per_conversation_eur")),
        ...(hosted && { gpus: figureCell(at("gpus")) }),
        cheapest: probabilityCell(at("cheapest_probability")?.value),
      };
    }),
    footnotes: [
      "Every cell is a median over the drawn plans, so that parts need not add up to the total. An empty cell: the plan states no such cost.",
    ],
  });
}

/** From how many conversations a month each option stays cheaper than another. */
export function crossingsTable({ figures, outline }: View): Table {
  const labels = new Map(outline.options.map(({ key, label }) => [key, label]));
  const pairs = outline.optionPairs.filter(({ id }) => figures[`break_even.${id}.outcome`]);
  return table({
    name: "break-even",
    caption: `From how many conversations of an average month an option stays cheaper; what it saves at ${planVolume(figures)}`,
    columns: [
      textColumn("option", "Option"),
      textColumn("other", "stays cheaper than"),
      numberColumn({ key: "from", label: "From", unit: "conversations/month", digits: { atMost: 3 } }),
      { ...textColumn("interval", "90% interval"), alignment: "right" },
      numberColumn({ key: "never", label: "P(never)", unit: "probability", digits: { decimals: 0 } }),
      numberColumn({ key: "saving", label: "Saving", ...EUR }),
      numberColumn({ key: "saving_interval", label: "90% interval", ...EUR }),
    ],
    rowKeys: pairs.map(({ id }) => id),
    rows: pairs.map(({ id, first, second }) => {
      const crossing = figureAt(figures, `break_even.${id}.conversations_per_month`);
      const saving = figures[`break_even.${id}.saving_eur`];
      return {
        option: textCell(labels.get(first) ?? first),
        other: textCell(labels.get(second) ?? second),
        from: crossingCell(crossing),
        interval: textCell(crossingIntervalText(crossing)),
        never: probabilityCell(figures[`break_even.${id}.never_probability`]?.value),
        saving: figureCell(saving),
        saving_interval: intervalCell(saving),
      };
    }),
    footnotes: [
      "Servers are rented whole, so costs may cross several times: given is the last crossing, from which the option stays cheaper. Never: not up to 10 million conversations a month. A saving below 0 is what the option costs more.",
    ],
  });
}

/** The options beside the approaches: what they cost and when they pay, in a few columns. */
export function optionSummaryTable(view: View): Table {
  const { figures, outline } = view;
  const reference = outline.options.find(
    ({ kind, key }) => kind === "prompt" && figures[`option.${key}.total_cost_eur`],
  );
  const against = (key: string): Cell => {
    const pair = outline.optionPairs.find(({ first, second }) => first === key && second === reference?.key);
    const crossing = pair && figures[`break_even.${pair.id}.conversations_per_month`];
    if (!crossing || typeof crossing.value !== "number") return emptyCell;
    const interval = crossingIntervalText(crossing);
    return textCell(
      `${crossingText(crossing.value, crossingDigits(crossing))}${interval === "" ? "" : ` (90%: ${interval})`}`,
    );
  };
  return table({
    name: "approach-costs",
    caption: `What the options cost over the plan's life at ${planVolume(figures)}`,
    columns: [
      textColumn("option", "Option"),
      numberColumn({ key: "total", label: "Total", ...EUR }),
      numberColumn({ key: "interval", label: "90% interval", ...EUR }),
      numberColumn({ key: "each", label: "A conversation", ...EUR }),
      numberColumn({ key: "cheapest", label: "P(cheapest)", unit: "probability", digits: { decimals: 0 } }),
      {
        ...textColumn("from", `Stays cheaper than ${reference?.label ?? "the API"} from (conversations/month)`),
        alignment: "right",
      },
    ],
    rows: pricedOptions(view).map(({ key, label }) => ({
      option: textCell(label),
      total: figureCell(figures[`option.${key}.total_cost_eur`]),
      interval: intervalCell(figures[`option.${key}.total_cost_eur`]),
      each: figureCell(figures[`option.${key}.cost_per_conversation_eur`]),
      cheapest: probabilityCell(figures[`option.${key}.cheapest_probability`]?.value),
      from: against(key),
    })),
    footnotes: ["Cost alone: whether an option is good enough, and whether its data is there, stands above."],
  });
}

/** The options that could be computed. */
export const pricedOptions = ({ figures, outline }: View): View["outline"]["options"] =>
  outline.options.filter(({ key }) => figures[`option.${key}.total_cost_eur`]);

/** `1,000 conversations a month`. */
export const planVolume = (figures: Figures): string =>
  figureText({ ...figureAt(figures, "break_even.mean_conversations_per_month"), unit: "conversations a month" });

const probabilityCell = (value: unknown): Cell => (typeof value === "number" ? { kind: "number", value } : emptyCell);
