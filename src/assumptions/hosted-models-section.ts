/** The form of models that somebody hosts: by name and date, or with their prices written out. */
import { z } from "zod";
import { quantity } from "./quantity-slot.ts";

const text = (description: string) => z.string({ error: () => "text" }).meta({ description });
const price = (label: string) => quantity({ label: `Price of ${label}`, unit: "USD/Mtok", min: 0 });
const minutes = (label: string) => quantity({ label, unit: "minutes", exclusiveMin: 0 });

const cacheAndReasoning = {
  cache_read_price: price("input tokens read from cache").optional(),
  cache_write_price: price("input tokens written to cache").optional(),
  cache_write_1h_price: price("input tokens written to a cache of an hour").optional(),
  reasoning_price: price("reasoning tokens").optional(),
};

const inputAndOutput = { input_price: price("input tokens"), output_price: price("output tokens") };

/** What a model charges beyond its input and output. */
const terms = {
  ...cacheAndReasoning,
  long_context: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]*$/, { error: () => "a key: a-z, then a-z, 0-9 and _" }),
      z.strictObject({
        threshold_tokens: quantity({
          label: "Input tokens above which a request has other prices",
          unit: "tokens",
          min: 0,
        }),
        ...inputAndOutput,
        ...cacheAndReasoning,
      }),
    )
    .optional()
    .meta({ description: "Prices above a threshold of input tokens, for the whole request" }),
  request_fee: quantity({ label: "Fee of a request", unit: "USD/request", min: 0 }).optional(),
  batch_price_fraction: quantity({
    label: "Price of a token in a batch, as a share",
    unit: "fraction",
    min: 0,
    max: 1,
  }).optional(),
  cache: z
    .strictObject({
      minimum_tokens: quantity({ label: "Shortest prefix that is cached", unit: "tokens", min: 0 }),
      block_tokens: quantity({ label: "Block of a cached prefix", unit: "tokens", min: 1 }),
      lifetime_minutes: minutes("How long a prefix stays in cache"),
      long_lifetime_minutes: minutes("How long it stays for the higher price").optional(),
      kind: z.enum(["automatic", "explicit"]).meta({ description: "Whether the caller says what is cached" }),
    })
    .optional()
    .meta({ description: "How the provider caches" }),
};

const modelAtDate = {
  name: text("Model, as its provider calls it: gpt-4o, anthropic:claude-sonnet-4-5"),
  at: text("Whose prices: those of this day, YYYY-MM-DD"),
  provider: text("Who sells it, where several do").optional(),
};

/** The model of the plan's conversations, instead of their prices; the price list fills in what is not written. */
export const conversationModelSection = z
  .strictObject({ ...modelAtDate, ...terms })
  .meta({ description: "Model and date, instead of input_price and output_price" });

/** Models to compare, by key. */
export const hostedModelsSection = z
  .record(
    z.string().regex(/^[a-z][a-z0-9_]*$/, { error: () => "a key: a-z, then a-z, 0-9 and _" }),
    z.strictObject({
      label: text("Name for tables and charts"),
      model: z.strictObject(modelAtDate).optional().meta({ description: "Model and date, instead of prices" }),
      ...inputAndOutput,
      ...terms,
    }),
  )
  .meta({ description: "Hosted models to compare" });
