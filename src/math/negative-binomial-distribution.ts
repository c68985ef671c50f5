import type { Distribution } from "./distribution.ts";
import { betaTails } from "./incomplete-beta.ts";
import { requireFinite, requirePositive, requireProbability } from "./parameters.ts";
import { normalQuantile } from "./standard-normal.ts";

/**
 * Negative binomial law on 0, 1, 2 … by mean and standard deviation: r = mean²/(sd² − mean), p = mean/sd²,
 * P(X ≤ k) = I_p(r, k + 1). It needs sd² > mean; at sd² = mean it would be Poisson's law.
 */
export function negativeBinomial({ mean, sd }: { readonly mean: number; readonly sd: number }): Distribution {
  requirePositive("mean", mean);
  requireFinite("sd", sd);
  if (!(sd > 0 && sd * sd > mean))
    throw new RangeError(`sd is ${sd}; expected a number above √mean, ${Math.sqrt(mean)}`);
  const variance = sd * sd;
  const size = (mean * mean) / (variance - mean);
  const success = { x: mean / variance, y: (variance - mean) / variance };
  const cdf = (x: number): number => {
    if (x < 0) return 0;
    return x === Infinity ? 1 : betaTails({ a: size, b: Math.floor(x) + 1 }, success).lower;
  };
  return {
    family: "negative-binomial",
    parameters: { mean, sd },
    mean,
    variance,
    lower: 0,
    upper: Infinity,
    cdf,
    quantile(p) {
      requireProbability("p", p);
      if (p === 1) return Infinity;
      if (cdf(0) >= p) return 0;
      return firstReaching(cdf, p, Math.max(1, Math.round(mean + sd * normalQuantile(p))));
    },
  };
}

/** Smallest whole k ≥ 1 with F(k) ≥ p, given F(0) < p: doubling steps from a guess, then bisection. */
function firstReaching(cdf: (k: number) => number, p: number, guess: number): number {
  let below = 0;
  let above = guess;
  for (let step = guess; cdf(above) < p; step *= 2) {
    below = above;
    above += step;
    if (!Number.isFinite(above)) return Infinity;
  }
  while (above - below > 1) {
    const middle = Math.floor(0.5 * (below + above));
    if (cdf(middle) >= p) above = middle;
    else below = middle;
  }
  return above;
}
