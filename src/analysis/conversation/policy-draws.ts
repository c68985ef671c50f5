import type { PolicyDraws, SharedFactor } from "../../kernel/job.ts";
import { inverseTable } from "../../math/draw-table.ts";
import { lastReplySent, usdPerToken } from "../../model/conversation.ts";
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
      cut: model.rounding === "trunc-sums",
      prices: {
        inputUsd: usdPerToken(model.inputPriceUsdPerMtok),
        outputUsd: usdPerToken(model.outputPriceUsdPerMtok),
      },
      ...(model.sharedLength && { factor: sharedFactor(model.sharedLength) }),
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
export function policyReach(
  { inputPriceUsdPerMtok, outputPriceUsdPerMtok }: ConversationModel,
  { context, longContext, retries }: ConversationPolicy,
): number {
  const ratio = (long: number, perMtok: number): number => (perMtok > 0 ? long / usdPerToken(perMtok) : 1);
  const prices = longContext
    ? Math.max(
        1,
        ratio(longContext.inputUsd, inputPriceUsdPerMtok),
        ratio(longContext.outputUsd, outputPriceUsdPerMtok),
      )
    : 1;
  const tries = retries ? Math.min(1 + retries.most, 3 / (1 - retries.probability)) : 1;
  return prices * tries * (context?.kind === "summarise" ? 2 : 1);
}
