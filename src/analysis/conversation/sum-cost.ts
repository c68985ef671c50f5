import { power } from "../../math/power.ts";
import { cosinePart } from "./cosine-part.ts";
import { type CostCases, reachOfAll } from "./cost-cases.ts";
import { type CostDistribution, mixCosts, type WeightedPart } from "./cost-distribution.ts";
import { atomPart } from "./cost-part.ts";
import { edgeworthPart } from "./edgeworth-part.ts";

/** The law of the total cost of two or more independent conversations. */
export function sumCost(costs: CostCases, conversations: number): CostDistribution {
  const mean = conversations * costs.mean;
  const sd = Math.sqrt(conversations) * costs.sd;
  if (sd === 0) {
    const facts = { mean, sd, lower: mean, upper: mean, reach: [mean, mean] } as const;
    return mixCosts([{ weight: 1, part: atomPart(mean) }], facts);
  }
  const { skewness, excessKurtosis } = shapeOf(costs);
  const scale = power(Math.abs(skewness) + Math.sqrt(Math.abs(excessKurtosis)), 3);
  const bounded = [costs.lengths.user, costs.lengths.assistant].every(({ law }) => law.lower > -Infinity);
  const one = reachOfAll(costs);
  const ends = { lower: bounded ? conversations * one[0] : -Infinity, upper: Infinity };
  if (conversations >= 1000 && (0.05 * scale) / power(conversations, 1.5) < 1e-7) {
    const part = edgeworthPart({ mean, sd, skewness, excessKurtosis, conversations });
    return mixCosts([{ weight: 1, part }], { mean, sd, ...ends, reach: [mean - 9 * sd, mean + 9 * sd] });
  }
  const low = Math.max(conversations * one[0], mean - Math.max(9 * sd, costs.mean - one[0] + 6 * sd));
  const high = Math.min(conversations * one[1], mean + Math.max(9 * sd, one[1] - costs.mean + 6 * sd));
  return mixCosts(byCosines(costs, conversations, low, high), { mean, sd, ...ends, reach: [low, high] });
}

/** All conversations empty is an atom at 0, which the series need not approximate. */
function byCosines(costs: CostCases, conversations: number, low: number, high: number): readonly WeightedPart[] {
  const empty = power(
    costs.states.reduce((sum, cases) => sum + (cases[0]?.weight ?? 0), 0),
    conversations,
  );
  const step = Math.PI / (high - low);
  const found: number[] = [];
  let small = 0;
  for (let k = 0; k < MOST_TERMS && small < 8; k++) {
    const t = k * step;
    const one = transform(costs, t);
    const size = Math.exp(0.5 * conversations * Math.log(one.re * one.re + one.im * one.im));
    const angle = conversations * Math.atan2(one.im, one.re);
    const away = t * conversations * costs.mean;
    const re = size * Math.cos(angle) - empty * Math.cos(away);
    const im = size * Math.sin(angle) + empty * Math.sin(away);
    found.push(re * Math.cos(away - t * low) - im * Math.sin(away - t * low));
    small = Math.hypot(re, im) < 1e-10 ? small + 1 : 0;
  }
  const rest = { weight: 1, part: cosinePart(low, high, Float64Array.from(found)) };
  return empty > 1e-12 ? [{ weight: empty, part: atomPart(0) }, rest] : [rest];
}

/** Σ P(n) E exp(it(C_n − mean)): each n has one more factor than the one before. */
function transform(
  { states, user, assistant, mean }: CostCases,
  t: number,
): { readonly re: number; readonly im: number } {
  let re = 0;
  let im = 0;
  for (const cases of states) {
    const product = { re: 1, im: 0 };
    for (const c of cases) {
      if (c.turns > 0) {
        user.multiply(c.userTokenUsd * t, product);
        assistant.multiply(c.assistantTokenUsd * t, product);
        if (product.re * product.re + product.im * product.im < 1e-30) break;
      }
      const weight = c.weight * Math.exp(-0.5 * c.roundingVariance * t * t);
      const cos = weight * Math.cos(t * (c.mean - mean));
      const sin = weight * Math.sin(t * (c.mean - mean));
      re += cos * product.re - sin * product.im;
      im += cos * product.im + sin * product.re;
    }
  }
  return { re, im };
}

/** Skewness and excess kurtosis of one conversation's cost, from the cumulants of the lengths given n. */
function shapeOf({ states, user, assistant, mean, sd }: CostCases) {
  let third = 0;
  let fourth = 0;
  for (const cases of states) {
    let thirdGiven = 0;
    let fourthGiven = 0;
    for (const { turns, weight, mean: at, variance, userTokenUsd: u, assistantTokenUsd: a } of cases) {
      if (turns > 0) {
        thirdGiven += power(u, 3) * user.thirdCumulant + power(a, 3) * assistant.thirdCumulant;
        fourthGiven += power(u, 4) * user.fourthCumulant + power(a, 4) * assistant.fourthCumulant;
      }
      const d = at - mean;
      third += weight * (power(d, 3) + 3 * d * variance + thirdGiven);
      fourth +=
        weight * (power(d, 4) + 6 * d * d * variance + 4 * d * thirdGiven + fourthGiven + 3 * variance * variance);
    }
  }
  return { skewness: third / power(sd, 3), excessKurtosis: fourth / power(sd, 4) - 3 };
}

const MOST_TERMS = 16_384;
