import { type PriceSchedule, requestCostUsd } from "../../model/price-schedule.ts";

/** What one request is billed for. The input is the sum of its three parts. */
export interface BilledRequest {
  readonly uncachedTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  /** Part of the output, where the log says. */
  readonly reasoningTokens?: number;
  /** Milliseconds since 1970, where the log says when. */
  readonly timeMs?: number;
}

/** A price list as a function: USD for one request. Any schedule with tiers, dates or fees can be one. */
export type RequestPrice = (request: BilledRequest) => number;

/** USD per million tokens. */
export interface FlatPrices {
  readonly inputUsdPerMtok: number;
  readonly outputUsdPerMtok: number;
  /** Absent where tokens read from cache cost as much as others. */
  readonly cacheReadUsdPerMtok?: number;
  /** Absent where writing to cache costs nothing extra. */
  readonly cacheWriteUsdPerMtok?: number;
}

/** The same price for every token of a kind, whatever the request: Σ tokens × price ÷ 10^6. */
export function flatPrice(prices: FlatPrices): RequestPrice {
  const { inputUsdPerMtok, outputUsdPerMtok } = prices;
  for (const [name, value] of Object.entries(prices)) {
    if (!(value >= 0 && value < Infinity))
      throw new RangeError(`${name} is ${value}; expected a finite number, 0 or more`);
  }
  const read = prices.cacheReadUsdPerMtok ?? inputUsdPerMtok;
  const write = prices.cacheWriteUsdPerMtok ?? inputUsdPerMtok;
  return ({ uncachedTokens, cacheReadTokens, cacheWriteTokens, outputTokens }) =>
    (uncachedTokens * inputUsdPerMtok +
      cacheReadTokens * read +
      cacheWriteTokens * write +
      outputTokens * outputUsdPerMtok) /
    1e6;
}

/** A model's schedule as a price: tiers by the input of each request, its fee, and a batch's share of it. */
export function schedulePrice(
  schedule: PriceSchedule,
  { batch = false }: { readonly batch?: boolean } = {},
): RequestPrice {
  return ({ uncachedTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens = 0 }) =>
    requestCostUsd(
      schedule,
      { uncachedInputTokens: uncachedTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens },
      { batch },
    );
}

/** What several requests cost of which only the sums are known. */
export interface SumsCost {
  /** At the prices of a request of mean length. */
  readonly usd: number;
  readonly leastUsd: number;
  readonly mostUsd: number;
}

/**
 * Bills sums. With one price for every length they are exact, fees included; so they are where all requests together
 * stay below the first threshold. Else the cheapest and the dearest tier are bounds.
 */
export function scheduleSumsPrice(
  schedule: PriceSchedule,
  options: { readonly batch?: boolean } = {},
): (requests: number, sums: BilledRequest) => SumsCost {
  const { tiers, prices } = schedule;
  const inTier = tiers.map((tier) => ({ ...schedule, tiers: [], prices: { ...prices, ...tier.prices } }));
  const all = [{ ...schedule, tiers: [] }, ...inTier];
  return (requests, sums) => {
    const fees = (requests - 1) * schedule.requestUsd;
    const costs = all.map((flat) => schedulePrice(flat, options)(sums) + fees);
    const input = sums.uncachedTokens + sums.cacheReadTokens + sums.cacheWriteTokens;
    const tierOf = (tokens: number): number => tiers.filter(({ aboveInputTokens }) => tokens > aboveInputTokens).length;
    const possible = costs.slice(0, tierOf(input) + 1);
    const usd = costs[tierOf(input / Math.max(1, requests))] ?? 0;
    return { usd, leastUsd: Math.min(...possible), mostUsd: Math.max(...possible) };
  };
}
