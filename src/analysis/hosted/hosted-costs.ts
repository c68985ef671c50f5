import type { ContextPolicy } from "../../kernel/context-policy.ts";
import { usdPerToken } from "../../model/conversation.ts";
import { sharedPromptProbability } from "../../model/prompt-cache.ts";
import { hasExactLaw } from "../conversation/cached-cost.ts";
import { conversationCost } from "../conversation/exact.ts";
import type { ConversationModel, PromptCache } from "../conversation/model.ts";
import type { ConversationPolicy } from "../conversation/policy.ts";
import type { Simulation } from "../conversation/simulation.ts";
import { turnsTable } from "../conversation/turns.ts";
import { evaluate } from "../evaluate.ts";
import { type HostedModelAssumptions, providerCacheOf } from "../hosted-model.ts";
import type { ConversationAssumptions } from "../plan/conversation-assumptions.ts";
import { conversationModelOf } from "../sheets/conversation.ts";

/** A way to send a conversation: what of it, and whether the provider's cache is used. */
export interface SendingWay {
  /** As the user wrote it: `resend`, `sliding:8000+cache`. */
  readonly name: string;
  readonly context?: ContextPolicy;
  readonly cached: boolean;
}

/** What one conversation costs with a model and a way, at the medians of the plan's assumptions. */
export interface HostedCost {
  readonly key: string;
  readonly label: string;
  readonly way: string;
  readonly meanUsd: number;
  readonly p95Usd: number;
}

/**
 * The plan's conversation with each model and each way to send it. A way that uses a cache is left out where the model
 * has none with a price.
 */
export function hostedCosts(
  conversation: ConversationAssumptions,
  models: Readonly<Record<string, HostedModelAssumptions>>,
  ways: readonly SendingWay[],
  simulate: (model: ConversationModel) => Simulation,
): readonly HostedCost[] {
  const { policy: _, caching: __, ...bare } = conversation;
  const node = conversationModelOf(bare);
  const base = evaluate([node]).of(node);
  return Object.entries(models).flatMap(([key, hosted]) =>
    ways.flatMap((way): HostedCost[] => {
      const cache = way.cached ? cacheOf(conversation, hosted) : undefined;
      if (way.cached && !cache) return [];
      const policy = policyOf(base, hosted, way);
      const model: ConversationModel = {
        ...base,
        inputPriceUsdPerMtok: hosted.input_price.value,
        outputPriceUsdPerMtok: hosted.output_price.value,
        ...(cache && { cache }),
        ...(policy && { policy }),
      };
      return [{ key, label: hosted.label, way: way.name, ...costOf(model, simulate) }];
    }),
  );
}

function costOf(model: ConversationModel, simulate: (model: ConversationModel) => Simulation) {
  if (hasExactLaw(model)) {
    const cost = conversationCost(model);
    return { meanUsd: cost.mean, p95Usd: cost.quantile(0.95) };
  }
  const { costUsd } = simulate(model);
  return { meanUsd: costUsd.mean.value, p95Usd: costUsd.quantile(0.95).value };
}

/** The provider's cache under the plan's pauses and shared prompt; undefined where the model states no cache or price. */
function cacheOf(
  { caching, pauses }: ConversationAssumptions,
  { cache, cache_read_price: read, cache_write_price: write, input_price: input }: HostedModelAssumptions,
): PromptCache | undefined {
  if (!cache || !read || (cache.kind === "explicit" && !write)) return undefined;
  const { minimumTokens, blockTokens, lifetimeSeconds } = providerCacheOf(cache);
  const rate = caching?.conversations_per_hour?.value ?? 0;
  return {
    minimumTokens,
    blockTokens,
    readPriceUsdPerMtok: read.value,
    writePriceUsdPerMtok: (write ?? input).value,
    prefixProbability: pauses ? evaluate([pauses]).of(pauses).cdf(lifetimeSeconds) : 1,
    initialPromptProbability:
      caching?.shared_prompt_probability?.value ?? sharedPromptProbability(rate, lifetimeSeconds),
    keepsReply: caching?.keeps.value === "exchange",
  };
}

/** What the way sends, and the prices of long requests where a conversation can become so long. */
function policyOf(
  base: ConversationModel,
  { long_context = {} }: HostedModelAssumptions,
  { context }: SendingWay,
): ConversationPolicy | undefined {
  const [tier] = Object.values(long_context).sort((a, b) => a.threshold_tokens.value - b.threshold_tokens.value);
  const reached = tier && longestInput(base) > tier.threshold_tokens.value;
  if (!context && !reached) return undefined;
  return {
    ...(context && { context }),
    ...(reached && {
      longContext: {
        thresholdTokens: tier.threshold_tokens.value,
        inputUsd: usdPerToken(tier.input_price.value),
        outputUsd: usdPerToken(tier.output_price.value),
        ...(tier.cache_read_price && { cacheReadUsd: usdPerToken(tier.cache_read_price.value) }),
        ...(tier.cache_write_price && { cacheWriteUsd: usdPerToken(tier.cache_write_price.value) }),
      },
    }),
  };
}

/** Input that one conversation in 100,000 exceeds, about: its turns, with messages twice their mean. */
function longestInput({ turns, initialTokens, userTokens, assistantTokens }: ConversationModel): number {
  const { probability } = turnsTable(turns);
  let beyond = 1;
  const most = probability.findIndex((p) => {
    beyond -= p;
    return beyond < 1e-5;
  });
  return initialTokens + 2 * Math.max(0, most) * (userTokens.mean + assistantTokens.mean);
}
