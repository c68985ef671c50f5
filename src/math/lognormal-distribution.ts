import type { Distribution } from "./distribution.ts";
import { requireFinite, requireNonNegative, requirePositive } from "./parameters.ts";
import { point } from "./point-distribution.ts";
import { normalCdf, normalQuantile } from "./standard-normal.ts";

/**
 * Lognormal law by its own mean and standard deviation (not those of the logarithm):
 * σ² = ln(1 + sd²/mean²), μ = ln mean − σ²/2. sd 0 is the value itself.
 */
export function lognormal({ mean, sd }: { readonly mean: number; readonly sd: number }): Distribution {
  requirePositive("mean", mean);
  requireNonNegative("sd", sd);
  if (sd === 0) return point("lognormal", { mean, sd }, mean);
  const logVariance = Math.log1p((sd / mean) ** 2);
  return fromLogarithm({ mean, sd }, Math.log(mean) - 0.5 * logVariance, Math.sqrt(logVariance));
}

/**
 * Lognormal law whose 5 % and 95 % quantiles are given: what "25 to 40" means in a plan.
 * μ = (ln p95 + ln p5)/2, σ = (ln p95 − ln p5)/(2 · 1.6449).
 */
export function lognormalFromP5P95({ p5, p95 }: { readonly p5: number; readonly p95: number }): Distribution {
  requirePositive("p5", p5);
  requireFinite("p95", p95);
  if (!(p95 > p5)) throw new RangeError(`p95 is ${p95}; expected a number above p5, ${p5}`);
  const logMean = 0.5 * (Math.log(p95) + Math.log(p5));
  const logSd = (Math.log(p95) - Math.log(p5)) / (2 * normalQuantile(0.95));
  return fromLogarithm({ p5, p95 }, logMean, logSd);
}

function fromLogarithm(parameters: Distribution["parameters"], logMean: number, logSd: number): Distribution {
  const mean = Math.exp(logMean + 0.5 * logSd * logSd);
  return {
    family: "lognormal",
    parameters,
    mean,
    variance: mean * mean * Math.expm1(logSd * logSd),
    lower: 0,
    upper: Infinity,
    cdf: (x) => (x <= 0 ? 0 : normalCdf((Math.log(x) - logMean) / logSd)),
    quantile: (p) => Math.exp(logMean + logSd * normalQuantile(p)),
  };
}
