import { lastReplySent, usdPerToken } from "../../model/conversation.ts";
import { cachedReplyTokenUsd, cachedUserTokenUsd, findingVariance } from "../../model/prompt-cache.ts";
import { cacheableMeans } from "./cacheable-means.ts";
import type { MessageLengths } from "./given-turns.ts";
import type { ConversationModel, PromptCache } from "./model.ts";

/** A conversation with a cache, given its number of turns. */
export interface CachedGivenTurns {
  readonly costMean: number;
  readonly costVariance: number;
  /** The part of it that the lengths make, each by its expected weight. */
  readonly lengthVariance: number;
  /** Expected USD per token of the n-th user message and reply from the end. */
  readonly userTokenUsd: number;
  readonly replyTokenUsd: number;
  /** Mean tokens read from cache and written to it. */
  readonly readTokens: number;
  readonly writeTokens: number;
}

/**
 * Means and variance of the cost for every number of turns up to one.
 *
 * Means: exact on the lattice of the lengths, blocks and minimum included; with a shared factor of lengths a remainder
 * counts as half a block. Variance: closed form for blocks of one token that reach the minimum at once; what larger
 * blocks add is taken as independent remainders of variance block²/12, and the minimum as reached.
 */
export function cachedByTurns(
  model: CachedModel,
  lengths: MessageLengths,
  mostTurns: number,
): readonly CachedGivenTurns[] {
  const { cache, initialTokens, billing } = model;
  const { user, assistant } = lengths;
  const own = lastReplySent(billing);
  const prices = pricesOf(model);
  const means = cacheableMeans(model, lengths, cache, 2 * mostTurns);
  const kept = (messages: number): number => means[messages] ?? 0;
  const { prefixProbability: q, initialPromptProbability: b } = cache;
  const write = usdPerToken(cache.writePriceUsdPerMtok);
  const read = usdPerToken(cache.readPriceUsdPerMtok);
  const uncached = usdPerToken(model.inputPriceUsdPerMtok);
  const output = usdPerToken(model.outputPriceUsdPerMtok);
  const block = cache.blockTokens > 1 ? (cache.blockTokens * cache.blockTokens) / 12 : 0;
  const rows: CachedGivenTurns[] = [NOTHING];
  const sums = { read: 0, whole: 0, sent: 0, lengths: 0, finding: 0, blocks: 0 };
  for (let n = 1; n <= mostTurns; n++) {
    // Messages sent with the n-th request, and those that the request before left behind.
    const sent = own === 1 ? 2 * n : 2 * n - 1;
    const left = own === 1 || cache.keepsReply ? 2 * (n - 1) : 2 * n - 3;
    sums.read += n === 1 ? b * kept(0) : q * kept(left) + (1 - q) * b * kept(0);
    sums.whole += kept(sent);
    sums.sent += initialTokens + Math.ceil(sent / 2) * user.mean + Math.floor(sent / 2) * assistant.mean;
    const userUsd = cachedUserTokenUsd(n - 1, prices, cache);
    const replyUsd = cachedReplyTokenUsd(n - 1, prices, cache, billing);
    sums.lengths += userUsd * userUsd * user.variance + replyUsd * replyUsd * assistant.variance;
    const [users, replies] = [Math.ceil(left / 2), Math.floor(left / 2)];
    const prefix = {
      mean: initialTokens + users * user.mean + replies * assistant.mean,
      variance: users * user.variance + replies * assistant.variance,
    };
    sums.finding += findingVariance(cache, initialTokens, n === 1 ? undefined : prefix);
    sums.blocks += block * ((uncached - write) ** 2 + (n === 1 ? 0 : q * (write - read) ** 2));
    const written = sums.whole - sums.read;
    rows.push({
      costMean: uncached * (sums.sent - sums.whole) + read * sums.read + write * written + output * n * assistant.mean,
      costVariance: sums.lengths + (write - read) ** 2 * sums.finding + sums.blocks,
      lengthVariance: sums.lengths,
      userTokenUsd: userUsd,
      replyTokenUsd: replyUsd,
      readTokens: sums.read,
      writeTokens: written,
    });
  }
  return rows;
}

const NOTHING: CachedGivenTurns = {
  costMean: 0,
  costVariance: 0,
  lengthVariance: 0,
  userTokenUsd: 0,
  replyTokenUsd: 0,
  readTokens: 0,
  writeTokens: 0,
};

/** A conversation whose requests are cached. */
export type CachedModel = ConversationModel & { readonly cache: PromptCache };

export const isCached = (model: ConversationModel): model is CachedModel => model.cache !== undefined;

/** Whether the means by kind of token are exact: a shared factor of lengths leaves no lattice to count blocks on. */
export const hasExactMeans = ({ cache, sharedLength, initialTokens }: ConversationModel): boolean =>
  cache === undefined ||
  sharedLength === undefined ||
  (cache.blockTokens === 1 && initialTokens >= cache.minimumTokens);

/**
 * Whether the law of the cost is known, not only its mean: the cost is a weighted sum of the lengths, if every token is
 * cached and each request finds what the one before left behind, or never anything but a prompt that is surely there.
 */
export function hasExactLaw(model: ConversationModel): boolean {
  const { cache, policy, initialTokens } = model;
  if (policy) return false;
  if (!cache) return true;
  const { prefixProbability: q, initialPromptProbability: b } = cache;
  const sure = q === 1 || (q === 0 && (b === 0 || b === 1));
  return cache.blockTokens === 1 && initialTokens >= cache.minimumTokens && sure;
}

const pricesOf = ({ inputPriceUsdPerMtok, outputPriceUsdPerMtok, cache }: CachedModel) => ({
  inputPriceUsdPerMtok,
  outputPriceUsdPerMtok,
  readPriceUsdPerMtok: cache.readPriceUsdPerMtok,
  writePriceUsdPerMtok: cache.writePriceUsdPerMtok,
});
