import type { ResultFigure } from "../../analysis/result.ts";
import type { Digits } from "../number.ts";
import {
  type Cell,
  emptyCell,
  numberCell,
  numberColumn,
  quantityColumn,
  type Table,
  table,
  textCell,
  textColumn,
} from "../table.ts";
import { type Figures, figureAt } from "./figure-table.ts";

/** Each series of a log with its sizes and the family that fits it. */
export function measuredSeriesTable(
  figures: Figures,
  series: readonly { readonly key: string; readonly label: string }[],
): Table {
  const shown = series.filter(({ key }) => (figures[`calibrate.${key}.n`]?.value ?? 0) !== 0);
  const number = (key: string, name: string): Cell => {
    const value = figures[`calibrate.${key}.${name}`]?.value;
    return typeof value === "number" ? numberCell(value) : emptyCell;
  };
  const word = (key: string, name: string): string => String(figures[`calibrate.${key}.${name}`]?.value ?? "");
  return table({
    name: "measured-series",
    caption: "What was measured, and the law that fits",
    columns: [
      textColumn("series", "Series"),
      numberColumn({ key: "n", label: "n", unit: "", digits: { decimals: 0 } }),
      ...SIZES.map(([key, label]) => numberColumn({ key, label, unit: "", digits: { atMost: 4 } })),
      textColumn("family", "Law"),
      numberColumn({ key: "ks", label: "KS distance", unit: "", digits: { decimals: 3 } }),
    ],
    rows: shown.map(({ key, label }) => ({
      series: textCell(label),
      n: number(key, "n"),
      ...Object.fromEntries(SIZES.map(([name]) => [name, number(key, name)])),
      family: textCell(lawName(word(key, "family"), word(key, "form"))),
      ks: number(key, "ks"),
    })),
    footnotes: [
      "KS distance: the largest difference between the distribution functions of law and data; above 0.1 a law is called poor.",
    ],
  });
}

const SIZES = [
  ["mean", "Mean"],
  ["sd", "SD"],
  ["p50", "P50"],
  ["p95", "P95"],
  ["max", "Max"],
] as const;

function lawName(family: string, form: string): string {
  const name = family === "weibull" ? "Weibull" : family.replaceAll("_", " ");
  return form === "plain" || form === "" ? name : `${form} ${name}`;
}

/** Mean sizes by turn: whether lengths change as a conversation goes on. */
export function turnMeansTable(
  rows: readonly {
    readonly turn: string;
    readonly userMessages: number;
    readonly userMean: number;
    readonly replies: number;
    readonly replyMean: number;
  }[],
): Table {
  const mean = (n: number, value: number): Cell => (n > 0 ? numberCell(value) : emptyCell);
  return table({
    name: "length-by-turn",
    caption: "Mean length by turn",
    columns: [
      textColumn("turn", "Turn"),
      numberColumn({ key: "users", label: "User messages", unit: "", digits: { decimals: 0 } }),
      numberColumn({ key: "user", label: "Mean tokens", unit: "", digits: { atMost: 4 } }),
      numberColumn({ key: "replies", label: "Replies", unit: "", digits: { decimals: 0 } }),
      numberColumn({ key: "reply", label: "Mean reply tokens", unit: "", digits: { atMost: 4 } }),
    ],
    rows: rows.map(({ turn, userMessages, userMean, replies, replyMean }) => ({
      turn: textCell(turn),
      users: numberCell(userMessages),
      user: mean(userMessages, userMean),
      replies: numberCell(replies),
      reply: mean(replies, replyMean),
    })),
    footnotes: [],
  });
}

/** What a log would have cost; counts of tokens are exact and printed whole. */
export function replayTable(figures: Figures, ids: readonly string[]): Table {
  return table({
    name: "replay",
    caption: "What the log would have cost",
    columns: [textColumn("figure", "Figure"), quantityColumn("value", "Value")],
    rows: ids.map((id) => {
      const figure = figureAt(figures, `replay.${id}`);
      return { figure: textCell(figure.label), value: exactCell(figure) };
    }),
    footnotes: [],
  });
}

function exactCell({ value, unit }: ResultFigure): Cell {
  if (typeof value !== "number") return textCell("not known");
  return { kind: "number", value, unit, digits: digitsFor(unit, value) };
}

const digitsFor = (unit: string, value: number): Digits => {
  if (unit === "fraction") return { decimals: 1 };
  return unit === "USD" && Math.abs(value) < 1 ? { significant: 4 } : { decimals: unit === "USD" ? 2 : 0 };
};

/** The log beside the model of it. */
export function replayComparisonTable(figures: Figures): Table | undefined {
  const rows = COMPARED.filter(({ truth, key }) => figures[`replay.${truth}`] && figures[`replay.model.${key}`]);
  if (rows.length === 0) return undefined;
  const cell = (id: string): Cell => {
    const figure = figures[id];
    return figure ? exactCell(figure) : emptyCell;
  };
  return table({
    name: "replay-model",
    caption: "The log, and what the model fitted to it says",
    columns: [
      textColumn("figure", "Figure"),
      quantityColumn("log", "Log"),
      quantityColumn("model", "Model"),
      quantityColumn("error", "Error of the model"),
    ],
    rows: rows.map(({ truth, key }) => ({
      figure: textCell(figureAt(figures, `replay.${truth}`).label),
      log: cell(`replay.${truth}`),
      model: cell(`replay.model.${key}`),
      error: cell(`replay.error.${key}`),
    })),
    footnotes: [],
  });
}

const COMPARED = [
  { truth: "input_tokens_mean", key: "input_tokens_mean" },
  { truth: "cost_usd_p50", key: "cost_usd_p50" },
  { truth: "cost_usd_p95", key: "cost_usd_p95" },
  { truth: "cost_usd", key: "cost_usd" },
] as const;
