/** What a plan says of conversations with a hosted model: laws, prices and rules, as leaves. */
import type { BillingRule } from "../../model/conversation.ts";
import type { MessagesRule, RoundingRule } from "../conversation/model.ts";
import type { ConversationModelAssumptions } from "../hosted-model.ts";
import type { Choice, Law, Quantity } from "../node.ts";

export interface ConversationAssumptions {
  readonly turns: Law;
  readonly user_tokens: Law;
  readonly assistant_tokens: Law;
  readonly initial_tokens: Quantity;
  readonly billing: Choice<BillingRule>;
  readonly messages: Choice<MessagesRule>;
  readonly rounding: Choice<RoundingRule>;
  readonly conversations: Quantity;
  readonly input_price: Quantity;
  readonly output_price: Quantity;
  /** Where the prices are those of a named model: which, and what else it charges. */
  readonly model?: ConversationModelAssumptions;
  readonly shared_length?: SharedLengthAssumptions;
  /** Seconds between a reply and the next request; none where absent. */
  readonly pauses?: Law;
  readonly caching?: CachingAssumptions;
  readonly policy?: PolicyAssumptions;
}

/** Prompts are cached. What is absent is that of the plan's model. */
export interface CachingAssumptions {
  readonly keeps: Choice<"prompt" | "exchange">;
  readonly read_price?: Quantity;
  readonly write_price?: Quantity;
  readonly minimum_tokens?: Quantity;
  readonly block_tokens?: Quantity;
  readonly lifetime_minutes?: Quantity;
  /** How likely the initial prompt is there because other conversations share it; one of the two, or none do. */
  readonly shared_prompt_probability?: Quantity;
  readonly conversations_per_hour?: Quantity;
}

/** Messages of one conversation are alike in length. */
export interface SharedLengthAssumptions {
  readonly sd_fraction: Quantity;
  readonly turns_correlation: Quantity;
}

/** What is done besides sending the whole history each time, at one price, once; one of the context policies at most. */
export interface PolicyAssumptions {
  readonly sliding_window?: { readonly window_tokens: Quantity };
  readonly last_turns?: { readonly turns: Quantity };
  readonly summary?: { readonly window_tokens: Quantity; readonly summary_tokens: Quantity };
  readonly periodic_summary?: { readonly turns: Quantity; readonly summary_tokens: Quantity };
  readonly retrieval?: { readonly block_tokens: Quantity; readonly turns: Quantity };
  readonly hard_cap?: { readonly cap_tokens: Quantity; readonly at_cap: Choice<"cut" | "end"> };
  readonly long_context?: {
    readonly threshold_tokens: Quantity;
    readonly input_price: Quantity;
    readonly output_price: Quantity;
  };
  readonly retries?: { readonly probability: Quantity; readonly most: Quantity };
  readonly cost_cap?: Quantity;
}

export interface VolumeAssumptions {
  readonly conversations_per_month: Quantity;
  readonly growth_per_month_fraction: Quantity;
  readonly months: Quantity;
}
