/** The form of a conversation whose prompts are cached. */
import { z } from "zod";
import { choice } from "./choice-slot.ts";
import { quantity } from "./quantity-slot.ts";

const price = (label: string) => quantity({ label, unit: "USD/Mtok", min: 0 }).optional();

/** What a cache keeps, finds and charges; what the plan's model states of it may be left out. */
export const cachingSection = z
  .strictObject({
    keeps: choice(["prompt", "exchange"], "Whether a cache keeps what was sent, or the reply to it too"),
    read_price: price("Price of input tokens read from cache"),
    write_price: price("Price of input tokens written to cache"),
    minimum_tokens: quantity({ label: "Shortest prefix that is cached", unit: "tokens", min: 0 }).optional(),
    block_tokens: quantity({
      label: "Block of a cached prefix",
      unit: "tokens",
      min: 1,
      max: 1e6,
      integer: true,
    }).optional(),
    lifetime_minutes: quantity({
      label: "How long a prefix stays in cache",
      unit: "minutes",
      exclusiveMin: 0,
    }).optional(),
    shared_prompt_probability: quantity({
      label: "Probability that the initial prompt is in cache when a conversation begins",
      unit: "probability",
      min: 0,
      max: 1,
    }).optional(),
    conversations_per_hour: quantity({
      label: "Conversations that begin with the same initial prompt",
      unit: "conversations/hour",
      min: 0,
    }).optional(),
  })
  .refine((cache) => cache.shared_prompt_probability === undefined || cache.conversations_per_hour === undefined, {
    error: () => "one of shared_prompt_probability and conversations_per_hour",
  })
  .meta({ description: "Prompts are cached: a request reads what the one before sent" });
