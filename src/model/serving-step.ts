/** One step of a model server: what a GPU group takes to read prompts and to add a token to each answer. */
import { power } from "../math/power.ts";
import { kvBytesPerToken } from "./kv-cache.ts";
import { type MemoryPrecision, weightBytes } from "./training-memory.ts";
import { type ParameterCount, parameterCount, type Transformer } from "./transformer.ts";

/** What the formulas need of a GPU. */
export interface ServingGpu {
  /** Dense peak at the precision in which weights are multiplied. */
  readonly peakTflops: number;
  /** Dense peak in 16 bits, in which attention is computed. */
  readonly bf16Tflops: number;
  readonly memoryGib: number;
  readonly bandwidthGbS: number;
  /** From one GPU to the others of its group, in one direction. */
  readonly linkGbS: number;
}

/** Shares of what hardware could do that servers reach, and times that depend on no hardware; fitted to measured rows. */
export interface ServingEfficiency {
  /** Share of the memory's bandwidth at which weights are read, 0–1. */
  readonly weightBandwidthFraction: number;
  /** The same for the KV cache. */
  readonly cacheBandwidthFraction: number;
  /** Share of the peak in fp8 while answers grow by a token each, and while prompts are read. */
  readonly decodeMfu: number;
  readonly prefillMfu: number;
  /** Share of the 16-bit peak that attention over a prompt reaches. */
  readonly attentionMfu: number;
  /** How much more of its peak 16 bits reach than fp8. */
  readonly sixteenBitFactor: number;
  /** What a mixture of experts reaches of a dense model's share. */
  readonly mixtureFactor: number;
  /** Share of the links' bandwidth. */
  readonly linkFraction: number;
  /** Waiting for each other in each of the two exchanges of a layer. */
  readonly exchangeMicroseconds: number;
  /** Scheduling of a step, and of each sequence in it. */
  readonly stepMilliseconds: number;
  readonly sequenceMicroseconds: number;
}

/** A model on a group of GPUs that answers requests: one replica. */
export interface ModelServer {
  readonly transformer: Transformer;
  readonly precision: MemoryPrecision;
  /** Bytes of a number in the KV cache. */
  readonly kvBytes: number;
  readonly gpu: ServingGpu;
  /** GPUs that share each layer. */
  readonly tensorParallel: number;
  readonly efficiency: ServingEfficiency;
  /** How much faster than expected this software runs: 1 as fitted, and what is not known scatters around it. */
  readonly speedFactor: number;
}

/**
 * Seconds in which each of so many sequences gets one token more.
 * time = √(weights read² + multiplications²) + KV cache read + exchange among GPUs + scheduling.
 *
 * Weights are read once for all sequences, of a mixture only the experts that some sequence chose:
 * experts × (1 − (1 − chosen ÷ experts)^sequences). Multiplications are 2 FLOP a parameter and sequence. The two overlap
 * where neither is small; the root of squares is how the measured rows bend. (Pope 2022, arXiv 2211.05102, section 2.)
 *
 * @param step.sequences at least 1
 * @param step.contextTokens mean tokens of a sequence so far
 */
export function decodeSeconds(
  s: ModelServer,
  step: { readonly sequences: number; readonly contextTokens: number },
): number {
  const { gpu, efficiency: e, tensorParallel } = s;
  const bandwidth = gpu.bandwidthGbS * 1e9;
  const weights = touchedBytes(s, step.sequences) / tensorParallel / (bandwidth * e.weightBandwidthFraction);
  const compute = multiplySeconds(s, step.sequences, e.decodeMfu);
  const cache =
    (step.sequences * step.contextTokens * kvBytesPerToken(s.transformer, kvOf(s))) /
    (bandwidth * e.cacheBandwidthFraction);
  const seconds =
    Math.sqrt(weights * weights + compute * compute) +
    cache +
    exchangeSeconds(s, step.sequences) +
    waitSeconds(s) +
    e.stepMilliseconds / 1e3 +
    (step.sequences * e.sequenceMicroseconds) / 1e6;
  return seconds / s.speedFactor;
}

