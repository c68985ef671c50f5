/**
 * Which tokens of a request are taken from cache where the log does not record it: none; those of the request before
 * (`previous-input`); those and the reply to it (`previous-exchange`). A request never reads more than it sends.
 */
export const CACHE_RULES = ["none", "previous-input", "previous-exchange"] as const;
export type CacheRule = (typeof CACHE_RULES)[number];

export interface CacheTerms {
  readonly rule: CacheRule;
  /** A prefix shorter than this is not cached, tokens; 0 caches any. */
  readonly minimumTokens: number;
}

/** Tokens of the request before, of the same conversation. */
interface Sent {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Tokens that a request reads from cache. */
export function cacheReadTokens({ rule, minimumTokens }: CacheTerms, request: Sent, before: Sent | undefined): number {
  if (rule === "none" || before === undefined) return 0;
  const prefix = before.inputTokens + (rule === "previous-exchange" ? before.outputTokens : 0);
  return prefix >= minimumTokens ? Math.min(prefix, request.inputTokens) : 0;
}
