import type { Distribution } from "../../math/distribution.ts";
import { trimmedWeights } from "../../math/draw-table.ts";

/** A law on multiples of a unit: probability[i] at (first + i) units. */
export interface LatticeLaw {
  readonly first: number;
  readonly probability: Float64Array;
  /** What lies beyond the ends that a 32-bit word can reach, given to them. */
  readonly foldedProbability: number;
}

/**
 * P(k) = P(X < (k + ½)u) − P(X < (k − ½)u): the law rounded to the nearest multiple of u, halves up.
 *
 * @param unit u, a power of 2
 * @returns undefined where more than `most` multiples are within reach
 */
export function latticeLaw(law: Distribution, unit: number, most: number): LatticeLaw | undefined {
  const nearest = (x: number): number => Math.floor(x / unit + 0.5);
  const low = nearest(law.lower > -Infinity ? law.lower : law.quantile(2 ** -36));
  const reach = law.upper < Infinity ? law.upper : law.quantile(1 - 2 ** -36);
  const high = nearest(reach);
  if (!(high - low < 4 * most)) return undefined;
  const weights = new Float64Array(high - low + 1);
  let below = 0;
  for (let i = 0; i < weights.length; i++) {
    const end = (low + i + 0.5) * unit;
    const upTo = i === weights.length - 1 ? 1 : law.cdf(end - Math.abs(end) * Number.EPSILON);
    weights[i] = Math.max(0, upTo - below);
    below = upTo;
  }
  const { start, probability, foldedProbability } = trimmedWeights(weights);
  return probability.length <= most ? { first: low + start, probability, foldedProbability } : undefined;
}