/**
 * Seconds that reading part of a prompt adds to a step. time = (2 · active parameters · tokens ÷ peak + attention)
 * ÷ GPUs + exchange; attention has 4 · layers · heads · head width FLOP for each new token and each token it looks at,
 * those before it and half of the new ones.
 *
 * @param prompt.newTokens tokens to read
 * @param prompt.pastTokens tokens before them that are in the cache already
 */
export function prefillSeconds(
  s: ModelServer,
  prompt: { readonly newTokens: number; readonly pastTokens: number },
): number {
  const { transformer: t, gpu, efficiency: e } = s;
  const pairs = prompt.newTokens * (prompt.pastTokens + prompt.newTokens / 2);
  const attention =
    (4 * t.layers * t.heads * t.headWidth * pairs) / s.tensorParallel / (gpu.bf16Tflops * 1e12 * e.attentionMfu);
  const seconds = multiplySeconds(s, prompt.newTokens, e.prefillMfu) + attention + exchangeSeconds(s, prompt.newTokens);
  return seconds / s.speedFactor;
}

/** Seconds to multiply weights with so many tokens. */
function multiplySeconds(s: ModelServer, tokens: number, mfu: number): number {
  const { efficiency: e } = s;
  const reached = mfu * (isFp8(s) ? 1 : e.sixteenBitFactor) * (s.transformer.experts > 1 ? e.mixtureFactor : 1);
  return (2 * multipliedParameters(s.transformer) * tokens) / s.tensorParallel / (s.gpu.peakTflops * 1e12 * reached);
}

const isFp8 = ({ precision }: ModelServer): boolean => precision === "fp8";

/** Counting is the same every time, and steps are asked for by the million. */
function countOf(t: Transformer): ParameterCount {
  const known = counts.get(t);
  if (known) return known;
  const counted = parameterCount(t);
  counts.set(t, counted);
  return counted;
}

const counts = new WeakMap<Transformer, ParameterCount>();

/** A token passes through the active parameters; its embedding is looked up, not multiplied. */
function multipliedParameters(t: Transformer): number {
  return countOf(t).active - (t.tiedEmbeddings ? 0 : t.vocabulary * t.width);
}

/** Bytes of the weights that a step reads. */
function touchedBytes(s: ModelServer, sequences: number): number {
  const { transformer: t } = s;
  const all = weightBytes(t, s.precision) - (t.tiedEmbeddings ? 0 : 2 * t.vocabulary * t.width);
  if (t.experts === t.expertsPerToken) return all;
  const { total, active } = countOf(t);
  const resting = power(1 - t.expertsPerToken / t.experts, sequences);
  const inExperts = ((total - active) * t.experts) / (t.experts - t.expertsPerToken);
  const bytes = (all / (total - (t.tiedEmbeddings ? 0 : t.vocabulary * t.width))) * inExperts;
  return all - bytes * resting;
}

const kvOf = (s: ModelServer) => ({ bytesPerNumber: s.kvBytes, tensorParallel: s.tensorParallel });

/** Each layer adds up its partial results twice; a ring sends 2 · (GPUs − 1) ÷ GPUs of each token's 16-bit numbers. */
function exchangeSeconds(s: ModelServer, tokens: number): number {
  const { transformer: t, tensorParallel: gpus } = s;
  const bytes = (2 * t.layers * tokens * t.width * 2 * 2 * (gpus - 1)) / gpus;
  return bytes / (s.gpu.linkGbS * 1e9 * s.efficiency.linkFraction);
}

const waitSeconds = (s: ModelServer): number =>
  s.tensorParallel === 1 ? 0 : (2 * s.transformer.layers * s.efficiency.exchangeMicroseconds) / 1e6;
