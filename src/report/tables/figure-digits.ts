import type { ResultFigure } from "../../analysis/result.ts";
import type { Interval } from "../interval.ts";
import type { Digits } from "../number.ts";
import { isShare } from "../quantity.ts";
import { hasSpread, supportedDigits } from "../supported-digits.ts";

/**
 * How many digits of a figure, and of the ends of its interval, to print: those its doubt supports; without a stated
 * doubt four, since the inputs of a plan are seldom known to more. Words have none.
 */
export function digitsOf(figure: Pick<ResultFigure, "value" | "unit" | "interval90" | "standardError">): Digits {
  const { value, standardError } = figure;
  // Shares are printed as percent, and their digits are counted there.
  const scale = isShare(figure.unit) ? 100 : 1;
  if (standardError !== undefined && standardError > 0)
    return supportedDigits({ standardError: standardError * scale });
  const interval90 = intervalOf(figure);
  return interval90 && typeof value === "number" ? supportedDigits({ interval90, value }) : { atMost: 4 };
}

/** The 90 % interval of a figure; nothing where its ends differ by no more than the noise of computing them. */
export function intervalOf({ interval90 }: Pick<ResultFigure, "interval90">): Interval | undefined {
  if (!interval90) return undefined;
  const interval = { low: interval90[0], high: interval90[1] };
  return hasSpread(interval) ? interval : undefined;
}
