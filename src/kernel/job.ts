import type { ContextPolicy } from "./context-policy.ts";

/**
 * What a kernel is told: plain arrays and numbers, the same for the WebAssembly kernel and its TypeScript twin, ready
 * to be sent to a worker. Conversations come in blocks of 1,024; conversation `id` is slot `id % 1024` of block
 * `⌊id / 1024⌋`, and every draw of it is a function of (key, id).
 */

/** Conversations in a block. */
export const BLOCK = 1024;

/**
 * A law on 0 … `last` drawn from one 32-bit word. The word's upper `bits` bits name an entry of `entries`, a signed
 * 32-bit integer with a number v in its lower half and a threshold t, the rest of it with v's bits 0. The word's other
 * bits are compared with t; in few steps, since this is where the time goes.
 *
 * - `inverse`: v − 1 where (word << bits) >>> 1 is below t, else v: monotone in the word. A negative entry holds more
 *   than one boundary: the value is the first i ≥ v with word < ends[i], else `last`.
 * - `alias`: the entry's own place where word << bits, as a signed integer, is below t, else v.
 */
export interface DrawTable {
  readonly kind: "inverse" | "alias";
  readonly bits: number;
  readonly entries: Int32Array;
  /** P(value ≤ i)·2^32, rounded; used by crowded entries only. */
  readonly ends: Uint32Array;
  readonly last: number;
}

/**
 * Message by message: the lengths of a turn's two messages are drawn in the order in which they are written, and a
 * request bills the history before it and the user message, and with `lastReply` 1 the reply too. To the sums of drawn
 * numbers come, by number of turns n, `base[2n]` input and `base[2n + 1]` output units (the initial prompt, and where
 * tables start). Sums are then cut towards zero to multiples of 2^cutBits.
 */
export interface MessageDraws {
  readonly kind: "messages";
  readonly user: DrawTable;
  readonly reply: DrawTable;
  readonly lastReply: 0 | 1;
  readonly base: Float64Array;
  readonly cutBits: number;
}

/**
 * Two standard normal draws a conversation, as numbers k₁ and k₂ of one table: input = f₀ + f₁k₁ + f₂k₂,
 * output = f₃ + f₄k₁ with the five facts of the number of turns, to whole units (nearest, or cut towards zero).
 */
export interface NormalDraws {
  readonly kind: "normals";
  readonly normal: DrawTable;
  readonly facts: Float64Array;
  readonly cut: boolean;
}

/**
 * Message by message under a policy, in tokens and USD. What is summed, as whole multiples of `costUnitUsd`, is the
 * cost, and beside it what the same messages cost without the policy, the control variate.
 */
export interface PolicyDraws {
  readonly kind: "policy";
  readonly user: DrawTable;
  readonly reply: DrawTable;
  /** Tokens in a step of the tables, and the tokens at which they start. */
  readonly unitTokens: number;
  readonly userStart: number;
  readonly replyStart: number;
  readonly initialTokens: number;
  readonly lastReply: 0 | 1;
  /** Sums of tokens at one price are cut towards zero. */
  readonly cut: boolean;
  readonly prices: TokenUsd;
  readonly factor?: SharedFactor;
  readonly cache?: CacheTerms;
  /** The control variate is billed with the cache too. */
  readonly controlCached: boolean;
  readonly policy: Policy;
  readonly costUnitUsd: number;
}

/** USD a token; what is read from a cache or written to it costs what other input does, unless stated. */
export interface TokenUsd {
  readonly inputUsd: number;
  readonly cacheReadUsd?: number;
  readonly cacheWriteUsd?: number;
  readonly outputUsd: number;
}

/**
 * What a provider's cache keeps of prompts: none shorter than the minimum, then the minimum and whole blocks; with one
 * token a block, all of it. When a turn begins, the request before is found with one probability, of the rest of the
 * cases the initial prompt alone with the other; when a conversation begins, only that.
 */
export interface CacheTerms {
  readonly minimumTokens: number;
  readonly blockTokens: number;
  /** The reply is kept too, not only what was sent. */
  readonly keepsReply: boolean;
  readonly prefixProbability: number;
  readonly initialPromptProbability: number;
}

/**
 * The factor of all lengths of a conversation: byTurns[i]·own[j], with i and j numbers of the normal table, i from the
 * word that the number of turns comes from.
 */
export interface SharedFactor {
  readonly normal: DrawTable;
  readonly byTurns: Float64Array;
  readonly own: Float64Array;
}

export interface Policy {
  readonly context?: ContextPolicy;
  readonly longContext?: LongContextPrices;
  readonly retries?: Retries;
  /** The conversation ends after the turn with which it has cost so much. */
  readonly costCapUsd?: number;
}

/** A request of more input tokens than the threshold is billed at these prices, all of it. */
export interface LongContextPrices extends TokenUsd {
  readonly thresholdTokens: number;
}

/** A request fails with a probability and is sent again, `most` times at most; each is billed in full. */
export interface Retries {
  readonly probability: number;
  readonly most: number;
}

/**
 * - `stratified`: block by block, the number of turns has one conversation in each of 1,024 equally likely strata.
 * - `iid`: each conversation on its own.
 * - `sobol`: number of turns and first messages from a Sobol sequence, scrambled for each of `replicates` replicates.
 */
export type Sampling = "stratified" | "iid" | "sobol";

export interface KernelJob {
  /** Threefry key. */
  readonly key: readonly [number, number, number, number];
  readonly sampling: Sampling;
  readonly turns: DrawTable;
  readonly draws: MessageDraws | NormalDraws | PolicyDraws;
  /** The histogram's cell of a conversation is trunc(offset + perInput·input + perOutput·output), held to 0 … cells − 1. */
  readonly histogram: Histogram;
  /** No sum can leave the range of 32-bit integers; else only the twin, which counts in doubles, may be used. */
  readonly fits32: boolean;
}

interface Histogram {
  readonly offset: number;
  readonly perInput: number;
  readonly perOutput: number;
  readonly cells: number;
}

/** The conversations of a block: slots in any order, with each one's billed units. */
export interface DrawnBlock {
  readonly slots: ArrayLike<number>;
  readonly input: ArrayLike<number>;
  readonly output: ArrayLike<number>;
  /** Under a policy, `input` is the cost and `output` the control, and the billed tokens stand here. */
  readonly tokens?: BlockTokens;
}

/** Billed tokens of the conversations of a block, tokens they forget, and 1 for each that forgets any. */
export interface BlockTokens {
  readonly input: ArrayLike<number>;
  readonly output: ArrayLike<number>;
  readonly cacheRead: ArrayLike<number>;
  readonly cacheWrite: ArrayLike<number>;
  readonly dropped: ArrayLike<number>;
  readonly forgets: ArrayLike<number>;
}

/**
 * Exact sums over whole blocks: of input, output, input², input·output, output²; under a policy of cost, control,
 * cost², cost·control, control², then five each of input and output tokens, of tokens read from and written to cache,
 * and of dropped tokens and conversations that forget any.
 */
export type Sums = readonly bigint[];

/** A job made ready to run. */
export interface Kernel {
  /** Draws one block; what it returns holds until the next call. */
  draw(block: number): DrawnBlock;
  /** Draws blocks first, first + stride …, adds each conversation to `counts` and returns their sums. */
  run(first: number, stride: number, blocks: number, counts: Float64Array): Sums;
}

/** Streams of random words of one key: what a draw is for is part of its address. */
export const PURPOSE = { draws: 0, strata: 1, scramble: 2, factor: 3, retries: 4, cache: 5 } as const;
