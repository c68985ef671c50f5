import type { Distribution } from "./distribution.ts";
import { logGamma } from "./log-gamma.ts";
import { requireNonNegative, requirePositive, requireProbability } from "./parameters.ts";
import { point } from "./point-distribution.ts";
import { power } from "./power.ts";
import { findRoot } from "./root.ts";

/**
 * Weibull law by mean and standard deviation: F(x) = 1 − exp(−(x/λ)^k), where the shape k solves
 * Γ(1 + 2/k)/Γ(1 + 1/k)² = 1 + (sd/mean)² and λ = mean/Γ(1 + 1/k). sd 0 is the value itself.
 *
 * @throws RangeError when sd/mean is outside 0.001–50, where no shape from 0.15 to 2000 fits
 */
export function weibull({ mean, sd }: { readonly mean: number; readonly sd: number }): Distribution {
  requirePositive("mean", mean);
  requireNonNegative("sd", sd);
  if (sd === 0) return point("weibull", { mean, sd }, mean);
  const ratio = sd / mean;
  if (!(ratio >= 0.001 && ratio <= 50))
    throw new RangeError(`sd is ${sd}; expected 0, or 0.001 to 50 times mean, ${mean}`);
  const shape = solveShape(ratio);
  const scale = mean * Math.exp(-logGamma(1 + 1 / shape));
  return {
    family: "weibull",
    parameters: { mean, sd },
    mean,
    variance: sd * sd,
    lower: 0,
    upper: Infinity,
    cdf: (x) => (x <= 0 ? 0 : -Math.expm1(-power(x / scale, shape))),
    quantile(p) {
      requireProbability("p", p);
      return scale * power(-Math.log1p(-p), 1 / shape);
    },
  };
}

/** The shape k, from the logarithm of the equation, which is monotone in 1/k. */
function solveShape(ratio: number): number {
  const target = Math.log1p(ratio * ratio);
  const inverse = findRoot((r) => logGamma(1 + 2 * r) - 2 * logGamma(1 + r) - target, 1 / 2000, 1 / 0.15);
  return 1 / inverse;
}
