/** What one replica of a model server does under full and under given load. */
import { kvBytesPerToken, kvTokensIn } from "./kv-cache.ts";
import { decodeSeconds, type ModelServer, prefillSeconds } from "./serving-step.ts";
import { weightBytes } from "./training-memory.ts";

const BYTES_PER_GIB = 2 ** 30;

/** Tokens of prompts read in one step; what their activations take is kept free (chunked prefill of usual servers). */
export const STEP_TOKENS = 4096;

/** A request as the server sees it, on average. */
export interface RequestShape {
  /** Tokens of the prompt, history included. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Share of the prompt whose keys and values are still in the cache from an earlier request, 0–1. */
  readonly cachedFraction: number;
}

/** How much of the memory a server may use, and how many sequences it takes at once. */
export interface ServerLimits {
  /** Share of the GPUs' memory for weights, activations and cache, 0–1; vLLM's default is 0.9. */
  readonly memoryFraction: number;
  /** Most sequences in a step, as configured. */
  readonly maxSequences: number;
}

/** What a replica reaches with so many sequences in every step. */
export interface ServingRate {
  readonly sequences: number;
  readonly outputTokensPerSecond: number;
  readonly requestsPerSecond: number;
  /** Between two tokens of an answer, other prompts being read meanwhile. */
  readonly secondsPerOutputToken: number;
  /** Reading one prompt. */
  readonly prefillSeconds: number;
}

/** Tokens that the KV cache of a replica holds, in blocks of 16; 0 where the weights do not fit. */
export function cacheTokens(s: ModelServer, { memoryFraction }: Pick<ServerLimits, "memoryFraction">): number {
  const { transformer: t, tensorParallel } = s;
  const inner = t.feedForwardWidth * t.expertsPerToken;
  const activations = STEP_TOKENS * 2 * (2 * t.width + 2 * inner);
  const weights = weightBytes(t, s.precision) + activations;
  const bytes = s.gpu.memoryGib * BYTES_PER_GIB * memoryFraction - weights / tensorParallel;
  return kvTokensIn({
    bytes,
    bytesPerToken: kvBytesPerToken(t, { bytesPerNumber: s.kvBytes, tensorParallel }),
  });
}

/** Sequences that a replica holds at once: the cache over a whole request, at most as configured; 0 where none fits. */
export function mostSequences(s: ModelServer, request: RequestShape, limits: ServerLimits): number {
  const each = Math.ceil((request.inputTokens + request.outputTokens) / 16) * 16;
  return Math.min(limits.maxSequences, Math.floor(cacheTokens(s, limits) / each));
}

/**
 * Rate with so many sequences in every step. In a step each sequence gets a token, and sequences ÷ output tokens of them
 * end and are replaced by new ones, whose prompts are read in the same step.
 * step = decode(sequences) + sequences ÷ output tokens × prefill; tokens/s = sequences ÷ step.
 *
 * @param sequences above 0, whole or a mean
 */
export function rateOf(s: ModelServer, request: RequestShape, sequences: number): ServingRate {
  const { inputTokens, outputTokens, cachedFraction } = request;
  const prefill = prefillSeconds(s, {
    newTokens: inputTokens * (1 - cachedFraction),
    pastTokens: inputTokens * cachedFraction,
  });
  const contextTokens = inputTokens + outputTokens / 2;
  const step = decodeSeconds(s, { sequences, contextTokens }) + (sequences / outputTokens) * prefill;
  const outputTokensPerSecond = sequences / step;
  return {
    sequences,
    outputTokensPerSecond,
    requestsPerSecond: outputTokensPerSecond / outputTokens,
    secondsPerOutputToken: step,
    prefillSeconds: prefill,
  };
}

/** Rate under full load, with as many sequences as fit; undefined where not even one does. */
export function fullRate(s: ModelServer, request: RequestShape, limits: ServerLimits): ServingRate | undefined {
  const sequences = mostSequences(s, request, limits);
  return sequences < 1 ? undefined : rateOf(s, request, sequences);
}

/**
 * Rate under a given load: the mean number of sequences at which as many requests leave as arrive, by bisection;
 * undefined where even the most sequences leave fewer.
 */
export function loadedRate(
  s: ModelServer,
  request: RequestShape,
  load: { readonly requestsPerSecond: number; readonly maxSequences: number },
): ServingRate | undefined {
  const wanted = load.requestsPerSecond;
  if (load.maxSequences < 1 || rateOf(s, request, load.maxSequences).requestsPerSecond < wanted) return undefined;
  // One sequence alone takes a whole step; below it a replica idles between requests.
  let [low, high] = [1e-9, load.maxSequences];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (busyRate(s, request, middle) < wanted) low = middle;
    else high = middle;
  }
  return {
    ...rateOf(s, request, Math.max(1, high)),
    sequences: high,
    requestsPerSecond: wanted,
    outputTokensPerSecond: wanted * request.outputTokens,
  };
}

/** Requests a second that so many sequences on average mean; fewer than one are one for a share of the time. */
const busyRate = (s: ModelServer, request: RequestShape, sequences: number): number =>
  Math.min(1, sequences) * rateOf(s, request, Math.max(1, sequences)).requestsPerSecond;

/**
 * GPUs that carry so many requests a second, were they evenly spread. GPUs = ⌈requests/s ÷ (capacity × utilisation)⌉ ×
 * GPUs of a replica. Promises about waiting take more: see serving-promise.ts.
 *
 * @param load.utilisationFraction share of the capacity that is planned with, 0–1
 */
export const gpusForRate = (load: {
  readonly requestsPerSecond: number;
  readonly capacityPerReplica: number;
  readonly utilisationFraction: number;
  readonly gpusPerReplica: number;
}): number =>
  Math.ceil(load.requestsPerSecond / (load.capacityPerReplica * load.utilisationFraction)) * load.gpusPerReplica;
