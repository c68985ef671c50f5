import { mergeReplicates, type Replicate, type Tally } from "../../kernel/tally.ts";
import { requireProbability } from "../../math/parameters.ts";
import { usdPerToken } from "../../model/conversation.ts";
import { histogramAnswers } from "./cost-histogram.ts";
import { type Estimate, replicateError } from "./estimate.ts";
import type { ConversationModel } from "./model.ts";
import type { SimulationJob } from "./simulation-job.ts";

/** What simulated conversations say of one conversation. */
export interface Simulation {
  readonly conversations: number;
  readonly costUsd: SimulatedCost;
  readonly inputTokens: SimulatedMoments;
  readonly outputTokens: SimulatedMoments;
}

export interface SimulatedMoments {
  readonly mean: Estimate;
  readonly sd: Estimate;
}

export interface SimulatedCost extends SimulatedMoments {
  /** Type 7, of the histogram. */
  quantile(p: number): Estimate;
  /** Mean of the worst 1 − alpha share of costs, 0 ≤ alpha < 1. */
  cvar(alpha: number): Estimate;
  /** A quantile is within this of the quantile of the simulated costs themselves. */
  readonly quantileBoundUsd: number;
}

/**
 * Reads a tally. Means and variances come from whole-number sums without rounding. The standard errors come from the
 * replicates: of a mean or sd the spread of theirs, of a quantile q the spread s of their shares below q, carried over
 * by the histogram as (Q(p + s) − Q(p − s))/2 (Woodruff's interval, J. Am. Stat. Assoc. 47 (1952), 635–646). With
 * conversations drawn one by one the mean's is sd/√N.
 */
export function simulationOf(tally: Tally, { job, unitTokens, histogram }: SimulationJob, prices: Prices): Simulation {
  const filled = grouped(tally.filter(({ conversations }) => conversations > 0));
  const all = filled.reduce(mergeReplicates);
  const independent = job.sampling === "iid";
  const input = usdPerToken(prices.inputPriceUsdPerMtok) * unitTokens;
  const output = usdPerToken(prices.outputPriceUsdPerMtok) * unitTokens;
  const moments = (of: (replicate: Replicate) => Moments): SimulatedMoments => {
    const { mean, sd } = of(all);
    const parts = filled.map(of);
    const spread = replicateError(parts.map((part) => part.mean));
    return {
      mean: { value: mean, standardError: independent ? sd / Math.sqrt(all.conversations) : spread },
      sd: { value: sd, standardError: replicateError(parts.map((part) => part.sd)) },
    };
  };
  const cost = moments((replicate) => combined(replicate, input, output));
  const answers = histogramAnswers({ ...histogram, ...all });
  const parts = filled.map((replicate) => histogramAnswers({ ...histogram, ...replicate }));
  const constant = cost.sd.value === 0;
  const quantile = (p: number): Estimate => {
    requireProbability("p", p);
    if (constant) return { value: cost.mean.value, standardError: 0 };
    const value = answers.quantile(p);
    const share = replicateError(parts.map((part) => part.below(value)));
    const above = answers.quantile(Math.min(1, p + share));
    return { value, standardError: (above - answers.quantile(Math.max(0, p - share))) / 2 };
  };
  return {
    conversations: all.conversations,
    costUsd: {
      ...cost,
      quantile,
      cvar(alpha) {
        if (!(alpha >= 0 && alpha < 1)) throw new RangeError(`alpha is ${alpha}; expected a number from 0 to below 1`);
        if (alpha === 0 || constant) return cost.mean;
        const over = (a: typeof answers): number => a.meanAbove(a.quantile(alpha));
        return { value: over(answers), standardError: replicateError(parts.map(over)) };
      },
      quantileBoundUsd: constant ? 0 : histogram.cellUsd,
    },
    inputTokens: moments((replicate) => combined(replicate, unitTokens, 0)),
    outputTokens: moments((replicate) => combined(replicate, 0, unitTokens)),
  };
}

type Prices = Pick<ConversationModel, "inputPriceUsdPerMtok" | "outputPriceUsdPerMtok">;

interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** Mean and sample sd of a·input + b·output. */
function combined({ conversations, sums }: Replicate, a: number, b: number): Moments {
  const [input, output, ii, io, oo] = sums;
  const n = BigInt(conversations);
  const mean = (a * Number(input)) / conversations + (b * Number(output)) / conversations;
  if (conversations < 2) return { mean, sd: 0 };
  const per = conversations * (conversations - 1);
  const variance =
    (a * a * Number(n * ii - input * input) +
      2 * a * b * Number(n * io - input * output) +
      b * b * Number(n * oo - output * output)) /
    per;
  return { mean, sd: Math.sqrt(Math.max(0, variance)) };
}

/** Merges replicates until each holds two conversations or more. */
function grouped(tally: Tally): Tally {
  if (tally.length < 4 || tally.every(({ conversations }) => conversations > 1)) return tally;
  const half = tally.length >> 1;
  return grouped(tally.slice(0, half).map((left, r) => mergeReplicates(left, tally[r + half] as Replicate)));
}
