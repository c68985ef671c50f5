/** What a provider keeps of prompts, and for how long. */
export interface ProviderCache {
  /** A shorter prefix is not cached, tokens. */
  readonly minimumTokens: number;
  /** Beyond the minimum, prefixes are read in blocks of so many tokens; 1 reads every token. */
  readonly blockTokens: number;
  /** How long a prefix stays after it was last used, seconds. */
  readonly lifetimeSeconds: number;
  /** A longer lifetime that costs more to write, seconds. */
  readonly longLifetimeSeconds?: number;
  /** explicit: the caller says what is cached, and a write has a surcharge; automatic: every long prefix is. */
  readonly kind: "automatic" | "explicit";
}

/**
 * Tokens of a prefix that can be read from cache: none below the minimum, then the minimum and whole blocks after it
 * (OpenAI, Prompt caching: "1024 tokens or more, with cache hits occurring in increments of 128 tokens").
 */
export function cacheableTokens(
  { minimumTokens, blockTokens }: Pick<ProviderCache, "minimumTokens" | "blockTokens">,
  prefixTokens: number,
): number {
  if (prefixTokens < minimumTokens) return 0;
  return minimumTokens + Math.floor((prefixTokens - minimumTokens) / blockTokens) * blockTokens;
}
