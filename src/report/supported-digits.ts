/** How many digits a doubt about a number leaves worth printing. */
import type { Interval } from "./interval.ts";
import type { Digits } from "./number.ts";

/** A doubt: the standard error of a simulated number, or the interval that holds it with 90 % probability. */
export type Doubt = { readonly standardError: number } | { readonly interval90: Interval };

/** Half the width of a 90 % interval of a normal law in standard deviations: the 0.95 quantile of the standard normal. */
const HALF_WIDTH_OF_90 = 1.6448536269514722;

/**
 * The digits that a doubt supports: down to the place of its first digit, and one place further where that digit is 1,
 * because rounding 1.4 to 1 would move a doubt by a third. A doubt of 13 supports units, one of 40 supports tens. Without
 * any doubt, all 15 digits of a double that survive a round trip are supported.
 */
export function supportedDigits(doubt: Doubt): Digits {
  const standardError = "standardError" in doubt ? doubt.standardError : halfWidth(doubt.interval90) / HALF_WIDTH_OF_90;
  if (!(standardError >= 0) || standardError === Number.POSITIVE_INFINITY) {
    throw new RangeError(`standardError: ${standardError}, expected a finite number of at least 0`);
  }
  if (standardError === 0) return { atMost: 15 };
  const [mantissa = "", exponent = "0"] = standardError.toExponential(1).split("e");
  return { decimals: (mantissa.startsWith("1") ? 1 : 0) - Number(exponent) };
}

function halfWidth({ low, high }: Interval): number {
  return (high - low) / 2;
}
