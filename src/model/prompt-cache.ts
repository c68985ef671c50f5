/**
 * What a prompt cache does to the messages of a conversation of n turns whose every token is cached (blocks of one
 * token, no minimum that matters). A request pays the write price for what it has beyond what it reads, so with
 * D = write price − read price its input costs
 *
 *   write × S_j − D × (A_j P_j + (1 − A_j) B_j s)
 *
 * S_j are its tokens, P_j those that the request before left behind, s the initial prompt; A_j says that the prefix is
 * still there, which is so with probability q from the second request on and never at the first, B_j that the initial
 * prompt is, with probability b, and all are independent of each other and of the lengths.
 */
import { type BillingRule, lastReplySent, type TokenPrices, usdPerToken } from "./conversation.ts";

export interface CachedPrices extends TokenPrices {
  /** What a token costs that is read from cache, and one that is written to it; the others cost the input price. */
  readonly readPriceUsdPerMtok: number;
  readonly writePriceUsdPerMtok: number;
}

/** How often a cache finds what it is asked for, and what it keeps. */
export interface CacheFinds {
  /** q, the probability that the pause before a request is within the lifetime. */
  readonly prefixProbability: number;
  /** b, the probability that the initial prompt is in cache where the prefix is not: other conversations share it. */
  readonly initialPromptProbability: number;
  /** The reply is kept too, not only what was sent. */
  readonly keepsReply: boolean;
}

/**
 * Expected USD per token of the user message that stands t turns before the last: write × (t + 1) − D q t.
 * It is sent with t + 1 requests, and a prefix of all but the first.
 */
export const cachedUserTokenUsd = (turnsBeforeLast: number, prices: CachedPrices, finds: CacheFinds): number =>
  usdPerToken(prices.writePriceUsdPerMtok) * (turnsBeforeLast + 1) - discountUsd(prices, finds) * turnsBeforeLast;

/** The same for a reply: output × 1 + write × sends − D q × prefixes; what is sent first in the next request is written. */
export function cachedReplyTokenUsd(
  turnsBeforeLast: number,
  prices: CachedPrices,
  finds: CacheFinds,
  billing: BillingRule,
): number {
  const own = lastReplySent(billing);
  const prefixes = own === 1 || finds.keepsReply ? turnsBeforeLast : Math.max(0, turnsBeforeLast - 1);
  return (
    usdPerToken(prices.outputPriceUsdPerMtok) +
    usdPerToken(prices.writePriceUsdPerMtok) * (turnsBeforeLast + own) -
    discountUsd(prices, finds) * prefixes
  );
}

/**
 * Variance that finding or not finding adds at one request, in units of D²: of A P + (1 − A) B s given P, averaged over
 * P, which is q(1 − q)E[P²] − 2q(1 − q)b s E[P] + (1 − q)b(1 − (1 − q)b)s².
 *
 * @param prefix mean and variance of P, tokens; none at the first request
 */
export function findingVariance(
  { prefixProbability, initialPromptProbability: b }: CacheFinds,
  initialTokens: number,
  prefix: { readonly mean: number; readonly variance: number } | undefined,
): number {
  const q = prefix ? prefixProbability : 0;
  const { mean, variance } = prefix ?? { mean: 0, variance: 0 };
  const prompt = (1 - q) * b;
  return (
    q * (1 - q) * (variance + mean * mean) -
    2 * q * prompt * initialTokens * mean +
    prompt * (1 - prompt) * initialTokens * initialTokens
  );
}

/**
 * Probability that a prompt which all conversations share is in cache when one begins, where conversations begin at
 * random moments: 1 − exp(−rate × lifetime). Later requests of other conversations keep it warm too, so this is a floor.
 *
 * @param conversationsPerHour 0 or more
 * @param lifetimeSeconds how long a prompt stays after it was last used
 */
export const sharedPromptProbability = (conversationsPerHour: number, lifetimeSeconds: number): number =>
  -Math.expm1((-conversationsPerHour * lifetimeSeconds) / 3600);

/** D q, USD per token. */
const discountUsd = (
  { writePriceUsdPerMtok, readPriceUsdPerMtok }: CachedPrices,
  { prefixProbability }: CacheFinds,
): number => usdPerToken(writePriceUsdPerMtok - readPriceUsdPerMtok) * prefixProbability;
