import { requireProbability } from "./parameters.ts";

/**
 * Quantile of a sample, type 7 of Hyndman & Fan (1996): linear between order statistics at h = (n − 1)p.
 *
 * @param sorted the sample in ascending order, not empty; values may be infinite
 * @param p probability, 0–1
 */
export function sortedQuantile(sorted: ArrayLike<number>, p: number): number {
  requireProbability("p", p);
  if (sorted.length === 0) throw new RangeError("sorted is empty; expected at least one value");
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  // Between two values without limit, or at the last one with a limit, there is nothing to interpolate.
  if (position === below || low === high) return low;
  return low + (position - below) * (high - low);
}
