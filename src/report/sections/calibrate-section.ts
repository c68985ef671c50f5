import { formatNumber } from "../number.ts";
import { counted, formatPercent } from "../quantity.ts";
import { numberCell, numberColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { type Figures, figureAt } from "../tables/figure-table.ts";
import { measuredSeriesTable, turnMeansTable } from "../tables/measured-tables.ts";
import type { Section } from "./section.ts";

/** What a calibration found, as a reader is shown it. */
export interface CalibrationView {
  readonly figures: Figures;
  readonly series: readonly { readonly key: string; readonly label: string; readonly reason: string }[];
  readonly byTurn: Parameters<typeof turnMeansTable>[0];
  readonly dependence: readonly { readonly label: string; readonly pairs: number; readonly correlation: number }[];
  readonly tokens: string;
}

/** The logs in a line, then sizes with their laws, and what the laws leave out. */
export function calibrateSection({ figures, series, byTurn, dependence, tokens }: CalibrationView): Section {
  const value = (id: string): number => Number(figureAt(figures, `calibrate.${id}`).value);
  const _whole = (id: string): string => formatNumber(value(id), { decimals: 0 });
  const error = figures["calibrate.input_tokens.error"]?.value;
  const off =
    typeof error === "number"
      ? ` The model's mean billed input is within ${formatPercent(Math.abs(error), { decimals: 1 })} of the log's.`
      : "";
  const about =
    value("conversations") > 0
      ? `${counted(value("conversations"), "conversations")} with ${counted(value("requests"), "replies")}`
      : counted(value("requests"), "requests");
  return {
    title: "Calibration",
    answer: `${about}; ${tokens}.${off}`,
    tables: [
      measuredSeriesTable(figures, series),
      reasonsTable(series),
      ...(byTurn.length > 1 ? [turnMeansTable(byTurn)] : []),
      ...(dependence.length > 0 ? [dependenceTable(dependence)] : []),
    ],
  };
}

const reasonsTable = (series: CalibrationView["series"]): Table =>
  table({
    name: "law-reasons",
    caption: "Why these laws",
    columns: [textColumn("series", "Series"), textColumn("reason", "Reason")],
    rows: series.map(({ label, reason }) => ({ series: textCell(label), reason: textCell(reason) })),
    footnotes: [],
  });

const dependenceTable = (rows: CalibrationView["dependence"]): Table =>
  table({
    name: "length-dependence",
    caption: "Whether neighbouring messages are alike",
    columns: [
      textColumn("pair", "Pair"),
      numberColumn({ key: "pairs", label: "Pairs", unit: "", digits: { decimals: 0 } }),
      numberColumn({ key: "correlation", label: "Rank correlation", unit: "", digits: { decimals: 2 } }),
    ],
    rows: rows.map(({ label, pairs, correlation }) => ({
      pair: textCell(label),
      pairs: numberCell(pairs),
      correlation: numberCell(correlation),
    })),
    footnotes: [
      "The model draws lengths independently; a rank correlation far from 0 makes its cost spread too little.",
    ],
  });
