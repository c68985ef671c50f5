import type { ResultFigure } from "../../analysis/result.ts";
import type { Digits } from "../number.ts";
import { isShare } from "../quantity.ts";
import { supportedDigits } from "../supported-digits.ts";

/**
 * How many digits of a figure to print: those its doubt supports; without a stated doubt four, since the inputs of a
 * plan are seldom known to more. Words have none.
 */
export function digitsOf(figure: Pick<ResultFigure, "unit" | "interval90" | "standardError">): Digits {
  const { interval90, standardError } = figure;
  // Shares are printed as percent, and their digits are counted there.
  const scale = isShare(figure.unit) ? 100 : 1;
  if (standardError !== undefined && standardError > 0)
    return supportedDigits({ standardError: standardError * scale });
  if (interval90 && interval90[0] < interval90[1]) {
    const [low, high] = interval90;
    return supportedDigits({ interval90: { low: low * scale, high: high * scale } });
  }
  return { atMost: 4 };
}

/** Ends of an interval are quantiles of draws: two digits each, whatever the other end. */
export const INTERVAL_DIGITS: Digits = { significant: 2 };
