import type { ResultFigure } from "../../analysis/result.ts";
import { formatLargeNumber } from "../large-number.ts";
import { formatNumber } from "../number.ts";
import { formatPercent } from "../quantity.ts";
import { emptyCell, numberCell, numberColumn, type Row, type Table, table, textCell, textColumn } from "../table.ts";
import { figureCell, intervalCell } from "../tables/figure-cell.ts";
import { type Figures, figureAt, figureTable } from "../tables/figure-table.ts";
import { figureText, intervalText } from "../tables/figure-text.ts";
import { type NeighbourFacts, neighboursTable } from "../tables/training-neighbours-table.ts";
import { scalingTable } from "../tables/training-scaling-table.ts";
import type { Section } from "./section.ts";

/** How an estimate did on teams left out of its fit. */
export interface AccuracyFacts {
  readonly rows: number;
  readonly teams: number;
  readonly median_error: number;
  readonly coverage?: number | undefined;
  readonly interval_factor?: number | undefined;
}

/** What stands behind the figures of a run. */
export interface TrainingFacts {
  readonly method: string;
  readonly gpu: string;
  readonly gpuCount: number;
  readonly parameters: number;
  readonly tokens: number;
  readonly trainingSet: { readonly tokens: number; readonly epochs: number; readonly sessions: number };
  readonly exponent?: { readonly value: number; readonly fitted: boolean; readonly rows: number } | undefined;
  readonly neighbours: readonly NeighbourFacts[];
  readonly accuracy: Readonly<Record<"analogy" | "first_principles" | "measured" | "combined", AccuracyFacts>>;
  readonly accuracyOf: string;
  readonly refused: readonly { readonly label: string; readonly reason: string }[];
  readonly equivalence: readonly { readonly gpu: string; readonly basis: string; readonly factor: number }[];
}

export interface TrainingView {
  readonly figures: Figures;
  readonly facts: TrainingFacts;
}

const ROUTES = [
  { key: "analogy", label: "By analogy with whole runs" },
  { key: "first_principles", label: "From first principles" },
  { key: "measured", label: "By measured throughput" },
] as const;

/** One run: three estimates side by side, the recommended one, and how far to trust them. */
export function trainingSection(view: TrainingView): Section {
  const { figures, facts } = view;
  return {
    title: "Training",
    answer: answerOf(view),
    tables: [
      estimatesTable(view),
      figureTable({
        name: "training-run",
        caption: "The run, by the recommended estimate",
        figures,
        ids: [
          "tokens_seen",
          "wall_hours",
          "cost_eur",
          "cost_usd",
          "tokens_per_second_per_gpu",
          "first_principles.mfu",
          "tokens_per_parameter",
          "hoffmann_2022.loss",
          "besiroglu_2024.loss",
        ]
          .map((name) => `training.${name}`)
          .filter((id) => figures[id] !== undefined),
        footnotes: [`${flopText(figureAt(figures, "training.flop"))} of useful computation.`, ...equivalences(facts)],
      }),
      ...scalingTable(figures),
      neighboursTable(facts.neighbours),
    ],
  };
}

function answerOf({ figures, facts }: TrainingView): string {
  const hours = figureAt(figures, "training.gpu_hours");
  const cost = figures["training.cost_eur"];
  const wall = figureText(figureAt(figures, "training.wall_hours"));
  const hoursOfClock = Number(figureAt(figures, "training.wall_hours").value);
  const days = hoursOfClock < 48 ? "" : ` (${formatNumber(hoursOfClock / 24, { significant: 2 })} days)`;
  const what = `${METHODS[facts.method] ?? facts.method} of a model of ${size(facts.parameters)} parameters on ${tokensText(facts)}`;
  const money = cost ? `, ${figureText(cost)} (90%: ${intervalText(cost)})` : "";
  return `${what} takes about ${figureText(hours)} of ${facts.gpu} (90%: ${intervalText(hours)}): ${wall}${days} on ${facts.gpuCount === 1 ? "one" : facts.gpuCount} of them${money}.`;
}

/** `37 million tokens (3.7 million × 3 epochs × 3 sessions)`; only the set where it is seen once. */
function tokensText({ tokens, trainingSet: { tokens: set, epochs, sessions } }: TrainingFacts): string {
  if (epochs * sessions === 1) return `${size(set)} tokens`;
  const times = [
    ...(epochs === 1 ? [] : [`${formatNumber(epochs, { atMost: 3 })} epochs`]),
    ...(sessions === 1 ? [] : [`${formatNumber(sessions, { atMost: 3 })} sessions`]),
  ];
  const padded = tokens > 1.001 * set * epochs * sessions ? ", padding on top" : "";
  return `${size(tokens)} tokens (${[size(set), ...times].join(" × ")}${padded})`;
}

