/** The form of our own price list: dated, sourced rows over those of the library. Rows are appended, never changed. */
import { z } from "zod";
import type { PriceSchedule, TokenPrices } from "../../model/price-schedule.ts";
import type { ProviderCache } from "../../model/provider-cache.ts";
import { isDay } from "./model-name.ts";
import type { PricedModel } from "./priced-model.ts";

const text = z.string().min(1);
const price = z.number().nonnegative();
const tokens = z.number().int().nonnegative();
const day = z.string().refine(isDay, { error: () => "a day such as 2024-05-13" });

const pricesOfKinds = {
  input: price,
  cache_read: price.optional(),
  cache_write: price.optional(),
  cache_write_1h: price.optional(),
  output: price,
  reasoning: price.optional(),
};

/** Later rows come later: each day once, in order. */
const dated = <Row extends z.ZodType<{ readonly from: string }>>(row: Row) =>
  z
    .array(row)
    .min(1)
    .superRefine((rows, context) => {
      rows.forEach(({ from }, index) => {
        const before = rows[index - 1]?.from;
        if (before !== undefined && from <= before)
          context.addIssue({
            code: "custom",
            path: [index, "from"],
            message: `a day after ${before}: a new price is a new row at the end`,
          });
      });
    });

const priceRow = z.strictObject({
  from: day,
  ...pricesOfKinds,
  long_context: z.array(z.strictObject({ above_input_tokens: tokens, ...pricesOfKinds })).optional(),
  request_usd: price.optional(),
  note: text.optional(),
  source: text,
});

const model = z.strictObject({
  released: day.optional(),
  names: z.array(text).default([]),
  prices: dated(priceRow).optional(),
  source: text.optional(),
});

const cacheRow = z.strictObject({
  from: day,
  kind: z.enum(["automatic", "explicit"]),
  minimum_tokens: tokens,
  minimum_tokens_of: z.record(z.string(), tokens).default({}),
  block_tokens: z.number().int().positive(),
  lifetime_seconds: z.number().positive(),
  long_lifetime_seconds: z.number().positive().optional(),
  source: text,
});

const batchRow = z.strictObject({ from: day, price_factor: z.number().min(0).max(1), source: text });

/** `assumptions/catalog/prices.yaml`. */
export const priceFile = z.strictObject({
  prices_unit: z.literal("USD/Mtok"),
  /** The list and the library are as of this day; a command that is told no day takes it. */
  as_of: day,
  library: text,
  providers: z.record(
    z.string(),
    z.strictObject({ batch: dated(batchRow).optional(), cache: dated(cacheRow).optional() }),
  ),
  models: z.record(z.string(), z.record(z.string(), model)),
});

export type PriceFile = z.output<typeof priceFile>;
type Row = z.output<typeof priceRow>;

/** The models of our own list. */
export const ownModels = ({ models }: PriceFile): readonly PricedModel[] =>
  Object.entries(models).flatMap(([provider, ofProvider]) =>
    Object.entries(ofProvider).map(([key, { released, names, prices = [] }]): PricedModel => {
      const known = new Set([key, ...names].map((name) => name.toLowerCase()));
      return {
        provider,
        model: key,
        answersTo: (name) => known.has(name),
        ...(released !== undefined && { released }),
        rows: prices.map((row) => ({
          from: row.from,
          prices: scheduleOf(row),
          source: row.source,
          notes: row.note === undefined ? [] : [row.note],
          otherCharges: [],
        })),
      };
    }),
  );

const scheduleOf = (row: Row): PriceSchedule => ({
  prices: kindsOf(row),
  tiers: (row.long_context ?? [])
    .map((tier) => ({ aboveInputTokens: tier.above_input_tokens, prices: kindsOf(tier) }))
    .sort((a, b) => a.aboveInputTokens - b.aboveInputTokens),
  requestUsd: row.request_usd ?? 0,
});

const kindsOf = (row: Omit<Row, "from" | "source" | "long_context">): TokenPrices => ({
  input: row.input,
  output: row.output,
  ...(row.cache_read !== undefined && { cacheRead: row.cache_read, cacheWrite: row.cache_write ?? row.input }),
  ...(row.cache_write_1h !== undefined && { cacheWriteHour: row.cache_write_1h }),
  ...(row.reasoning !== undefined && { reasoning: row.reasoning }),
});

/** What a provider asks for a batch at a day, as a share of the price. */
export const batchFactorAt = ({ providers }: PriceFile, provider: string, at: string): number | undefined =>
  providers[provider]?.batch?.findLast(({ from }) => from <= at)?.price_factor;

/** How a provider caches the prompts of a model at a day. */
export function cacheAt(
  { providers }: PriceFile,
  { provider, model, at }: { readonly provider: string; readonly model: string; readonly at: string },
): (ProviderCache & { readonly source: string }) | undefined {
  const row = providers[provider]?.cache?.findLast(({ from }) => from <= at);
  if (!row) return undefined;
  const own = Object.entries(row.minimum_tokens_of).filter(([start]) => model.startsWith(start));
  const longest = own.sort(([a], [b]) => b.length - a.length)[0]?.[1];
  return {
    kind: row.kind,
    minimumTokens: longest ?? row.minimum_tokens,
    blockTokens: row.block_tokens,
    lifetimeSeconds: row.lifetime_seconds,
    ...(row.long_lifetime_seconds !== undefined && { longLifetimeSeconds: row.long_lifetime_seconds }),
    source: row.source,
  };
}
