/** Whether a case fits on its GPUs, on how many of each kind it would, and what to change where it does not. */
import { type MemoryCase, type MemoryParts, memoryParts, totalBytes } from "../../model/training-memory.ts";
import type { GpuFacts } from "../training/catalog.ts";

const BYTES_PER_GIB = 2 ** 30;

/**
 * What the driver's context, libraries and gaps between allocations take, on top of what is counted: 1 GiB and 5 % of the
 * memory; vLLM keeps 10 % free by default, PyTorch's allocator less.
 */
export const usableGib = (memoryGib: number): number => 0.95 * memoryGib - 1;

const totalGib = (m: MemoryCase): number => totalBytes(memoryParts(m)) / BYTES_PER_GIB;

/** The fewest GPUs of a kind that hold the case. */
export interface SmallestFit {
  readonly gpu: string;
  readonly label: string;
  /** Absent where no number up to the most looked at is enough. */
  readonly count?: number;
  readonly totalGib?: number;
  readonly memoryGib: number;
}

/** Clusters are built in powers of two; a thousand GPUs are more than fine-tuning ever took. */
const COUNTS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

/** For each GPU the smallest number that holds the case: shared by ZeRO 3 for training, by tensor parallelism for serving. */
export function smallestFits(m: MemoryCase, gpus: readonly GpuFacts[]): readonly SmallestFit[] {
  return gpus.map(({ key, label, memory_gib: memoryGib }) => {
    const count = COUNTS.find((gpuCount) => totalGib(onGpus(m, gpuCount)) <= usableGib(memoryGib));
    return {
      gpu: key,
      label,
      memoryGib,
      ...(count !== undefined && { count, totalGib: totalGib(onGpus(m, count)) }),
    };
  });
}

/** GiB on each GPU, part by part. */
export interface PartsOfCount {
  readonly gpuCount: number;
  readonly partsGib: MemoryParts;
}

/** The case as it is, and around it on powers of two up to `most` GPUs, at most six numbers in all. */
export function partsByCount(m: MemoryCase, most: number): readonly PartsOfCount[] {
  const others = COUNTS.filter((count) => count !== m.gpuCount && count <= Math.max(most, m.gpuCount));
  const counts = [m.gpuCount, ...others.slice(-(MOST_BARS - 1))].sort((a, b) => a - b);
  return counts.map((gpuCount) => {
    const parts = memoryParts(gpuCount === m.gpuCount ? m : onGpus(m, gpuCount));
    const gib = (bytes: number): number => bytes / BYTES_PER_GIB;
    return {
      gpuCount,
      partsGib: {
        weights: gib(parts.weights),
        gradients: gib(parts.gradients),
        optimizer: gib(parts.optimizer),
        activations: gib(parts.activations),
        adapters: gib(parts.adapters),
        kvCache: gib(parts.kvCache),
      },
    };
  });
}

const MOST_BARS = 6;

/** The case on so many GPUs, its states shared as far as they can be. */
function onGpus(m: MemoryCase, gpuCount: number): MemoryCase {
  if (m.method !== "inference") {
    const tensorParallel = Math.min(m.tensorParallel, gpuCount);
    return { ...m, gpuCount, tensorParallel, sharding: gpuCount > 1 ? "zero3" : m.sharding };
  }
  return { ...m, gpuCount, tensorParallel: Math.min(gpuCount, m.transformer.heads) };
}

/** A change that saves memory, and what would be left. */
export interface Saving {
  readonly change: string;
  readonly totalGib: number;
  readonly fits: boolean;
}

/** Changes that can be made to a case, each by itself, the least costly first. */
export function savings(m: MemoryCase, gpu: GpuFacts): readonly Saving[] {
  const before = totalGib(m);
  return CHANGES.flatMap(({ change, to }) => {
    const changed = to(m);
    if (!changed) return [];
    const after = totalGib(changed);
    return after < 0.99 * before ? [{ change, totalGib: after, fits: after <= usableGib(gpu.memory_gib) }] : [];
  });
}

const trains = ({ method }: MemoryCase): boolean => method !== "inference";

/** A change that is made already, or that does not matter to the case, saves nothing and is not shown. */
const CHANGES: readonly { readonly change: string; readonly to: (m: MemoryCase) => MemoryCase | undefined }[] = [
  { change: "flash attention", to: (m) => ({ ...m, flash: true }) },
  {
    change: "gradient checkpointing (a third more computation)",
    to: (m) => ({ ...m, checkpointing: true }),
  },
  {
    change: "micro-batch 1, gradients accumulated over more steps",
    to: (m) => ({ ...m, microBatch: 1 }),
  },
  {
    change: "ZeRO stage 3 or FSDP over the same GPUs",
    to: (m) => ({ ...m, sharding: "zero3" }),
  },
  {
    change: "tensor parallelism over the same GPUs",
    to: (m) => (m.gpuCount > m.tensorParallel ? { ...m, tensorParallel: Math.min(m.gpuCount, 8) } : undefined),
  },
  {
    change: "8-bit optimizer states",
    to: (m) => ({ ...m, optimizer: "adamw-8bit" }),
  },
  {
    change: "half the sequence length",
    to: (m) => (m.sequenceLength > 512 ? { ...m, sequenceLength: m.sequenceLength / 2 } : undefined),
  },
  {
    change: "LoRA instead of all weights",
    to: (m) => (trains(m) && m.method !== "lora" && m.method !== "qlora" ? { ...m, method: "lora" } : undefined),
  },
  {
    change: "QLoRA: weights in 4 bits (slower steps)",
    to: (m) => (trains(m) && m.precision !== "nf4" ? { ...m, method: "qlora", precision: "nf4" } : undefined),
  },
  {
    change: "weights in 8 bits",
    to: (m) =>
      !trains(m) && (m.precision === "bf16" || m.precision === "fp16") ? { ...m, precision: "fp8" } : undefined,
  },
  {
    change: "weights in 4 bits",
    to: (m) => (!trains(m) && m.precision !== "nf4" ? { ...m, precision: "nf4" } : undefined),
  },
  { change: "KV cache in fp8", to: (m) => ({ ...m, kvBytes: 1 }) },
];

/** Recipes that save memory in ways that are not counted here; an estimate for them is too high. */
export const NOT_MODELLED = [
  "losses computed in chunks of the vocabulary",
  "optimizer steps inside the backward pass",
  "offloading to the host",
  "pipeline parallelism",
] as const;
