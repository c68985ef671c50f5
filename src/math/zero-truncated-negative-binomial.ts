import type { Distribution } from "./distribution.ts";
import { negativeBinomial } from "./negative-binomial-distribution.ts";
import { requireProbability } from "./parameters.ts";

/**
 * The negative binomial law conditioned on 1 or more. `mean` and `sd` are those of the law before (the parent); with
 * q = 1 − P(X = 0) the result has mean m/q and second moment (sd² + m²)/q.
 */
export function zeroTruncatedNegativeBinomial(parent: { readonly mean: number; readonly sd: number }): Distribution {
  const law = negativeBinomial(parent);
  const zero = law.cdf(0);
  const kept = 1 - zero;
  if (!(kept > 1e-12)) throw new RangeError(`mean is ${parent.mean}; expected a law that is above 0 at times`);
  const mean = law.mean / kept;
  return {
    family: "zero-truncated-negative-binomial",
    parameters: parent,
    mean,
    variance: (law.variance + law.mean ** 2) / kept - mean * mean,
    lower: 1,
    upper: Infinity,
    cdf: (x) => (x < 1 ? 0 : (law.cdf(x) - zero) / kept),
    quantile(p) {
      requireProbability("p", p);
      return p === 0 ? 1 : Math.max(1, law.quantile(Math.min(1, zero + p * kept)));
    },
  };
}
