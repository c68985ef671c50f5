import type { Distribution } from "./distribution.ts";
import { requirePositive, requireProbability } from "./parameters.ts";

/** Geometric law on 0, 1, 2 … by its mean m: P(X > k) = (m/(1 + m))^(k + 1), variance m + m². */
export function geometric({ mean }: { readonly mean: number }): Distribution {
  requirePositive("mean", mean);
  const logFailure = -Math.log1p(1 / mean);
  const cdf = (x: number): number => (x < 0 ? 0 : -Math.expm1((Math.floor(x) + 1) * logFailure));
  return {
    family: "geometric",
    parameters: { mean },
    mean,
    variance: mean + mean * mean,
    lower: 0,
    upper: Infinity,
    cdf,
    quantile(p) {
      requireProbability("p", p);
      if (p === 1) return Infinity;
      const near = Math.max(0, Math.floor(Math.log1p(-p) / logFailure) - 1);
      // The logarithm rounds: the smallest k with F(k) ≥ p is this or one of the next two.
      return [near, near + 1, near + 2].find((k) => cdf(k) >= p) ?? near + 3;
    },
  };
}
