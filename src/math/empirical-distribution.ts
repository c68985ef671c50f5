import type { Distribution } from "./distribution.ts";
import { requireFinite, requireProbability } from "./parameters.ts";
import { compensatedSum } from "./sum.ts";

/**
 * The discrete law that gives each listed value the same weight, so mean and variance (divisor n) are those of the
 * list. Nothing is interpolated: a quantile is always one of the values.
 */
export function empirical({ values }: { readonly values: readonly number[] }): Distribution {
  if (values.length === 0) throw new RangeError("values is empty; expected at least one number");
  values.forEach((value, i) => {
    requireFinite(`values[${i}]`, value);
  });
  const sorted = Float64Array.from(values).sort();
  const count = sorted.length;
  const mean = compensatedSum(sorted) / count;
  const last = count - 1;
  return {
    family: "empirical",
    parameters: { values },
    mean,
    variance: compensatedSum(Array.from(sorted, (x) => (x - mean) ** 2)) / count,
    lower: sorted[0] ?? mean,
    upper: sorted[last] ?? mean,
    cdf: (x) => countUpTo(sorted, x) / count,
    quantile(p) {
      requireProbability("p", p);
      // p·n is rounded so that quantile(cdf(x)) is x although k/n·n may not be k.
      const rank = Math.ceil(p * count * (1 - 4e-16)) - 1;
      return sorted[Math.min(last, Math.max(0, rank))] ?? mean;
    },
  };
}

/** How many of the sorted values are ≤ x, by bisection. */
function countUpTo(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
