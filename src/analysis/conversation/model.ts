import type { Distribution } from "../../math/distribution.ts";
import { requireNonNegative, requireProbability, requireWhole } from "../../math/parameters.ts";
import type { BillingRule, TokenPrices } from "../../model/conversation.ts";
import type { CacheFinds } from "../../model/prompt-cache.ts";
import type { ConversationPolicy } from "./policy.ts";
import type { SharedLength } from "./shared-length.ts";

/**
 * What a message length is when the plan's law goes below 0:
 * `as-published` keeps the law, negative lengths included; `truncated` conditions it on being 0 or more (for a normal
 * law, mean and sd stay those of the parent); `lognormal` takes the lognormal law of the same mean and sd.
 */
export type MessagesRule = "as-published" | "truncated" | "lognormal";

/**
 * Where tokens become whole: `none` nowhere; `trunc-sums` truncates a conversation's input and output tokens towards
 * zero, as the appendix does; `whole-tokens` rounds each message to the nearest whole number, halves up.
 */
export type RoundingRule = "none" | "trunc-sums" | "whole-tokens";

/**
 * What a provider's cache reads and keeps of prompts. Where conversations have one, sums are not truncated to whole
 * tokens: the appendix, which does that, knows no cache.
 */
export interface PromptCache extends CacheFinds {
  readonly readPriceUsdPerMtok: number;
  readonly writePriceUsdPerMtok: number;
  /** Shorter prefixes are not cached; longer ones in whole blocks beyond it. */
  readonly minimumTokens: number;
  readonly blockTokens: number;
}

/** One conversation, as chance: how many turns, how long each message, what a token costs. */
export interface ConversationModel extends TokenPrices {
  readonly turns: Distribution;
  /** Tokens of one user message, and of one reply. */
  readonly userTokens: Distribution;
  readonly assistantTokens: Distribution;
  /** Tokens sent before the first message: system prompt, profile, scene. */
  readonly initialTokens: number;
  readonly billing: BillingRule;
  readonly messages: MessagesRule;
  readonly rounding: RoundingRule;
  readonly sharedLength?: SharedLength;
  readonly cache?: PromptCache;
  /** With a policy a conversation can only be simulated; moments and exact answers are those without it. */
  readonly policy?: ConversationPolicy;
}

/** @throws RangeError unless prices and initial tokens are finite and 0 or more. */
export function requireConversation(model: ConversationModel): void {
  requireNonNegative("initialTokens", model.initialTokens);
  requireNonNegative("inputPriceUsdPerMtok", model.inputPriceUsdPerMtok);
  requireNonNegative("outputPriceUsdPerMtok", model.outputPriceUsdPerMtok);
  if (!model.cache) return;
  const { readPriceUsdPerMtok, writePriceUsdPerMtok, minimumTokens, blockTokens, ...finds } = model.cache;
  requireNonNegative("readPriceUsdPerMtok", readPriceUsdPerMtok);
  requireNonNegative("writePriceUsdPerMtok", writePriceUsdPerMtok);
  requireNonNegative("minimumTokens", minimumTokens);
  requireWhole("blockTokens", blockTokens, 1, 1e6);
  requireProbability("prefixProbability", finds.prefixProbability);
  requireProbability("initialPromptProbability", finds.initialPromptProbability);
}
