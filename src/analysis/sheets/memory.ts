import { kvBytesPerToken, kvTokensIn } from "../../model/kv-cache.ts";
import { type MemoryCase, type MemoryParts, memoryParts, totalBytes } from "../../model/training-memory.ts";
import { type Figure, figure, type Quantity } from "../node.ts";

const BYTES_PER_GIB = 2 ** 30;

/** A case with its numbers as nodes, and the memory that there is. */
export interface PlannedMemory {
  /** Words and shape; its numbers are those of the nodes below. */
  readonly m: MemoryCase;
  readonly sequenceLength: Quantity;
  readonly microBatch: Quantity;
  readonly gpuCount: Quantity;
  readonly rank: Quantity;
  /** Memory of one GPU. */
  readonly memoryGib: Quantity;
  /** Share of it that serving software may use. */
  readonly utilisationFraction: Quantity;
  /** Memory for the KV cache, where it is known and not what is left. */
  readonly kvMemoryGib?: Quantity | undefined;
}

const PARTS: readonly (readonly [name: string, part: keyof MemoryParts, label: string, formula: string])[] = [
  ["weights", "weights", "Weights", "parameters × bytes, embeddings in 16 bits; shared among GPUs"],
  ["gradients", "gradients", "Gradients", "trained parameters × bytes; shared from ZeRO 2 on"],
  ["optimizer", "optimizer", "Optimizer states", "trained parameters × two moments; shared from ZeRO 1 on"],
  ["activations", "activations", "Activations", "tokens of a micro-batch × (layers kept × bytes a layer + logits)"],
  [
    "adapters",
    "adapters",
    "Adapters with their states",
    "rank × (inputs + outputs) of the targets × layers × 16 bytes",
  ],
  ["kv_cache", "kvCache", "KV cache", "tokens × 2 × layers × key heads × head width × bytes"],
];

/** Memory of one GPU, part by part, and how many tokens its KV cache holds. */
export function memorySheet(a: PlannedMemory): readonly Figure<number>[] {
  const { m, memoryGib, utilisationFraction, kvMemoryGib } = a;
  const numbers = {
    sequenceLength: a.sequenceLength,
    microBatch: a.microBatch,
    gpuCount: a.gpuCount,
    rank: a.rank,
  };
  const parts = figure({
    id: "memory.parts",
    unit: "bytes",
    label: "What one GPU holds",
    formula: "weights, gradients, optimizer states, activations, adapters, KV cache",
    of: numbers,
    by: (x) => memoryParts({ ...m, ...x }),
    internal: true,
  });
  const served = figure({
    id: "memory.serving_parts",
    unit: "bytes",
    label: "What one GPU would hold to serve the model",
    formula: "weights, activations",
    of: numbers,
    by: (x) => memoryParts({ ...m, ...x, method: "inference" }),
    internal: true,
  });
  const shown = PARTS.map(([name, part, label, formula]) =>
    figure({
      id: `memory.${name}_gib`,
      unit: "GiB",
      label: `${label}, on each GPU`,
      formula,
      of: { parts },
      by: (x) => x.parts[part] / BYTES_PER_GIB,
    }),
  );
  const total = figure({
    id: "memory.total_gib",
    unit: "GiB",
    label: "Total, on each GPU",
    formula: "sum of the parts",
    of: { parts },
    by: (x) => totalBytes(x.parts) / BYTES_PER_GIB,
  });
  const bytesPerToken = kvBytesPerToken(m.transformer, { bytesPerNumber: m.kvBytes, tensorParallel: m.tensorParallel });
  const room = kvMemoryGib
    ? figure({
        id: "memory.kv_room_gib",
        unit: "GiB",
        label: "Memory for the KV cache, on each GPU",
        formula: "as stated",
        of: { kvMemoryGib },
        by: (x) => x.kvMemoryGib,
      })
    : figure({
        id: "memory.kv_room_gib",
        unit: "GiB",
        label: "Memory for the KV cache, on each GPU",
        formula: "memory × share that serving may use − weights − activations",
        of: { memoryGib, utilisationFraction, served },
        by: (x) => {
          const taken = (x.served.weights + x.served.activations) / BYTES_PER_GIB;
          return Math.max(0, x.memoryGib * x.utilisationFraction - taken);
        },
      });
  const tokens = figure({
    id: "memory.kv_cache_tokens",
    unit: "tokens",
    label: "Tokens that the KV cache holds",
    formula: "⌊memory ÷ (16 × bytes a token)⌋ × 16",
    of: { room },
    by: (x) => kvTokensIn({ bytes: x.room * BYTES_PER_GIB, bytesPerToken }),
  });
  return [...shown, total, room, tokens];
}
