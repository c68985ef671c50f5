/** The form of what a conversation may do besides sending its whole history each time, and of lengths that are alike. */
import { z } from "zod";
import { choice } from "./choice-slot.ts";
import { quantity } from "./quantity-slot.ts";

const tokens = (label: string) => quantity({ label, unit: "tokens", min: 0 });
const turns = (label: string, min: number) => quantity({ label, unit: "turns", min, max: 1e6, integer: true });
const price = (label: string) => quantity({ label, unit: "USD/Mtok", min: 0 });

/** What is done about long contexts, dear requests and failures; each part may be absent. */
export const policySection = z
  .strictObject({
    sliding_window: z
      .strictObject({ window_tokens: tokens("Context window, the oldest messages left out") })
      .optional()
      .meta({ description: "Messages that no longer fit are left out, oldest first, whole, and stay out" }),
    summary: z
      .strictObject({
        window_tokens: tokens("Context window, the history summarised"),
        summary_tokens: tokens("Tokens of a summary"),
      })
      .optional()
      .meta({ description: "A history that no longer fits is written anew by a request of its own" }),
    last_turns: z
      .strictObject({ turns: turns("Earlier turns that are sent", 0) })
      .optional()
      .meta({ description: "Only the last turns are sent again" }),
    periodic_summary: z
      .strictObject({
        turns: turns("Turns after which the history is summarised", 1),
        summary_tokens: tokens("Tokens of a summary"),
      })
      .optional()
      .meta({ description: "The history is written anew by a request of its own after every so many turns" }),
    retrieval: z
      .strictObject({
        block_tokens: tokens("Tokens retrieved for each request"),
        turns: turns("Earlier turns that are sent", 0),
      })
      .optional()
      .meta({ description: "Each request carries the initial prompt, a retrieved block and the last turns" }),
    hard_cap: z
      .strictObject({
        cap_tokens: tokens("Input tokens that a request may have"),
        at_cap: choice(["cut", "end"], "At the cap, the oldest history is cut, or the conversation ends"),
      })
      .optional()
      .meta({ description: "No request has more input tokens" }),
    long_context: z
      .strictObject({
        threshold_tokens: tokens("Input tokens above which a request has other prices"),
        input_price: price("Price of input tokens of a long request"),
        output_price: price("Price of output tokens of a long request"),
      })
      .optional()
      .meta({ description: "Prices of requests above a threshold, for all of their tokens" }),
    retries: z
      .strictObject({
        probability: quantity({ label: "Probability that a request fails", unit: "probability", min: 0, max: 0.99 }),
        most: quantity({
          label: "Times a failed request is sent again, at most",
          unit: "requests",
          min: 0,
          max: 1000,
          integer: true,
        }),
      })
      .optional()
      .meta({ description: "Failed requests are billed in full and sent again" }),
    cost_cap: quantity({ label: "Cost at which a conversation ends", unit: "USD/conversation", exclusiveMin: 0 })
      .optional()
      .meta({ description: "The conversation ends after the turn with which it has cost so much" }),
  })
  .refine((policy) => CONTEXT_POLICIES.filter((name) => policy[name] !== undefined).length <= 1, {
    error: () => `one of ${CONTEXT_POLICIES.slice(0, -1).join(", ")} and ${CONTEXT_POLICIES.at(-1)}`,
  });

const CONTEXT_POLICIES = [
  "sliding_window",
  "last_turns",
  "summary",
  "periodic_summary",
  "retrieval",
  "hard_cap",
] as const;

/** Messages of one conversation are alike in length. */
export const sharedLengthSection = z.strictObject({
  sd_fraction: quantity({
    label: "Sd of the factor that a conversation's lengths share",
    unit: "fraction",
    min: 0,
    max: 5,
  }),
  turns_correlation: quantity({
    label: "Correlation of that factor with the number of turns (normal scores)",
    unit: "correlation",
    min: -0.99,
    max: 0.99,
  }),
});
