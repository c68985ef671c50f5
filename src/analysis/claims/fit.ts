import type { Claim, PrintedNumber } from "./claim.ts";

/** How a printed number compares with computed ones: rules 1 to 3 of the verdict. */
export interface Target {
  /** What is printed, in the unit of the figure. */
  readonly value: number;
  /** The values that round to it, ends included; of a simulated range, its ends widened by their tolerance. */
  readonly low: number;
  readonly high: number;
}

/**
 * What a claim's figure would have to be.
 *
 * The tolerance is half a unit of the last significant digit (rule 1), or the one the claim states with its reason.
 *
 * @param unit unit of the figure; a figure in percent is compared with the number before the percent sign
 */
export function targetOf(claim: Claim, unit: string): Target {
  const { number, simulatedRange, tolerance } = claim;
  const size = ({ value, percent }: PrintedNumber): number => value * scaleOf(claim, percent, unit);
  const half = ({ significantUnit, percent }: PrintedNumber): number =>
    (tolerance?.value ?? significantUnit / 2) * scaleOf(claim, percent, unit);
  const { low, high } = simulatedRange ?? { low: number, high: number };
  return { value: size(number), low: size(low) - half(low), high: size(high) + half(high) };
}

/** What one printed unit is in the unit of the figure. */
export const scaleOf = (claim: Claim, percent: boolean, unit: string): number =>
  claim.scale * (percent && unit === "%" ? 100 : 1);

/**
 * Whether a computed value is what is printed, or on the stated side of it (rules 2 and 3). No number is neither: what
 * divides by 0 follows nothing, and nothing follows it.
 */
export function fits(claim: Claim, target: Target, value: number): boolean {
  const slack = slackOf(target.low, target.high, value);
  if (!Number.isFinite(slack)) return false;
  switch (claim.relation) {
    case "equals":
      return value >= target.low - slack && value <= target.high + slack;
    case "more-than":
      return value > target.value;
    case "less-than":
      return value < target.value;
    case "at-least":
      return value >= target.value - slack;
    case "at-most":
      return value <= target.value + slack;
  }
}

/**
 * What binary arithmetic may lose: 3.5 hours ÷ 1.2 is not to miss an end by its sixteenth digit. Chains have some ten
 * operations of relative error 1.1e-16 each; 1e-12 leaves room for sums of many rows.
 */
const slackOf = (...values: readonly number[]): number => 1e-12 * Math.max(...values.map(Math.abs));
