import type { PriceSchedule, TokenPrices } from "../model/price-schedule.ts";
import type { ProviderCache } from "../model/provider-cache.ts";
import type { Quantity } from "./node.ts";

/** Which model is meant, and whose prices of which day. */
export interface ModelAtDate {
  readonly name: string;
  readonly at: string;
  readonly provider?: string;
}

/** Prices of the kinds of tokens, USD/Mtok. What is absent has no price of its own. */
interface TokenPriceAssumptions {
  readonly input_price: Quantity;
  readonly output_price: Quantity;
  readonly cache_read_price?: Quantity;
  readonly cache_write_price?: Quantity;
  readonly cache_write_1h_price?: Quantity;
  readonly reasoning_price?: Quantity;
}

/** Prices above a threshold of input tokens, for the whole request. */
export interface LongContextPrices extends TokenPriceAssumptions {
  readonly threshold_tokens: Quantity;
}

/** What a model charges beyond its input and output, and how its provider caches. */
export interface HostedTerms {
  /** By rising threshold. */
  readonly long_context?: Readonly<Record<string, LongContextPrices>>;
  /** USD/request. */
  readonly request_fee?: Quantity;
  /** What a token costs in a batch, as a share of its price. */
  readonly batch_price_fraction?: Quantity;
  readonly cache?: ProviderCacheAssumptions;
}

export interface ProviderCacheAssumptions {
  readonly minimum_tokens: Quantity;
  readonly block_tokens: Quantity;
  readonly lifetime_minutes: Quantity;
  readonly long_lifetime_minutes?: Quantity;
  readonly kind: ProviderCache["kind"];
}

/** A model that somebody hosts, with its prices; by name and date they come from the price list. */
export interface HostedModelAssumptions extends TokenPriceAssumptions, HostedTerms {
  readonly label: string;
  readonly model?: ModelAtDate;
}

/** The model of the plan's conversations; its input and output prices stand with the conversation. */
export interface ConversationModelAssumptions
  extends ModelAtDate,
    HostedTerms,
    Omit<TokenPriceAssumptions, "input_price" | "output_price"> {}

/** Prices as leaves, as the schedule that bills requests. @param worth what a leaf is worth, drawn or as written */
export function scheduleOf(
  model: TokenPriceAssumptions & HostedTerms,
  worth: (leaf: Quantity) => number = ({ value }) => value,
): PriceSchedule {
  const { long_context = {}, request_fee, batch_price_fraction } = model;
  const tiers = Object.values(long_context)
    .map((tier) => ({ aboveInputTokens: worth(tier.threshold_tokens), prices: tokenPrices(tier, worth) }))
    .sort((a, b) => a.aboveInputTokens - b.aboveInputTokens);
  return {
    prices: tokenPrices(model, worth),
    tiers,
    requestUsd: request_fee ? worth(request_fee) : 0,
    ...(batch_price_fraction && { batchFactor: worth(batch_price_fraction) }),
  };
}

function tokenPrices(prices: TokenPriceAssumptions, worth: (leaf: Quantity) => number): TokenPrices {
  return {
    input: worth(prices.input_price),
    output: worth(prices.output_price),
    ...(prices.cache_read_price && { cacheRead: worth(prices.cache_read_price) }),
    ...(prices.cache_write_price && { cacheWrite: worth(prices.cache_write_price) }),
    ...(prices.cache_write_1h_price && { cacheWriteHour: worth(prices.cache_write_1h_price) }),
    ...(prices.reasoning_price && { reasoning: worth(prices.reasoning_price) }),
  };
}

/** A provider's cache as leaves, as plain numbers. */
export function providerCacheOf(
  cache: ProviderCacheAssumptions,
  worth: (leaf: Quantity) => number = ({ value }) => value,
): ProviderCache {
  const { long_lifetime_minutes: long } = cache;
  return {
    kind: cache.kind,
    minimumTokens: worth(cache.minimum_tokens),
    blockTokens: worth(cache.block_tokens),
    lifetimeSeconds: 60 * worth(cache.lifetime_minutes),
    ...(long && { longLifetimeSeconds: 60 * worth(long) }),
  };
}
