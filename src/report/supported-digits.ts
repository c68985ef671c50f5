/** How many digits a doubt about a number leaves worth printing. */
import type { Interval } from "./interval.ts";
import type { Digits } from "./number.ts";

/** A doubt: the standard error of a simulated number, or the interval that holds a number with 90 % probability. */
export type Doubt = { readonly standardError: number } | { readonly interval90: Interval; readonly value: number };

/**
 * The digits that a doubt supports.
 *
 * A standard error supports digits down to the place of its first digit, and one place further where that digit is 1,
 * because rounding 1.4 to 1 would move a doubt by a third. An error of 13 supports units, one of 40 supports tens.
 *
 * An interval is often skewed, and its width says little about the place of the number in it: 1,100 to 68,000 holds
 * 8,785. So the number and the ends get two significant digits, three where the interval is narrower than ±15 %.
 *
 * Without any doubt, all 15 digits of a double that survive a round trip are supported.
 */
export function supportedDigits(doubt: Doubt): Digits {
  if ("interval90" in doubt) return intervalDigits(doubt.interval90, doubt.value);
  const { standardError } = doubt;
  if (!(standardError >= 0) || standardError === Number.POSITIVE_INFINITY) {
    throw new RangeError(`standardError: ${standardError}, expected a finite number of at least 0`);
  }
  if (standardError === 0) return { atMost: 15 };
  const [mantissa = "", exponent = "0"] = standardError.toExponential(1).split("e");
  return { decimals: (mantissa.startsWith("1") ? 1 : 0) - Number(exponent) };
}

/** Whether the ends of an interval differ by more than the noise of computing them. */
export function hasSpread({ low, high }: Interval): boolean {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return low !== high;
  return high - low > NOISE * Math.max(Math.abs(low), Math.abs(high));
}

/** Drawn figures that are the same in every plan differ by no more than this share. */
const NOISE = 1e-9;

const NARROW = 0.15;

function intervalDigits(interval: Interval, value: number): Digits {
  const { low, high } = interval;
  if (!(low <= high)) throw new RangeError(`interval: low ${low} is above high ${high}`);
  if (!hasSpread(interval)) return { atMost: 15 };
  return { significant: (high - low) / 2 < NARROW * Math.abs(value) ? 3 : 2 };
}
