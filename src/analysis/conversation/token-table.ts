import type { Distribution } from "../../math/distribution.ts";

/** A law rounded to whole tokens: weight `weights[i]` at length `first + i`. */
export interface TokenTable {
  readonly first: number;
  readonly weights: Float64Array;
  readonly mean: number;
  readonly variance: number;
}

/**
 * P(k) = P(X < k + ½) − P(X < k − ½) from the 1e-13 to the 1 − 1e-13 quantile; what is beyond is folded into the ends,
 * which moves mean and variance by less than 1e-9 relative for laws with tails like the lognormal's.
 *
 * @returns undefined where the table would exceed 2^16 entries: there, whole tokens are fine enough to be continuous
 */
export function tokenTable(law: Distribution): TokenTable | undefined {
  const first = roundHalfUp(law.lower > -Infinity ? law.lower : law.quantile(1e-13));
  const last = roundHalfUp(law.upper < Infinity ? law.upper : law.quantile(1 - 1e-13));
  const size = last - first + 1;
  if (!(size <= 2 ** 16)) return undefined;
  const weights = new Float64Array(size);
  let below = 0;
  let mean = 0;
  for (let i = 0; i < size; i++) {
    const upTo = i === size - 1 ? 1 : law.cdf(justBelow(first + i + 0.5));
    weights[i] = upTo - below;
    below = upTo;
    mean += i * (weights[i] ?? 0);
  }
  let variance = 0;
  for (let i = 0; i < size; i++) variance += (weights[i] ?? 0) * (i - mean) ** 2;
  return { first, weights, mean: first + mean, variance };
}

/** The nearest whole number, halves up. */
const roundHalfUp = (x: number): number => Math.floor(x + 0.5);

const justBelow = (x: number): number => x - Math.abs(x) * Number.EPSILON;
