import { cacheableTokens } from "../../model/provider-cache.ts";

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
  /** Beyond the minimum, prefixes are read in blocks of so many tokens; every token where absent. */
  readonly blockTokens?: number;
  /** How long a prefix stays after its last use, where the log says when; forever where absent. */
  readonly lifetimeMs?: number;
  /** What is not read is written, for a price of its own, up to the end of the request. */
  readonly writes?: boolean;
}

/** A request as a cache sees it. */
interface Sent {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Tokens at its start that the request before left in a cache, where a policy says. */
  readonly prefixTokens?: number;
  /** As recorded. */
  readonly cacheReadTokens?: number;
  readonly cacheWriteTokens?: number;
  readonly timeMs?: number;
}

/** Tokens that a request reads from cache and writes to it. */
export function cacheUse(
  terms: CacheTerms,
  request: Sent,
  before: Sent | undefined,
): { readonly readTokens: number; readonly writeTokens: number } {
  if (terms.rule === "none") return { readTokens: 0, writeTokens: 0 };
  const readTokens = request.cacheReadTokens ?? expectedRead(terms, request, before);
  const written = request.cacheWriteTokens ?? (terms.writes ? cacheable(terms, request.inputTokens) - readTokens : 0);
  return { readTokens, writeTokens: Math.max(0, Math.min(written, request.inputTokens - readTokens)) };
}

function expectedRead(terms: CacheTerms, request: Sent, before: Sent | undefined): number {
  if (before === undefined || isForgotten(terms, request, before)) return 0;
  const reply = terms.rule === "previous-exchange" ? before.outputTokens : 0;
  const prefix = request.prefixTokens ?? before.inputTokens + reply;
  return cacheable(terms, Math.min(prefix, request.inputTokens));
}

/** Never where the log does not say when. */
const isForgotten = ({ lifetimeMs = Infinity }: CacheTerms, { timeMs: now }: Sent, { timeMs: then }: Sent): boolean =>
  now !== undefined && then !== undefined && now - then > lifetimeMs;

/** @param prefixTokens of which the request sends all */
const cacheable = ({ minimumTokens, blockTokens = 1 }: CacheTerms, prefixTokens: number): number =>
  cacheableTokens({ minimumTokens, blockTokens }, prefixTokens);
