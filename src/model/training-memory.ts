/** Memory of one GPU while a model is trained or served: what stands still, and what a micro-batch adds. */
import { activationBytes } from "./activation-memory.ts";
import { type AdapterTargets, adapterParameters } from "./adapter.ts";
import { kvBytesPerToken } from "./kv-cache.ts";
import { type TrainingMethod, trainsAdapters } from "./training-method.ts";
import { parameterCount, type Transformer } from "./transformer.ts";

export const MEMORY_PRECISIONS = ["fp32", "amp", "bf16", "fp16", "fp8", "int8", "nf4", "nf4-dq", "int2"] as const;
/** How weights are stored; `amp` keeps them, their gradients and moments in fp32 and multiplies in 16 bits. */
export type MemoryPrecision = (typeof MEMORY_PRECISIONS)[number];

/** What states of training are shared among GPUs: ZeRO stages (Rajbhandari 2020, arXiv 1910.02054); FSDP is stage 3. */
export const SHARDINGS = ["none", "zero1", "zero2", "zero3"] as const;
export type Sharding = (typeof SHARDINGS)[number];

export const OPTIMIZERS = ["adamw", "adamw-8bit", "sgd"] as const;
export type Optimizer = (typeof OPTIMIZERS)[number];

export interface MemoryCase {
  readonly transformer: Transformer;
  readonly method: TrainingMethod | "inference";
  readonly precision: MemoryPrecision;
  readonly optimizer: Optimizer;
  readonly gpuCount: number;
  readonly tensorParallel: number;
  readonly sharding: Sharding;
  readonly sequenceLength: number;
  /** Sequences in a micro-batch; for inference, sequences served at a time. */
  readonly microBatch: number;
  readonly checkpointing: boolean;
  readonly flash: boolean;
  readonly rank: number;
  readonly targets: AdapterTargets;
  /** Bytes of a number in the KV cache. */
  readonly kvBytes: number;
}

/** Bytes on one GPU. */
export interface MemoryParts {
  readonly weights: number;
  readonly gradients: number;
  readonly optimizer: number;
  readonly activations: number;
  /** Adapters with their gradients and optimizer states. */
  readonly adapters: number;
  readonly kvCache: number;
}

/** What one GPU holds. */
export function memoryParts(m: MemoryCase): MemoryParts {
  if (m.method === "inference") return servingParts(m);
  const trainedModels = m.method === "ppo" ? 2 : 1;
  const frozen = frozenModels(m.method);
  const adapters = trainsAdapters(m.method);
  const model = weightBytes(m.transformer, m.precision);
  const { total } = parameterCount(m.transformer);
  const data = m.gpuCount / m.tensorParallel;
  const share = { weights: 1, gradients: 1, optimizer: 1, ...sharesOf(m.sharding, data) };
  const split = m.tensorParallel;
  const states = stateBytes(m.precision, m.optimizer);
  const trained = adapters ? adapterParameters(m.transformer, m.rank, m.targets) : 0;
  return {
    weights: ((trainedModels + frozen) * model * share.weights + gathered(m, model, data)) / split,
    gradients: adapters ? 0 : (trainedModels * total * states.gradients * share.gradients) / split,
    optimizer: adapters ? 0 : (trainedModels * total * states.moments * share.optimizer) / split,
    activations:
      (sequencesPerSample(m.method) *
        activationBytes({
          ...m,
          trainsWeights: !adapters,
          packed: isPacked(m.precision),
          bytesPerNumber: m.precision === "fp32" ? 4 : 2,
        })) /
      split,
    adapters: (trained * ADAPTER_BYTES * share.optimizer) / split,
    kvCache: 0,
  };
}

/** Adapters stay in fp32 with their gradient and both moments. */
const ADAPTER_BYTES = 16;

/** Bytes of the weights: packed formats keep embeddings and norms in 16 bits. */
export function weightBytes(t: Transformer, precision: MemoryPrecision): number {
  const { total, linear } = parameterCount(t);
  return linear * BYTES[precision] + (total - linear) * Math.max(2, BYTES[precision]);
}

/**
 * Bytes a parameter. 4 bits in blocks of 64 with an fp32 scale are 4.5 bits; with the scales packed too, 4.127
 * (Dettmers 2023, arXiv 2305.14314, section 3). 8 bits have a scale a row.
 */
const BYTES: Readonly<Record<MemoryPrecision, number>> = {
  fp32: 4,
  amp: 4,
  bf16: 2,
  fp16: 2,
  fp8: 1,
  int8: 1,
  nf4: 0.5625,
  "nf4-dq": 0.5159,
  int2: 0.3125,
};

const isPacked = (precision: MemoryPrecision): boolean => BYTES[precision] < 2;

/** Bytes a trained parameter in gradients and in the optimizer's moments; moments have the weights' precision. */
function stateBytes(precision: MemoryPrecision, optimizer: Optimizer) {
  const wide = precision === "fp32" || precision === "amp";
  const number = wide ? 4 : 2;
  switch (optimizer) {
    case "adamw":
      return { gradients: number, moments: 2 * number };
    case "adamw-8bit":
      return { gradients: number, moments: 2 };
    case "sgd":
      return { gradients: number, moments: 0 };
  }
}

function sharesOf(sharding: Sharding, gpus: number) {
  switch (sharding) {
    case "none":
      return {};
    case "zero1":
      return { optimizer: 1 / gpus };
    case "zero2":
      return { optimizer: 1 / gpus, gradients: 1 / gpus };
    case "zero3":
      return { optimizer: 1 / gpus, gradients: 1 / gpus, weights: 1 / gpus };
  }
}

/** Sharded weights are gathered a layer at a time, the next one while this one works. */
const gathered = (m: MemoryCase, model: number, gpus: number): number =>
  m.sharding === "zero3" && gpus > 1 ? (2 * model) / m.transformer.layers : 0;

/** Frozen models beside the trained one: DPO's and PPO's reference, PPO's reward model. */
function frozenModels(method: TrainingMethod): number {
  if (method === "dpo") return 1;
  return method === "ppo" ? 2 : 0;
}

/** A comparison has two answers. */
const sequencesPerSample = (method: TrainingMethod): number => (method === "dpo" || method === "reward_model" ? 2 : 1);

function servingParts(m: MemoryCase): MemoryParts {
  const { transformer: t, tensorParallel } = m;
  const tokens = m.sequenceLength * m.microBatch;
  return {
    weights: weightBytes(t, m.precision) / tensorParallel,
    gradients: 0,
    optimizer: 0,
    // One layer at a time, for one sequence; logits of the last token only.
    activations:
      (m.sequenceLength * 2 * (2 * t.width + 2 * t.feedForwardWidth) + m.microBatch * t.vocabulary * 4) /
      tensorParallel,
    adapters: 0,
    kvCache: tokens * kvBytesPerToken(t, { bytesPerNumber: m.kvBytes, tensorParallel }),
  };
}

/** Sum of the parts. */
export const totalBytes = (parts: MemoryParts): number =>
  parts.weights + parts.gradients + parts.optimizer + parts.activations + parts.adapters + parts.kvCache;
