import { invertCdf } from "../../math/invert-cdf.ts";
import { requireProbability } from "../../math/parameters.ts";
import { normalQuantile } from "../../math/standard-normal.ts";
import type { CostPart } from "./cost-part.ts";

/** The law of a cost, in USD. */
export interface CostDistribution {
  readonly mean: number;
  readonly sd: number;
  /** Ends of the support; infinite where the model says so (normal message lengths). */
  readonly lower: number;
  readonly upper: number;
  /** P(cost ≤ x). */
  cdf(x: number): number;
  /** Density per USD, without the steps (P(cost = 0) where a conversation may have no turns). */
  density(x: number): number;
  /** Smallest cost that is not exceeded with probability p. */
  quantile(p: number): number;
  /** Mean of the worst 1 − alpha share of costs, 0 ≤ alpha < 1. */
  cvar(alpha: number): number;
  /** Cost and density at equal steps between two quantiles, for charts. */
  densityGrid(points: number, fromP: number, toP: number): readonly DensityPoint[];
}

export interface DensityPoint {
  readonly costUsd: number;
  readonly densityPerUsd: number;
}

export interface WeightedPart {
  readonly weight: number;
  readonly part: CostPart;
}

/** What a mixture is known by from elsewhere: closed-form moments, support, and where its mass ends numerically. */
interface MixtureFacts {
  readonly mean: number;
  readonly sd: number;
  readonly lower: number;
  readonly upper: number;
  readonly reach: readonly [number, number];
}

/**
 * A finite mixture of parts. CVaR is q + E[(C − q)⁺]/(1 − alpha) with q the alpha quantile
 * (Rockafellar & Uryasev, Journal of Risk 2 (2000), theorem 1), which holds with steps too.
 */
export function mixCosts(parts: readonly WeightedPart[], facts: MixtureFacts): CostDistribution {
  const { mean, sd, lower, upper, reach } = facts;
  const sumOf = (of: (part: CostPart) => number): number => {
    let sum = 0;
    for (const { weight, part } of parts) sum += weight * of(part);
    return sum;
  };
  const cdf = (x: number): number =>
    Math.min(
      1,
      Math.max(
        0,
        sumOf((part) => part.cdf(x)),
      ),
    );
  const density = (x: number): number =>
    Math.max(
      0,
      sumOf((part) => part.density(x)),
    );
  const quantile = (p: number): number => {
    requireProbability("p", p);
    if (p === 0) return lower;
    if (p === 1) return upper;
    const [low, high] = reach;
    if (sd === 0 || cdf(low) >= p) return low;
    const start = Math.min(high, Math.max(low, mean + sd * normalQuantile(p)));
    return invertCdf({ cdf, density }, p, { start, low, high, tolerance: 1e-11 * sd });
  };
  return {
    mean,
    sd,
    lower,
    upper,
    cdf,
    density,
    quantile,
    cvar(alpha) {
      if (!(alpha >= 0 && alpha < 1)) throw new RangeError(`alpha is ${alpha}; expected a number from 0 to below 1`);
      if (alpha === 0) return mean;
      const q = quantile(alpha);
      return q + sumOf((part) => part.excess(q)) / (1 - alpha);
    },
    densityGrid(points, fromP, toP) {
      const from = quantile(fromP);
      const step = (quantile(toP) - from) / Math.max(1, points - 1);
      return Array.from({ length: points }, (_, i) => {
        const costUsd = from + i * step;
        return { costUsd, densityPerUsd: density(costUsd) };
      });
    },
  };
}
