import type { Precision } from "../../model/precision.ts";
import type { ModelServer, ServingEfficiency } from "../../model/serving-step.ts";
import type { MemoryPrecision } from "../../model/training-memory.ts";
import type { Transformer } from "../../model/transformer.ts";
import type { GpuFacts } from "../training/catalog.ts";
import { peakTflops } from "../training/gpu-lookup.ts";

/** PCIe 4 with 16 lanes, one direction, where the catalog states no faster link. */
const PCIE_GB_S = 32;

/** What a server is made of, by name. */
export interface ServerParts {
  readonly transformer: Transformer;
  readonly gpu: GpuFacts;
  readonly tensorParallel: number;
  readonly precision: Precision;
  /** Precision of the KV cache; that of 8-bit weights, else 16 bits, where absent. */
  readonly kvPrecision?: "bf16" | "fp8" | undefined;
}

/** A model on GPUs of the catalog; undefined where the GPU does not multiply in the precision. */
export function serverOf(parts: ServerParts, efficiency: ServingEfficiency): ModelServer | undefined {
  const { transformer, gpu, tensorParallel, precision } = parts;
  const peak = peakTflops(gpu, precision);
  if (peak === undefined) return undefined;
  return {
    transformer,
    precision: precision satisfies MemoryPrecision,
    kvBytes: (parts.kvPrecision ?? (precision === "fp8" ? "fp8" : "bf16")) === "fp8" ? 1 : 2,
    gpu: {
      peakTflops: peak,
      bf16Tflops: gpu.bf16_tflops,
      memoryGib: gpu.memory_gib,
      bandwidthGbS: gpu.bandwidth_gb_s,
      linkGbS: gpu.link_gb_s ?? PCIE_GB_S,
    },
    tensorParallel,
    efficiency,
    speedFactor: 1,
  };
}