const METHODS: Readonly<Record<string, string>> = {
  pretraining: "Pre-training",
  sft: "SFT",
  lora: "LoRA",
  qlora: "QLoRA",
  reward_model: "A reward model",
  dpo: "DPO",
  ppo: "PPO",
};

const size = (count: number): string => formatLargeNumber(count, { atMost: 3 });

const flopText = ({ value }: ResultFigure): string =>
  `${formatNumber(Number(value) / 1e18, { atMost: 3 })} exaFLOP (10¹⁸)`;

function estimatesTable({ figures, facts }: TrainingView): Table {
  const recommended = figureAt(figures, "training.gpu_hours");
  const rows: readonly Row[] = [
    ...ROUTES.map(({ key, label }) => estimateRow(figureAt(figures, `training.${key}.gpu_hours`), label, facts, key)),
    estimateRow(recommended, "Recommended", facts, "combined"),
  ];
  return table({
    name: "training-estimates",
    caption: `Three estimates of the GPU-hours on ${facts.gpu}, and the recommended one`,
    columns: [
      textColumn("estimate", "Estimate"),
      numberColumn({ key: "hours", label: "Hours", unit: "GPU-hours", digits: { atMost: 3 } }),
      numberColumn({ key: "interval", label: "90% interval", unit: "GPU-hours", digits: { significant: 2 } }),
      numberColumn({
        key: "error",
        label: "Median error on teams left out",
        unit: "fraction",
        digits: { decimals: 0 },
      }),
      numberColumn({ key: "coverage", label: "Inside the interval", unit: "fraction", digits: { decimals: 0 } }),
    ],
    rows,
    footnotes: [disagreement(figures), ...exponentNote(facts), accuracyNote(facts), ...refusedNote(facts)],
  });
}

function estimateRow(
  figure: ResultFigure,
  label: string,
  { accuracy }: TrainingFacts,
  key: keyof TrainingFacts["accuracy"],
): Row {
  const told = accuracy[key];
  return {
    estimate: textCell(figure.value === null ? `${label}: no comparable runs` : label),
    hours: typeof figure.value === "number" ? figureCell(figure) : emptyCell,
    interval: typeof figure.value === "number" ? intervalCell(figure) : emptyCell,
    error: told.rows > 0 ? numberCell(told.median_error) : emptyCell,
    coverage: told.rows > 0 && told.coverage !== undefined ? numberCell(told.coverage) : emptyCell,
  };
}

/** Where the estimates lie apart, in words. */
function disagreement(figures: Figures): string {
  const known = ROUTES.flatMap(({ key, label }) => {
    const { value } = figureAt(figures, `training.${key}.gpu_hours`);
    return typeof value === "number" ? [{ label, value }] : [];
  }).sort((a, b) => a.value - b.value);
  const [low] = known;
  const high = known.at(-1);
  if (!low || !high || low === high) return "There is one estimate only: nothing to hold it against.";
  const factor = high.value / low.value;
  const words = `${low.label.toLowerCase()} is the lowest, ${high.label.toLowerCase()} the highest`;
  if (factor < 1.15) return "The estimates agree within 15%.";
  return `The estimates differ by a factor of ${formatNumber(factor, { significant: 2 })}: ${words}.`;
}

function exponentNote({ exponent }: TrainingFacts): readonly string[] {
  if (!exponent) return [];
  const how = exponent.fitted ? "fitted to" : "set, since there are few of them:";
  return [
    `Analogy: hours grow with (parameters × tokens) to the power ${formatNumber(exponent.value, { decimals: 2 })}, ${how} ${exponent.rows} whole runs.`,
  ];
}

function accuracyNote({ accuracy, accuracyOf }: TrainingFacts): string {
  const { rows, teams, median_error: error, coverage, interval_factor: factor } = accuracy.combined;
  if (rows === 0) return `Accuracy: no runs of other teams to test on (${accuracyOf}).`;
  const inside = coverage === undefined ? "" : `, ${formatPercent(coverage, { decimals: 0 })} inside the 90% interval`;
  const wide = factor === undefined ? "" : ` (a factor of ${formatNumber(factor, { significant: 2 })} from end to end)`;
  return `Accuracy of the method itself: ${accuracyOf}, ${rows} rows by ${teams} teams, each team left out in turn: median error ${formatPercent(error, { decimals: 0 })}${inside}${wide}.`;
}

const refusedNote = ({ refused }: TrainingFacts): readonly string[] =>
  refused.length === 0
    ? []
    : [`Left out, since no run could be so: ${refused.map(({ label, reason }) => `${label} (${reason})`).join("; ")}.`];

const equivalences = ({ equivalence, gpu }: TrainingFacts): readonly string[] =>
  equivalence.length === 0
    ? []
    : [
        `One hour of ${gpu} in H100-hours: ${equivalence.map(({ basis, factor }) => `${formatNumber(factor, { significant: 2 })} (${basis})`).join(", ")}.`,
      ];
