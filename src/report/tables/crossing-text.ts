import type { ResultFigure } from "../../analysis/result.ts";
import { type Digits, formatNumber } from "../number.ts";
import { type Cell, textCell } from "../table.ts";
import { digitsOf } from "./figure-digits.ts";

/** A volume from which something is cheaper: a number, `any volume` (0), or `never` (no bound). */
export function crossingText(volume: number, digits: Digits): string {
  if (volume === 0) return "any volume";
  return Number.isFinite(volume) ? formatNumber(volume, digits) : "never";
}

/** The middle of a crossing as a cell; full precision behind. */
export function crossingCell(figure: ResultFigure): Cell {
  const { value } = figure;
  if (typeof value !== "number") return { kind: "empty" };
  const digits = crossingDigits(figure);
  return value > 0 && Number.isFinite(value)
    ? { kind: "number", value, digits }
    : textCell(crossingText(value, digits));
}

/** `2,200 to 7,000`, `2,200 to never`; nothing where all drawn plans say the same. */
export function crossingIntervalText(figure: ResultFigure): string {
  const [low, high] = figure.interval90 ?? [0, 0];
  if (low === high) return "";
  const digits = crossingDigits(figure);
  return `${crossingText(low, digits)} to ${crossingText(high, digits)}`;
}

/** Digits that the doubt supports; two where a share of the doubt has no bound, so that its size says nothing. */
export function crossingDigits(figure: ResultFigure): Digits {
  const ends = figure.interval90 ?? [];
  return ends.every(Number.isFinite) && Number.isFinite(Number(figure.value)) ? digitsOf(figure) : { atMost: 2 };
}
