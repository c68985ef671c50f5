import type { ListedAssumption } from "../../analysis/assumption-list.ts";
import type { ResultFigure } from "../../analysis/result.ts";
import { decimalOf, shifted } from "../decimal.ts";
import type { Digits } from "../number.ts";
import type { View } from "../sections/section.ts";
import { type Cell, emptyCell } from "../table.ts";
import { figureCell, intervalCell, type Shown } from "../tables/figure-cell.ts";
import { inputDigits } from "./input-digits.ts";

/** What the tables of the deliverable are made from: results, names, and the assumptions by id. */
export interface DeliverableView extends View {
  readonly assumptions: ReadonlyMap<string, ListedAssumption>;
}

/** A figure or an assumption by its id, as one thing to print; nothing where the plan has no such id. */
export function printedAt({ figures, assumptions }: DeliverableView, id: string): ResultFigure | undefined {
  const figure = figures[id];
  if (figure) return figure;
  const assumption = assumptions.get(id);
  if (!assumption) return undefined;
  const { value, unit, label, source, interval90 } = assumption;
  return {
    value,
    unit: typeof value === "number" ? unit : "word",
    label,
    formula: source,
    of: [],
    ...(interval90 && { interval90 }),
  };
}

/** An assumption is printed as written, a figure with the digits that its inputs support. */
export function digitsAt(view: DeliverableView, id: string, figure: ResultFigure): Digits {
  const { interval90 } = figure;
  const written = view.assumptions.has(id) && !(interval90 && interval90[0] < interval90[1]);
  return written ? AS_WRITTEN : inputDigits(figure, view.figures, view.assumptions);
}

/** Every digit of a number that somebody wrote. */
export const AS_WRITTEN: Digits = { atMost: 15 };

/** A cell for a figure or an assumption; empty where the plan does not state it. */
export function shownCell(view: DeliverableView, id: string, shown: Shown = {}): Cell {
  const figure = printedAt(view, id);
  const cell = figureCell(figure, shown);
  if (cell.kind !== "number" || !figure || typeof figure.value !== "number") return cell;
  const { scale = 1 } = shown;
  const power = Math.log10(scale);
  const value = Number.isInteger(power) ? scaledDown(figure.value, power) : cell.value;
  const doubted = figure.interval90 !== undefined || figure.standardError !== undefined;
  const digits = doubted ? cell.digits : digitsAt(view, id, figure);
  return { ...cell, value, ...(digits && { digits }), of: { id, scale } };
}

/** The 90 % interval of a figure or an assumption; empty where it has none. */
export function shownInterval(view: DeliverableView, id: string, shown: Shown = {}): Cell {
  const figure = printedAt(view, id);
  return figure ? intervalCell(figure, shown) : emptyCell;
}

/**
 * The sources of the assumptions of a row, each once.
 *
 * @param prefixes what the ids of the assumptions begin with
 * @param label of the row, which the source of each assumption in it repeats
 */
export function sourcesOf({ assumptions }: DeliverableView, prefixes: readonly string[], label: string): string {
  const sources = [...assumptions.values()]
    .filter(({ id }) => prefixes.some((prefix) => id.startsWith(prefix)))
    .map(({ source }) => source.replace(`, row ${label}`, ""));
  return [...new Set(sources)].join("; ");
}

/** Divides by a power of ten without touching a digit. */
function scaledDown(value: number, power: number): number {
  if (power === 0 || !Number.isFinite(value)) return value;
  const { negative, digits, point } = shifted(decimalOf(value), -power);
  return digits === "" ? 0 : Number(`${negative ? "-" : ""}0.${digits}e${point}`);
}
