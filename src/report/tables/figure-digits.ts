import type { ResultFigure } from "../../analysis/result.ts";
import type { Digits } from "../number.ts";
import { supportedDigits } from "../supported-digits.ts";

/**
 * How many digits of a figure to print: those its doubt supports; without a stated doubt four, since the inputs of a
 * plan are seldom known to more. Words have none.
 */
export function digitsOf(figure: Pick<ResultFigure, "value" | "interval90" | "standardError">): Digits {
  const { interval90, standardError } = figure;
  if (standardError !== undefined && standardError > 0) return supportedDigits({ standardError });
  if (interval90 && interval90[0] < interval90[1]) {
    const [low, high] = interval90;
    return supportedDigits({ interval90: { low, high } });
  }
  return { atMost: 4 };
}
