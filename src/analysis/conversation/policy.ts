import type { ContextPolicy } from "../../kernel/context-policy.ts";
import type { LongContextPrices, Retries } from "../../kernel/job.ts";

/** What is done in a conversation besides sending all of its history each time, at one price, once. */
export interface ConversationPolicy {
  readonly context?: ContextPolicy;
  readonly longContext?: LongContextPrices;
  readonly retries?: Retries;
  /** The conversation ends after the turn with which it has cost so much, USD. */
  readonly costCapUsd?: number;
}
