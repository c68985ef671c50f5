import { cosinePart } from "./cosine-part.ts";
import { type CostCases, NEGLIGIBLE, reachOf, reachOfAll, type TurnCase } from "./cost-cases.ts";
import { type CostDistribution, mixCosts, type WeightedPart } from "./cost-distribution.ts";
import { atomPart, type CostPart, normalPart } from "./cost-part.ts";

/** The law of one conversation's cost: a mixture over the number of turns. */
export function oneCost(costs: CostCases): CostDistribution {
  const parts: WeightedPart[] = [];
  for (const cases of costs.states) {
    for (const c of cases) if (c.weight >= NEGLIGIBLE) parts.push({ weight: c.weight, part: partOf(costs, cases, c) });
  }
  const [low, high] = reachOfAll(costs);
  const { mean, sd, lengths } = costs;
  const bounded = sd === 0 || (lengths.user.law.lower > -Infinity && lengths.assistant.law.lower > -Infinity);
  const upper = sd === 0 ? high : Infinity;
  return mixCosts(parts, { mean, sd, lower: bounded ? low : -Infinity, upper, reach: [low, high] });
}

function partOf(costs: CostCases, cases: readonly TurnCase[], c: TurnCase): CostPart {
  const sd = Math.sqrt(c.variance);
  if (sd === 0) return atomPart(c.mean);
  // Parts this rare may be off by their skewness: 1e-9 × 0.1 for each number of turns.
  if (costs.normal || c.weight * costs.states.length < 1e-9) return normalPart(c.mean, sd);
  const reach = reachOf(costs, cases, c);
  return cosinePart(...reach, coefficients(costs, cases, c, reach));
}

/** Re(φ(t_k) exp(−i t_k low)) until P(n)|φ| stays below 1e-10. */
function coefficients(
  { user, assistant, states }: CostCases,
  cases: readonly TurnCase[],
  c: TurnCase,
  [low, high]: readonly [number, number],
): Float64Array {
  const negligible = 1e-10 / (c.weight * states.length);
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
    small = Math.hypot(product.re, product.im) < negligible ? small + 1 : 0;
  }
  return Float64Array.from(found);
}

const MOST_TERMS = 4096;
