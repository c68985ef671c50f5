import type { ContextPolicy } from "../../kernel/context-policy.ts";
import type { PolicyDraws, SharedFactor } from "../../kernel/job.ts";
import { inverseTable } from "../../math/draw-table.ts";
import { lastReplySent, usdPerToken } from "../../model/conversation.ts";
import { hasExactMeans } from "./cached-cost.ts";
import type { MessageLengths } from "./given-turns.ts";
import { messageLattices } from "./message-draws.ts";
import type { ConversationModel } from "./model.ts";
import type { Moments } from "./moments.ts";
import { NORMAL_STEP, normalLattice, STEP_CORRECTION } from "./normal-draws.ts";
import type { ConversationPolicy } from "./policy.ts";
import { type PreparedDraws, type Sampler, tableOf } from "./prepared-draws.ts";
import { factorSigma, type SharedLength } from "./shared-length.ts";

/**
 * A conversation under a policy, or with a shared factor of lengths, for the kernel that bills request by request. Cost
 * is counted in steps so fine that the mean + 20 sd has 2^36 of them.
 */
export function policyDraws(
  model: ConversationModel,
  lengths: MessageLengths,
  { mean, sd }: Moments,
  sampler: Sampler,
): PreparedDraws<PolicyDraws> {
  const { user, reply, unitTokens } = messageLattices(model, lengths);
  const userTable = tableOf(sampler, user.probability);
  const largest = Math.abs(mean) + 20 * sd || 1;
  return {
    unitTokens: 1,
    fits32: false,
    draws: {
      kind: "policy",
      user: userTable,
      reply: reply === user ? userTable : tableOf(sampler, reply.probability),
      unitTokens,
      userStart: unitTokens * user.first,
      replyStart: unitTokens * reply.first,
      initialTokens: model.initialTokens,
      lastReply: lastReplySent(model.billing),
      cut: model.rounding === "trunc-sums" && !model.cache,
      prices: {
        inputUsd: usdPerToken(model.inputPriceUsdPerMtok),
        outputUsd: usdPerToken(model.outputPriceUsdPerMtok),
        ...(model.cache && {
          cacheReadUsd: usdPerToken(model.cache.readPriceUsdPerMtok),
          cacheWriteUsd: usdPerToken(model.cache.writePriceUsdPerMtok),
        }),
      },
      ...(model.sharedLength && { factor: sharedFactor(model.sharedLength) }),
      ...(model.cache && { cache: model.cache }),
      controlCached: hasExactMeans(model),
      policy: model.policy ?? {},
      costUnitUsd: 2 ** (Math.ceil(Math.log2(largest)) - 36),
    },
  };
}

/** The factor exp(σz − σ²/2) with z = ρ z₁ + √(1 − ρ²) z₂, z₁ the score of the number of turns, as a product of tables. */
function sharedFactor(shared: SharedLength): SharedFactor {
  const { first, probability } = normalLattice();
  const sigma = factorSigma(shared);
  const step = STEP_CORRECTION * NORMAL_STEP;
  const table = (share: number): Float64Array =>
    Float64Array.from(probability, (_, i) => {
      const scale = sigma * share;
      return Math.exp(scale * step * (first + i) - (scale * scale) / 2);
    });
  const correlation = shared.turnsCorrelation;
  return {
    normal: inverseTable(probability),
    byTurns: table(correlation),
    own: table(Math.sqrt(1 - correlation * correlation)),
  };
}

/** How many times the cost without the policy a conversation may reach: what a histogram must hold. */
export function policyReach(model: ConversationModel, { context, longContext, retries }: ConversationPolicy): number {
  const input = usdPerToken(model.inputPriceUsdPerMtok);
  const output = usdPerToken(model.outputPriceUsdPerMtok);
  const ratio = (long: number, usual: number): number => (usual > 0 ? long / usual : 1);
  const prices = longContext
    ? Math.max(1, ratio(longContext.inputUsd, input), ratio(longContext.outputUsd, output))
    : 1;
  const tries = retries ? Math.min(1 + retries.most, 3 / (1 - retries.probability)) : 1;
  const turnTokens = model.initialTokens + Math.max(1, model.userTokens.mean);
  const turnUsd = input * turnTokens + output * Math.max(1, model.assistantTokens.mean);
  return prices * tries * contextReach(context, { turnTokens, outputTurns: ratio(output, turnUsd) });
}

/** The same for what is sent: a summary sends the history once more, and a retrieved block comes with every request. */
function contextReach(
  context: ContextPolicy | undefined,
  { turnTokens, outputTurns }: { readonly turnTokens: number; readonly outputTurns: number },
): number {
  switch (context?.kind) {
    case "summarise":
    case "summarise-every":
      return 2 + context.summaryTokens * outputTurns;
    case "retrieval":
      return 1 + context.blockTokens / turnTokens;
    case "sliding":
    case "turns":
    case "cap":
    case undefined:
      return 1;
  }
}
