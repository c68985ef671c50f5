import { plainGpuName } from "../../model/gpu-name.ts";
import { multiplyPrecision, type Precision } from "../../model/precision.ts";
import type { GpuFacts } from "./catalog.ts";

/** The GPU that a name means, in any usual spelling and case; undefined where none does. */
export function gpuNamed(gpus: readonly GpuFacts[], name: string): GpuFacts | undefined {
  const plain = plainGpuName(name);
  if (plain === "") return undefined;
  return gpus.find(({ key, names }) => [key, ...names].some((known) => plainGpuName(known) === plain));
}

/** Dense peak for the multiplications of a precision; undefined where the GPU does not have it. */
export function peakTflops(gpu: GpuFacts, precision: Precision): number | undefined {
  switch (multiplyPrecision(precision)) {
    case "bf16":
      return gpu.bf16_tflops;
    case "fp8":
      return gpu.fp8_tflops;
    case "fp32":
      return gpu.fp32_tflops;
  }
}

/** The precisions that a GPU can train in. Cards of the Volta and Turing generations multiply in fp16, not in bf16. */
export const precisionsOf = (gpu: GpuFacts): readonly Precision[] =>
  (["fp32", "bf16", "fp16", "fp8", "int8", "nf4"] as const).filter(
    (precision) => peakTflops(gpu, precision) !== undefined && !(precision === "bf16" && gpu.class === "volta"),
  );

/** The precision that models are trained in where nothing is said: 16 bits, as bf16 where the GPU has it. */
export const usualPrecision = (gpu: GpuFacts): Precision => (gpu.class === "volta" ? "fp16" : "bf16");
