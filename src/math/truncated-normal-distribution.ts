import type { Distribution } from "./distribution.ts";
import { requireFinite, requireNonNegative, requireProbability } from "./parameters.ts";
import { point } from "./point-distribution.ts";
import { normalCdf, normalDensity, normalQuantile } from "./standard-normal.ts";

export interface TruncatedNormalParameters {
  /** Mean and sd of the normal law before truncation (the parent), not of the result. */
  readonly mean: number;
  readonly sd: number;
  /** Ends of the interval; may be infinite. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * The normal law conditioned on [lower, upper]. With α, β the standardised ends and Z = Φ(β) − Φ(α):
 * mean μ + σ (φ(α) − φ(β))/Z, variance σ² (1 + (αφ(α) − βφ(β))/Z − ((φ(α) − φ(β))/Z)²)
 * (Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1, 13.134–135).
 *
 * @throws RangeError when the interval holds less than 1e-12 of the parent
 */
export function truncatedNormal({ mean, sd, lower, upper }: TruncatedNormalParameters): Distribution {
  requireFinite("mean", mean);
  requireNonNegative("sd", sd);
  if (!(lower < upper)) throw new RangeError(`lower is ${lower} and upper is ${upper}; expected lower < upper`);
  const parameters = { mean, sd, lower, upper };
  if (sd === 0 && mean >= lower && mean <= upper) return point("truncated-normal", parameters, mean);
  const alpha = (lower - mean) / sd;
  const beta = (upper - mean) / sd;
  const mass = between(alpha, beta);
  if (!(mass >= 1e-12)) {
    throw new RangeError(
      `lower is ${lower} and upper is ${upper}; expected an interval that holds some of the normal law`,
    );
  }
  const shift = (normalDensity(alpha) - normalDensity(beta)) / mass;
  const spread = (edge(alpha) - edge(beta)) / mass;
  return {
    family: "truncated-normal",
    parameters,
    mean: mean + sd * shift,
    variance: sd * sd * (1 + spread - shift * shift),
    lower,
    upper,
    cdf: (x) => (x <= lower ? 0 : x >= upper ? 1 : between(alpha, (x - mean) / sd) / mass),
    quantile(p) {
      requireProbability("p", p);
      if (p === 0) return lower;
      if (p === 1) return upper;
      const z =
        alpha > 0
          ? -normalQuantile(normalCdf(-beta) + (1 - p) * mass)
          : normalQuantile(Math.min(1, normalCdf(alpha) + p * mass));
      return Math.min(upper, Math.max(lower, mean + sd * z));
    },
  };
}

/** Φ(b) − Φ(a) without cancellation in the upper tail. */
const between = (a: number, b: number): number => (a > 0 ? normalCdf(-a) - normalCdf(-b) : normalCdf(b) - normalCdf(a));

/** z φ(z), 0 at infinity. */
const edge = (z: number): number => (Number.isFinite(z) ? z * normalDensity(z) : 0);
