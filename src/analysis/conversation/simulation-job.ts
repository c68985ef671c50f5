import type { DrawTable, KernelJob, MessageDraws, NormalDraws, PolicyDraws, Sampling } from "../../kernel/job.ts";
import { inverseTable, trimmedWeights } from "../../math/draw-table.ts";
import { requireWhole } from "../../math/parameters.ts";
import { fnv1a64 } from "../../math/random-stream.ts";
import { usdPerToken } from "../../model/conversation.ts";
import { hasExactMeans } from "./cached-cost.ts";
import { messageLengths } from "./given-turns.ts";
import { messageDraws } from "./message-draws.ts";
import type { ConversationModel } from "./model.ts";
import { conversationMoments, type Moments } from "./moments.ts";
import { normalDraws } from "./normal-draws.ts";
import { policyDraws, policyReach } from "./policy-draws.ts";
import type { PreparedDraws, Sampler } from "./prepared-draws.ts";
import { turnsTable } from "./turns.ts";

export interface SimulationOptions {
  /** 32-bit integer. */
  readonly seed: number;
  readonly sampling: Sampling;
  readonly sampler: Sampler;
}

/** A model as a kernel takes it, with what turns the kernel's units back into tokens and USD. */
export interface SimulationJob {
  readonly job: KernelJob;
  /** Tokens in a unit of the kernel's sums, a power of 2. */
  readonly unitTokens: number;
  readonly histogram: { readonly lowUsd: number; readonly cellUsd: number };
  /** What the control variate costs on average, known exactly; under a policy only. */
  readonly controlMeanUsd: number;
}

/**
 * Normal lengths that are not rounded need two normal draws a conversation, since the two token sums are then jointly
 * normal given the number of turns; any other lengths are drawn message by message, as whole numbers of a unit: one
 * token where lengths are whole, else the smallest power of 2 whose table stays within 8,192 entries (for the
 * published mean and sd as a lognormal law 1/2 token, which adds 6e-6 to a length's variance, relative). A shared
 * factor or a policy is simulated message by message too.
 *
 * The histogram has 32,768 cells from the mean − 8 sd to the mean + 12 sd of the cost, so a quantile is off by less
 * than 0.0007 sd; wider under a policy, which may cost more.
 */
export function simulationJob(model: ConversationModel, options: SimulationOptions): SimulationJob {
  requireWhole("seed", options.seed, -(2 ** 31), 2 ** 32 - 1);
  const turns = turnsDrawn(model);
  const cost = conversationMoments(model).costUsd;
  const { draws, unitTokens, fits32 } = drawsOf(model, turns, cost, options.sampler);
  const { lowUsd, cellUsd } = histogramOf(model, cost);
  const usd =
    draws.kind === "policy"
      ? { perInput: draws.costUnitUsd, perOutput: 0 }
      : {
          perInput: usdPerToken(model.inputPriceUsdPerMtok) * unitTokens,
          perOutput: usdPerToken(model.outputPriceUsdPerMtok) * unitTokens,
        };
  const stream = fnv1a64("conversation");
  return {
    unitTokens,
    histogram: { lowUsd, cellUsd },
    controlMeanUsd: hasExactMeans(model) ? cost.mean : withoutCache(model),
    job: {
      key: [options.seed | 0, 0, Number(stream & 0xffffffffn) | 0, Number(stream >> 32n) | 0],
      sampling: options.sampling,
      turns,
      draws,
      histogram: {
        offset: -lowUsd / cellUsd,
        perInput: usd.perInput / cellUsd,
        perOutput: usd.perOutput / cellUsd,
        cells: HISTOGRAM_CELLS,
      },
      fits32,
    },
  };
}

export const HISTOGRAM_CELLS = 32_768;

const withoutCache = ({ cache: _, ...model }: ConversationModel): number => conversationMoments(model).costUsd.mean;

function drawsOf(
  model: ConversationModel,
  { last }: DrawTable,
  cost: Moments,
  sampler: Sampler,
): PreparedDraws<MessageDraws | NormalDraws | PolicyDraws> {
  const lengths = messageLengths(model);
  if (model.policy || model.sharedLength || model.cache) return policyDraws(model, lengths, cost, sampler);
  const joint = model.rounding !== "whole-tokens" && lengths.user.normal && lengths.assistant.normal;
  return joint ? normalDraws(model, lengths, last, sampler) : messageDraws(model, lengths, last, sampler);
}

function histogramOf(model: ConversationModel, { mean, sd }: Moments) {
  const spread = sd > 0 ? sd : Math.abs(mean) || 1;
  const lowUsd = mean - 8 * spread;
  const reach = (model.policy ? policyReach(model, model.policy) : 1) * (mean + 12 * spread);
  return { lowUsd, cellUsd: (reach - lowUsd) / HISTOGRAM_CELLS };
}

/** Numbers of turns start at 0, likely or not. */
function turnsDrawn({ turns }: ConversationModel): DrawTable {
  const { start, probability } = trimmedWeights(turnsTable(turns).probability);
  const all = new Float64Array(start + probability.length);
  all.set(probability, start);
  return inverseTable(all);
}
