import type { Named } from "../../analysis/outline.ts";
import type { View } from "../sections/section.ts";
import { type Cell, numberColumn, type Row, type Table, table, textCell, textColumn } from "../table.ts";
import { figureCell, intervalCell } from "./figure-cell.ts";
import { intervalOf } from "./figure-digits.ts";
import { type Figures, figureAt } from "./figure-table.ts";
import { figureText } from "./figure-text.ts";

/** Words for the conditions of the rule that do not hold. */
const SHORT_OF: Readonly<Record<string, string>> = {
  compute: "needs more compute than one session has",
  annotation: "needs more days of human annotation than are left",
  data: "is short of data that public or generated data can add",
  "obtainable-data": "is short of more data than public and generated data can add",
  money: "costs more than the budget for the conversations needed",
  nothing: "everything it needs is there",
};

/** Each approach with what it needs, what is missing and the judgement: Table 10 of the deliverable. */
export function approachesTable({ figures, outline }: View): Table {
  const available = (id: string): string => figureText(figureAt(figures, id));
  const keys = approachKeys(outline);
  const doubted = NEEDS.filter(({ name }) =>
    keys.some(({ key }) => intervalOf(figures[`approach.${key}.${name}`] ?? {})),
  );
  const probable = keys.some(({ key }) => figureAt(figures, `approach.${key}.suitability`).probabilities);
  return table({
    name: "approaches",
    caption: `Needs and suitability of each approach; there are ${available("compute.h100_days_per_session")} a session and ${available("data.instances")}`,
    columns: [
      textColumn("approach", "Approach"),
      ...NEEDS.flatMap((need) => [
        numberColumn({ ...need, key: need.name }),
        ...(doubted.includes(need)
          ? [numberColumn({ ...need, key: `${need.name}_interval`, label: "90% interval" })]
          : []),
      ]),
      textColumn("suitability", "Suitability"),
      ...(probable ? VERDICTS.map(verdictColumn) : []),
    ],
    rows: keys.map(({ key, label }) => ({
      ...approachRow(figures, key, label, doubted),
      ...(probable && verdictCells(figures, key)),
    })),
    footnotes: [
      "An approach is not suitable when one training session cannot pay its computation, when it needs more days of human annotation than the dataset leaves, or when it is short of more data than public data and generated, reviewed data can add; it needs more data when it is short of no more than that.",
      "Person-days at the plan's mix of writing and reviewing.",
    ],
  });
}

const NEEDS = [
  { name: "h100_days", label: "Computation", unit: "H100-days", digits: { atMost: 4 } },
  { name: "instances_needed", label: "Data needed", unit: "instances", digits: { atMost: 4 } },
  { name: "data_gap_instances", label: "Data missing", unit: "instances", digits: { atMost: 4 } },
  { name: "data_gap_person_days", label: "Time to make it", unit: "person-days", digits: { atMost: 4 } },
] as const;

const VERDICTS = ["suitable", "needs-more-data", "not-suitable"] as const;

const verdictColumn = (verdict: string) =>
  numberColumn({
    key: `probability_${verdict}`,
    label: `P(${verdict.replaceAll("-", " ")})`,
    unit: "probability",
    digits: { decimals: 0 },
  });

/** The share of drawn plans with each verdict; a verdict that rests on no doubt is certain. */
function verdictCells(figures: Figures, key: string): Readonly<Record<string, Cell>> {
  const { value, probabilities } = figureAt(figures, `approach.${key}.suitability`);
  const share = (verdict: string): number =>
    probabilities ? (probabilities[verdict] ?? 0) : Number(value === verdict);
  return Object.fromEntries(
    VERDICTS.map((verdict) => [`probability_${verdict}`, { kind: "number", value: share(verdict) }]),
  );
}

function approachRow(figures: Figures, key: string, label: string, doubted: readonly (typeof NEEDS)[number][]): Row {
  const at = (name: string) => figureAt(figures, `approach.${key}.${name}`);
  return {
    approach: textCell(label),
    ...Object.fromEntries(NEEDS.map(({ name }) => [name, figureCell(at(name))])),
    ...Object.fromEntries(doubted.map(({ name }) => [`${name}_interval`, intervalCell(at(name))])),
    suitability: figureCell(at("suitability")),
  };
}

const SOURCES = [
  { name: "public_instances", label: "Public data", unit: "instances", digits: { atMost: 4 } },
  { name: "data_gap_review_days", label: "Reviewing generated data", unit: "person-days", digits: { atMost: 4 } },
  { name: "annotation_days", label: "Annotation", unit: "person-days", digits: { atMost: 4 } },
] as const;

/** Why each approach is judged as it is, and what would close its gap of data. */
export function approachReasonsTable({ figures, outline }: View): Table {
  const keys = approachKeys(outline);
  return table({
    name: "approach-reasons",
    caption: `Why, and what would close the gap of data; the dataset leaves ${figureText(figureAt(figures, "data.days_left"))}`,
    columns: [
      textColumn("approach", "Approach"),
      textColumn("reason", "Reason"),
      ...SOURCES.map((source) => numberColumn({ ...source, key: source.name })),
      textColumn("source", "Where the need comes from"),
    ],
    rows: keys.map(({ key, label }) => {
      const reasons = String(figureAt(figures, `approach.${key}.short_of`).value).split(", ");
      return {
        approach: textCell(label),
        reason: textCell(reasons.map((reason) => SHORT_OF[reason] ?? reason).join("; ")),
        ...Object.fromEntries(SOURCES.map(({ name }) => [name, figureCell(figures[`approach.${key}.${name}`])])),
        source: textCell(outline.approaches.find((approach) => approach.key === key)?.source ?? ""),
      };
    }),
    footnotes: [],
  });
}

/** The approaches of the plan, and prompting an API where the plan has it. */
function approachKeys(outline: View["outline"]): readonly Named[] {
  return [...outline.approaches, ...(outline.api === undefined ? [] : [{ key: "api", label: outline.api }])];
}
