import type { ResultFigure } from "../../analysis/result.ts";
import { formatInterval } from "../interval.ts";
import { formatQuantity } from "../quantity.ts";
import { digitsOf, intervalOf } from "./figure-digits.ts";

/** A figure's value with its unit as a person reads it; `–` where it does not apply. */
export function figureText(figure: ResultFigure): string {
  const { value, unit } = figure;
  if (value === null) return "–";
  if (typeof value === "string") return wordText(figure, value);
  return formatQuantity(value, unit, digitsOf(figure));
}

/** The 90 % interval of a figure, or nothing. */
export function intervalText(figure: ResultFigure): string {
  const interval = intervalOf(figure);
  return interval ? formatInterval(interval, figure.unit, digitsOf(figure)) : "";
}

/** A word with hyphens as spaces, and how probable it is where that is known. */
function wordText({ probability }: ResultFigure, word: string): string {
  const text = word.replaceAll("-", " ");
  return probability === undefined ? text : `${text} (${formatQuantity(probability, "probability", { decimals: 0 })})`;
}
