import { cosinePart } from "./cosine-part.ts";
import { type CostDistribution, mixCosts, type WeightedPart } from "./cost-distribution.ts";
import { atomPart, type CostPart, normalPart } from "./cost-part.ts";
import { type CostCases, costCases, reachOf, type TurnCase } from "./cost-transform.ts";
import type { ConversationModel } from "./model.ts";

/**
 * The law of one conversation's cost without sampling: mixed over the number of turns n, where the cost given n is an
 * affine function of independent message lengths. With normal lengths each part is normal; with any other its
 * characteristic function is the product of the lengths' own, inverted by a cosine series.
 *
 * Error: moments closed form; distribution function below 1e-6; quantiles the larger of 1e-6 of the mean and one
 * token's price. Sums that are truncated or rounded to whole tokens are spread evenly over their token. A law on a few
 * far-apart values has steps that the series rounds off.
 */
export function conversationCost(model: ConversationModel): CostDistribution {
  return costOf(costCases(model));
}

/** The same from cases the caller has already made. */
export function costOf(costs: CostCases): CostDistribution {
  const parts: WeightedPart[] = [];
  let low = Infinity;
  let high = -Infinity;
  for (const c of costs.cases) {
    if (c.weight < 1e-15) continue;
    const [from, to] = c.variance > 0 ? reachOf(costs, c, costs.cases) : [c.mean, c.mean];
    low = Math.min(low, from);
    high = Math.max(high, to);
    parts.push({ weight: c.weight, part: partOf(costs, c, from, to) });
  }
  const { mean, sd, lengths } = costs;
  const bounded = sd === 0 || (lengths.user.law.lower > -Infinity && lengths.assistant.law.lower > -Infinity);
  const upper = sd === 0 ? high : Infinity;
  return mixCosts(parts, { mean, sd, lower: bounded ? low : -Infinity, upper, reach: [low, high] });
}

function partOf(costs: CostCases, c: TurnCase, low: number, high: number): CostPart {
  const sd = Math.sqrt(c.variance);
  if (sd === 0) return atomPart(c.mean);
  // A part this rare may be off by its skewness: 1e-9 × 0.1.
  if (costs.normal || c.weight < 1e-9) return normalPart(c.mean, sd);
  return cosinePart(low, high, coefficients(costs, c, low, high));
}

/** Re(φ(t_k) exp(−i t_k low)) until P(n)|φ| stays below 1e-10. */
function coefficients({ user, assistant, cases }: CostCases, c: TurnCase, low: number, high: number): Float64Array {
  const step = Math.PI / (high - low);
  const found: number[] = [];
  const product = { re: 1, im: 0 };
  let small = 0;
  for (let k = 0; k < MOST_TERMS && small < 8; k++) {
    const t = k * step;
    product.re = Math.exp(-0.5 * c.roundingVariance * t * t);
    product.im = 0;
    for (let n = c.turns; n >= 1; n--) {
      const message = cases[n];
      if (message === undefined) break;
      user.multiply(message.userTokenUsd * t, product);
      assistant.multiply(message.assistantTokenUsd * t, product);
      if (product.re * product.re + product.im * product.im < 1e-26) break;
    }
    const angle = t * (c.mean - low);
    found.push(product.re * Math.cos(angle) - product.im * Math.sin(angle));
    small = c.weight * Math.hypot(product.re, product.im) < 1e-10 ? small + 1 : 0;
  }
  return Float64Array.from(found);
}

const MOST_TERMS = 4096;
