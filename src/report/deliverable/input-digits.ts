import type { ListedAssumption } from "../../analysis/assumption-list.ts";
import type { ResultFigure } from "../../analysis/result.ts";
import { decimalOf } from "../decimal.ts";
import type { Digits } from "../number.ts";
import { digitsOf } from "../tables/figure-digits.ts";

/**
 * Units of what is counted, agreed or converted by a convention: such a number is as exact as it is written, and says
 * nothing about how many digits of a product with it are worth printing.
 */
const EXACT: ReadonlySet<string> = new Set(
  ["conversations", "examples", "GPUs", "instances", "models", "points", "profiles", "prompts", "questions"].concat([
    "replies",
    "sentences",
    "sessions",
    "EUR/H100-day",
    "USD/EUR",
    "USD/Mtok",
    "GPU-hours/H100-hour",
  ]),
);

/** Fewer would hide a `3` that was written for `3.0`; more than four is seldom known of any input. */
const FEWEST = 2;
const MOST = 4;

/**
 * The digits of a figure that its inputs support: as many significant ones as the published or measured input with the
 * fewest, from two to four; where a doubt about the figure is known, that doubt decides.
 *
 * @param figures results by id, to find what a figure is made of
 * @param assumptions by id
 */
export function inputDigits(
  figure: ResultFigure,
  figures: Readonly<Record<string, ResultFigure>>,
  assumptions: ReadonlyMap<string, ListedAssumption>,
): Digits {
  if (figure.interval90 || figure.standardError !== undefined) return digitsOf(figure);
  const seen = new Set<string>();
  let fewest = MOST;
  const visit = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const assumption = assumptions.get(id);
    if (assumption) fewest = Math.min(fewest, writtenDigits(assumption));
    else figures[id]?.of.forEach(visit);
  };
  figure.of.forEach(visit);
  return { atMost: Math.max(FEWEST, fewest) };
}

/** Significant digits of a number as written; zeros that end a whole number count, as every printed digit does. */
function writtenDigits({ value, unit, provenance }: ListedAssumption): number {
  if (typeof value !== "number" || value === 0 || provenance === "chosen" || EXACT.has(unit)) return MOST;
  const { digits, point } = decimalOf(value);
  return Math.max(digits.length, point);
}
