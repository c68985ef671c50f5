import type { ResultFigure } from "../../analysis/result.ts";
import { type Cell, emptyCell, textCell } from "../table.ts";
import { digitsOf, intervalOf } from "./figure-digits.ts";
import { figureText } from "./figure-text.ts";

/** How a figure is shown in a cell: with its unit, or bare under a head that states it; divided for reading. */
export interface Shown {
  readonly unit?: string;
  readonly scale?: number;
}

/** A figure as a cell: full precision behind, the digits it supports in front. */
export function figureCell(figure: ResultFigure | undefined, { unit, scale = 1 }: Shown = {}): Cell {
  if (!figure || figure.value === null) return emptyCell;
  if (typeof figure.value === "string") return textCell(figureText(figure));
  const scaled = rescaled(figure, scale);
  return { kind: "number", value: figure.value / scale, digits: digitsOf(scaled), ...(unit !== undefined && { unit }) };
}

/** The 90 % interval of a figure as a cell; empty where it has none. */
export function intervalCell(figure: ResultFigure | undefined, { unit, scale = 1 }: Shown = {}): Cell {
  const interval = figure && intervalOf(rescaled(figure, scale));
  if (!interval) return emptyCell;
  return { kind: "interval", interval, digits: digitsOf(figure), ...(unit !== undefined && { unit }) };
}

function rescaled(figure: ResultFigure, scale: number): ResultFigure {
  const { value, interval90 } = figure;
  return {
    ...figure,
    value: typeof value === "number" ? value / scale : value,
    ...(interval90 && { interval90: [interval90[0] / scale, interval90[1] / scale] as const }),
  };
}
