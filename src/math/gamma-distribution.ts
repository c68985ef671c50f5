import type { Distribution } from "./distribution.ts";
import { incompleteGamma } from "./incomplete-gamma.ts";
import { invertCdf } from "./invert-cdf.ts";
import { logGamma } from "./log-gamma.ts";
import { requireNonNegative, requirePositive, requireProbability } from "./parameters.ts";
import { point } from "./point-distribution.ts";
import { power } from "./power.ts";
import { normalQuantile } from "./standard-normal.ts";

/** Gamma law by mean and standard deviation: shape k = mean²/sd², scale θ = sd²/mean. sd 0 is the value itself. */
export function gamma({ mean, sd }: { readonly mean: number; readonly sd: number }): Distribution {
  requirePositive("mean", mean);
  requireNonNegative("sd", sd);
  if (sd === 0) return point("gamma", { mean, sd }, mean);
  const shape = (mean / sd) ** 2;
  const scale = (sd * sd) / mean;
  const logFront = -logGamma(shape);
  const density = (x: number): number => Math.exp(logFront + (shape - 1) * Math.log(x) - x);
  return {
    family: "gamma",
    parameters: { mean, sd },
    mean,
    variance: sd * sd,
    lower: 0,
    upper: Infinity,
    cdf: (x) => (x <= 0 ? 0 : incompleteGamma(shape, x / scale).lower),
    quantile(p) {
      requireProbability("p", p);
      if (p === 0) return 0;
      if (p === 1) return Infinity;
      const bracket = { start: guess(shape, p), low: 0, high: Infinity };
      if (p < 0.5) return scale * invertCdf({ cdf: (x) => lowerTail(shape, x), density }, p, bracket);
      // From above, so that the upper tail keeps its relative accuracy.
      return scale * invertCdf({ cdf: (x) => -upperTail(shape, x), density }, p - 1, bracket);
    },
  };
}

const lowerTail = (shape: number, x: number): number => (x <= 0 ? 0 : incompleteGamma(shape, x).lower);
const upperTail = (shape: number, x: number): number => (x <= 0 ? 1 : incompleteGamma(shape, x).upper);

/** Wilson & Hilferty's cube root, or the leading term of the series where that fails. */
function guess(shape: number, p: number): number {
  const cubeRoot = 1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape));
  if (cubeRoot > 0.3) return shape * power(cubeRoot, 3);
  return Math.exp((Math.log(p) + logGamma(shape + 1)) / shape);
}
