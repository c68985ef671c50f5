import type { Distribution } from "./distribution.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { invertCdf } from "./invert-cdf.ts";
import { logGamma } from "./log-gamma.ts";
import { requireProbability } from "./parameters.ts";
import { requireThreePoints, type ThreePoints } from "./triangular-distribution.ts";

/**
 * Beta-PERT law (Malcolm et al. 1959, shape 4): a beta law on [min, max] with
 * α = 1 + 4 (mode − min)/(max − min), β = 1 + 4 (max − mode)/(max − min); mean (min + 4 mode + max)/6.
 */
export function pert({ min, mode, max }: ThreePoints): Distribution {
  requireThreePoints({ min, mode, max });
  const width = max - min;
  const alpha = 1 + (4 * (mode - min)) / width;
  const beta = 1 + (4 * (max - mode)) / width;
  const logFront = logGamma(6) - logGamma(alpha) - logGamma(beta);
  const unit = {
    cdf: (x: number) => incompleteBeta(alpha, beta, x),
    density: (x: number) => Math.exp(logFront + (alpha - 1) * Math.log(x) + (beta - 1) * Math.log1p(-x)),
  };
  return {
    family: "pert",
    parameters: { min, mode, max },
    mean: (min + 4 * mode + max) / 6,
    variance: (width * width * alpha * beta) / 252,
    lower: min,
    upper: max,
    cdf: (x) => (x <= min ? 0 : x >= max ? 1 : unit.cdf((x - min) / width)),
    quantile(p) {
      requireProbability("p", p);
      if (p === 0) return min;
      if (p === 1) return max;
      return min + width * invertCdf(unit, p, { start: alpha / 6, low: 0, high: 1 });
    },
  };
}
