import { requireWhole } from "../../math/parameters.ts";
import { usdPerToken } from "../../model/conversation.ts";
import type { ConversationModel } from "./model.ts";
import { conversationMoments } from "./moments.ts";
import { conversationSampler } from "./sampler.ts";
import { type SimulatedLaw, Tally } from "./tally.ts";

/** What simulated conversations say of one conversation. */
export interface Simulation {
  readonly conversations: number;
  readonly seed: number;
  readonly costUsd: SimulatedLaw;
  readonly inputTokens: SimulatedLaw;
  readonly outputTokens: SimulatedLaw;
}

/**
 * Simulates conversations 0 … N − 1. Each depends on (seed, its number) alone, so a longer run begins with the
 * conversations of a shorter one. Memory does not grow with N. Standard errors of quantiles and sd come from 20 batches
 * of consecutive conversations (fewer below 80, so that each holds two or more).
 *
 * @param conversations N, 4 to 1e12
 * @param seed 32-bit integer
 */
export function simulate(
  model: ConversationModel,
  { conversations, seed }: { readonly conversations: number; readonly seed: number },
): Simulation {
  requireWhole("conversations", conversations, 4, 1e12);
  const draw = conversationSampler(model, seed);
  const known = conversationMoments(model);
  const batches = Math.min(20, Math.max(2, Math.floor(conversations / 4)));
  const tally = (moments: typeof known.costUsd) => new Tally({ known: moments, batches, conversations });
  const cost = tally(known.costUsd);
  const input = tally(known.inputTokens);
  const output = tally(known.outputTokens);
  const inputUsd = usdPerToken(model.inputPriceUsdPerMtok);
  const outputUsd = usdPerToken(model.outputPriceUsdPerMtok);
  const inputTokens = new Float64Array(BLOCK);
  const outputTokens = new Float64Array(BLOCK);
  const costs = new Float64Array(BLOCK);
  for (let batch = 0; batch < batches; batch++) {
    const end = Math.floor(((batch + 1) * conversations) / batches);
    for (let first = Math.floor((batch * conversations) / batches); first < end; first += BLOCK) {
      const count = Math.min(BLOCK, end - first);
      draw(first, count, inputTokens, outputTokens);
      for (let i = 0; i < count; i++) {
        costs[i] = inputUsd * (inputTokens[i] as number) + outputUsd * (outputTokens[i] as number);
      }
      cost.add(batch, costs, count);
      input.add(batch, inputTokens, count);
      output.add(batch, outputTokens, count);
    }
  }
  return { conversations, seed, costUsd: cost.law(), inputTokens: input.law(), outputTokens: output.law() };
}

/** Conversations drawn at a time. */
const BLOCK = 1024;
