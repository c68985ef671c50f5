/** Points of a sweep as rows of a file: a value of each axis, then what the figures came to. */
import { stringify } from "csv-stringify/sync";
import type { FigureValue } from "../analysis/result.ts";
import { singleLine, visibleJson } from "./single-line.ts";

export interface SweepRow {
  readonly at: readonly (number | string)[];
  readonly values: readonly {
    readonly value: FigureValue;
    readonly interval90?: readonly [number, number];
    readonly probability?: number;
  }[];
}

export interface SweepColumns {
  readonly axes: readonly string[];
  readonly figures: readonly { readonly id: string; readonly spread: boolean }[];
}

/** The head of a CSV file; figures that have a spread at some points get two columns more, and a third for words. */
export const csvHead = ({ axes, figures }: SweepColumns): string =>
  csvLines([
    [
      ...axes.map(singleLine),
      ...figures.flatMap(({ id, spread }) => (spread ? [id, ...SPREAD.map((end) => `${id}.${end}`)] : [id])),
    ],
  ]);

/** Rows at full precision; shares are 0 to 1. */
export const csvRows = ({ figures }: SweepColumns, rows: readonly SweepRow[]): string =>
  csvLines(
    rows.map(({ at, values }) => [
      ...at.map((value) => (typeof value === "string" ? singleLine(value) : value)),
      ...values.flatMap(({ value, interval90, probability }, index) =>
        figures[index]?.spread
          ? [plain(value), plain(interval90?.[0] ?? null), plain(interval90?.[1] ?? null), plain(probability ?? null)]
          : [plain(value)],
      ),
    ]),
  );

/** One object a line. */
export const jsonRows = ({ axes, figures }: SweepColumns, rows: readonly SweepRow[]): string =>
  rows.map((row) => `${visibleJson(JSON.stringify(rowObject({ axes, figures }, row)))}\n`).join("");

/** A point as plain data. */
export function rowObject({ axes, figures }: SweepColumns, { at, values }: SweepRow): object {
  const shown = values.map((value) => ({
    ...value,
    value: worded(value.value),
    ...(value.interval90 && { interval90: value.interval90.map(worded) }),
  }));
  return {
    over: Object.fromEntries(axes.map((path, index) => [path, at[index]])),
    figures: Object.fromEntries(figures.map(({ id }, index) => [id, shown[index]])),
  };
}

const SPREAD = ["p5", "p95", "probability"] as const;

const csvLines = (lines: readonly (readonly (number | string)[])[]): string =>
  stringify([...lines], { escape_formulas: true, record_delimiter: "\n" });

const worded = (value: FigureValue): FigureValue => (value === Number.POSITIVE_INFINITY ? "unlimited" : value);
const plain = (value: FigureValue): number | string => worded(value) ?? "";
