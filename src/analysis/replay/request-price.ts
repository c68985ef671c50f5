/** What one request is billed for. The input is the sum of its three parts. */
export interface BilledRequest {
  readonly uncachedTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
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
