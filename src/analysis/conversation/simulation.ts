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
  /** Where requests are billed one by one: under a policy, with a cache, or with a shared factor of lengths. */
  readonly byRequest?: SimulatedRequests;
}

/** What is known only of conversations that are billed request by request. */
export interface SimulatedRequests {
  /** Input tokens read from cache and written to it; the rest of the input is uncached. */
  readonly cacheReadTokens: Estimate;
  readonly cacheWriteTokens: Estimate;
  /** Tokens that a conversation forgets, and the share of conversations that forget any. */
  readonly droppedTokens: Estimate;
  readonly forgettingFraction: Estimate;
}

export interface SimulatedMoments {
  readonly mean: Estimate;
  readonly sd: Estimate;
}

export interface SimulatedCost extends SimulatedMoments {
  /** Of the histogram; 0 where the cost does not vary. */
  readonly skewness: number;
  readonly excessKurtosis: number;
  /** The simulated costs in at most 512 groups of neighbours, with their means and shares. */
  readonly histogram: {
    readonly low: number;
    readonly high: number;
    readonly points: Float64Array;
    readonly weights: Float64Array;
  };
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
 * conversations drawn one by one the mean's is sd/√N. Under a policy the mean is corrected by the control variate.
 */
export function simulationOf(tally: Tally, prepared: SimulationJob, prices: Prices): Simulation {
  const filled = grouped(tally.filter(({ conversations }) => conversations > 0));
  const all = filled.reduce(mergeReplicates);
  const independent = prepared.job.sampling === "iid";
  const moments = (of: (replicate: Replicate) => Moments): SimulatedMoments => {
    const { mean, sd } = of(all);
    const parts = filled.map(of);
    const spread = replicateError(parts.map((part) => part.mean));
    return {
      mean: { value: mean, standardError: independent ? sd / Math.sqrt(all.conversations) : spread },
      sd: { value: sd, standardError: replicateError(parts.map((part) => part.sd)) },
    };
  };
  const { draws } = prepared.job;
  if (draws.kind === "policy") {
    const unit = draws.costUnitUsd;
    const plain = moments((replicate) => combined(replicate, unit, 0));
    const mean = controlledMean(filled, all, { unit, known: prepared.controlMeanUsd });
    return {
      conversations: all.conversations,
      costUsd: costOf({ ...plain, mean }, filled, all, prepared.histogram),
      inputTokens: moments((replicate) => combined(replicate, 1, 0, TOKENS)),
      outputTokens: moments((replicate) => combined(replicate, 0, 1, TOKENS)),
      byRequest: {
        cacheReadTokens: moments((replicate) => combined(replicate, 1, 0, CACHED)).mean,
        cacheWriteTokens: moments((replicate) => combined(replicate, 0, 1, CACHED)).mean,
        droppedTokens: moments((replicate) => combined(replicate, 1, 0, FORGOTTEN)).mean,
        forgettingFraction: moments((replicate) => combined(replicate, 0, 1, FORGOTTEN)).mean,
      },
    };
  }
  const { unitTokens } = prepared;
  const input = usdPerToken(prices.inputPriceUsdPerMtok) * unitTokens;
  const output = usdPerToken(prices.outputPriceUsdPerMtok) * unitTokens;
  return {
    conversations: all.conversations,
    costUsd: costOf(
      moments((replicate) => combined(replicate, input, output)),
      filled,
      all,
      prepared.histogram,
    ),
    inputTokens: moments((replicate) => combined(replicate, unitTokens, 0)),
    outputTokens: moments((replicate) => combined(replicate, 0, unitTokens)),
  };
}

type Prices = Pick<ConversationModel, "inputPriceUsdPerMtok" | "outputPriceUsdPerMtok">;

interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** Where the sums of tokens start that are known request by request. */
const TOKENS = 5;
const CACHED = 10;
const FORGOTTEN = 15;

const MOST_GROUPS = 512;

/** What the histogram adds to mean and sd. */
function costOf(
  cost: SimulatedMoments,
  filled: Tally,
  all: Replicate,
  histogram: SimulationJob["histogram"],
): SimulatedCost {
  const answers = histogramAnswers({ ...histogram, ...all });
  const parts = filled.map((replicate) => histogramAnswers({ ...histogram, ...replicate }));
  const constant = cost.sd.value === 0;
  return {
    ...cost,
    skewness: constant ? 0 : answers.standardised(3),
    excessKurtosis: constant ? 0 : answers.standardised(4) - 3,
    histogram: answers.groups(MOST_GROUPS),
    quantile(p) {
      requireProbability("p", p);
      if (constant) return { value: cost.mean.value, standardError: 0 };
      const value = answers.quantile(p);
      const share = replicateError(parts.map((part) => part.below(value)));
      const above = answers.quantile(Math.min(1, p + share));
      return { value, standardError: (above - answers.quantile(Math.max(0, p - share))) / 2 };
    },
    cvar(alpha) {
      if (!(alpha >= 0 && alpha < 1)) throw new RangeError(`alpha is ${alpha}; expected a number from 0 to below 1`);
      if (alpha === 0 || constant) return cost.mean;
      const over = (a: typeof answers): number => a.meanAbove(a.quantile(alpha));
      return { value: over(answers), standardError: replicateError(parts.map(over)) };
    },
    quantileBoundUsd: constant ? 0 : histogram.cellUsd,
  };
}

/**
 * Mean cost corrected by what the same draws cost without the policy: C̄ − β(R̄ − E R) with β = Cov(C, R)/Var(R), so its
 * error is that of C − βR alone.
 */
function controlledMean(
  filled: Tally,
  all: Replicate,
  { unit, known }: { readonly unit: number; readonly known: number },
): Estimate {
  const { variance, covariance } = spreadOf(all);
  const slope = variance > 0 ? covariance / variance : 0;
  const corrected = ({ conversations, sums: [cost = 0n, control = 0n] }: Replicate): number =>
    (unit * Number(cost)) / conversations - slope * ((unit * Number(control)) / conversations - known);
  const value = corrected(all);
  const standardError = replicateError(filled.map(corrected));
  // Where the control is the cost itself, only the rounding of doubles is left.
  return { value, standardError: standardError < 1e-10 * Math.abs(value) ? 0 : standardError };
}

/** Variance of the second column and its covariance with the first, in units. */
function spreadOf({ conversations, sums }: Replicate) {
  const [first = 0n, second = 0n, , cross = 0n, squares = 0n] = sums;
  const n = BigInt(conversations);
  return { variance: Number(n * squares - second * second), covariance: Number(n * cross - first * second) };
}

/** Mean and sample sd of a·first + b·second column, from the five sums that start at a place. */
function combined({ conversations, sums }: Replicate, a: number, b: number, start = 0): Moments {
  const [first = 0n, second = 0n, squares = 0n, cross = 0n, secondSquares = 0n] = sums.slice(start);
  const n = BigInt(conversations);
  const mean = (a * Number(first)) / conversations + (b * Number(second)) / conversations;
  if (conversations < 2) return { mean, sd: 0 };
  const variance =
    (a * a * Number(n * squares - first * first) +
      2 * a * b * Number(n * cross - first * second) +
      b * b * Number(n * secondSquares - second * second)) /
    (conversations * (conversations - 1));
  return { mean, sd: Math.sqrt(Math.max(0, variance)) };
}

/** Merges replicates until each holds two conversations or more. */
function grouped(tally: Tally): Tally {
  if (tally.length < 4 || tally.every(({ conversations }) => conversations > 1)) return tally;
  const half = tally.length >> 1;
  return grouped(tally.slice(0, half).map((left, r) => mergeReplicates(left, tally[r + half] as Replicate)));
}
