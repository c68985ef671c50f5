import { normalQuantile } from "../../math/standard-normal.ts";
import { cosinePart } from "./cosine-part.ts";
import { type CostDistribution, mixCosts } from "./cost-distribution.ts";
import { atomPart, type CostPart } from "./cost-part.ts";
import { edgeworthPart } from "./edgeworth-part.ts";
import type { Estimate } from "./estimate.ts";
import type { SimulatedCost } from "./simulation.ts";

/**
 * The law of the total cost of independent conversations, from what is simulated of one. The characteristic function of
 * the histogram, moved to the estimated mean, is raised to their number and inverted by a cosine series; of many,
 * Edgeworth's expansion. Its error is that of the simulation: see `simulatedTotalQuantile`.
 */
export function simulatedTotal(cost: SimulatedCost, conversations: number): CostDistribution {
  const mean = conversations * cost.mean.value;
  const sd = Math.sqrt(conversations) * cost.sd.value;
  if (sd === 0) {
    const facts = { mean, sd, lower: mean, upper: mean, reach: [mean, mean] } as const;
    return mixCosts([{ weight: 1, part: atomPart(mean) }], facts);
  }
  const { low, high } = cost.histogram;
  const ends = { lower: conversations * low, upper: conversations * high };
  const reach = [Math.max(ends.lower, mean - 12 * sd), Math.min(ends.upper, mean + 15 * sd)] as const;
  const part = conversations === 1 ? histogramPart(cost) : sumPart(cost, conversations, { mean, sd }, reach);
  return mixCosts([{ weight: 1, part }], { mean, sd, ...ends, reach });
}

/**
 * A quantile of that law. The standard error is that of N μ, √N σ z and σγ/6, of one conversation's mean μ, sd σ and
 * skewness γ, z the normal quantile; γ as if known.
 */
export function simulatedTotalQuantile(cost: SimulatedCost, conversations: number, p: number): Estimate {
  const root = Math.sqrt(conversations);
  return {
    value: simulatedTotal(cost, conversations).quantile(p),
    standardError: Math.hypot(
      conversations * cost.mean.standardError,
      root * normalQuantile(p) * cost.sd.standardError,
      (cost.skewness * cost.sd.standardError) / 6,
    ),
  };
}

function sumPart(
  cost: SimulatedCost,
  conversations: number,
  { mean, sd }: { readonly mean: number; readonly sd: number },
  [low, high]: readonly [number, number],
): CostPart {
  if (conversations >= MANY) {
    const { skewness, excessKurtosis } = cost;
    return edgeworthPart({ mean, sd, skewness, excessKurtosis, conversations });
  }
  const { points, weights } = cost.histogram;
  const found: number[] = [];
  let small = 0;
  for (let k = 0; k < MOST_TERMS && small < 8; k++) {
    const t = (k * Math.PI) / (high - low);
    let re = 0;
    let im = 0;
    points.forEach((x, i) => {
      re += (weights[i] as number) * Math.cos(t * (x - cost.mean.value));
      im += (weights[i] as number) * Math.sin(t * (x - cost.mean.value));
    });
    const size = Math.exp(0.5 * conversations * Math.log(re * re + im * im));
    const angle = conversations * Math.atan2(im, re) + t * (mean - low);
    found.push(size * Math.cos(angle));
    small = size < 1e-8 ? small + 1 : 0;
  }
  return cosinePart(low, high, Float64Array.from(found));
}

/** From here up Edgeworth's expansion errs by less than a simulation of one conversation. */
const MANY = 200;
const MOST_TERMS = 1024;

/** One conversation: the histogram itself, its mass spread evenly between points. */
function histogramPart({ histogram: { points, weights } }: SimulatedCost): CostPart {
  const upTo = new Float64Array(points.length + 1);
  const excess = new Float64Array(points.length + 1);
  weights.forEach((weight, i) => {
    upTo[i + 1] = (upTo[i] as number) + weight;
  });
  for (let i = points.length - 1; i > 0; i--) {
    const gap = (points[i] as number) - (points[i - 1] as number);
    excess[i - 1] = (excess[i] as number) + gap * (1 - (upTo[i] as number));
  }
  const first = points[0] as number;
  const last = points[points.length - 1] as number;
  /** The point at or before x. */
  const before = (x: number): number => {
    let [low, high] = [0, points.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((points[middle] as number) <= x) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const slope = (i: number): number => (weights[i + 1] as number) / ((points[i + 1] as number) - (points[i] as number));
  return {
    cdf(x) {
      if (x < first) return 0;
      if (x >= last) return 1;
      const i = before(x);
      return (upTo[i + 1] as number) + slope(i) * (x - (points[i] as number));
    },
    density(x) {
      return x < first || x >= last ? 0 : slope(before(x));
    },
    excess(x) {
      if (x >= last) return 0;
      if (x < first) return (excess[0] as number) + first - x;
      const i = before(x);
      const rest = (points[i + 1] as number) - x;
      return (excess[i + 1] as number) + rest * (1 - (upTo[i + 1] as number));
    },
  };
}
