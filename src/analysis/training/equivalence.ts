import type { EquivalenceBasis } from "../plan/reference-tables.ts";
import type { EfficiencyFit, GpuFacts } from "./catalog.ts";
import { cellOf } from "./run-efficiency.ts";

/** What D2.2 section 4.2.1 takes from NVIDIA 2023: an H100 is 20 % faster than an A100, whatever the card. */
const PUBLISHED_H100_OVER_A100 = 1.2;

/**
 * Hours of GPU `b` that one hour of GPU `a` replaces when both train in 16 bits.
 *
 * - `published`: 1.2 between a Hopper card and any other, as the deliverable counts, else 1
 * - `peak`: ratio of the 16-bit peaks
 * - `measured`: the same times what benchmarks reach of them; an H100 and an A100 come to 2.5 by the fit over all
 *   benchmarks and to 2.16 (median) over the 39 pairs that ran the same code
 */
export function gpuEquivalence(a: GpuFacts, b: GpuFacts, basis: EquivalenceBasis, fit: EfficiencyFit): number {
  switch (basis) {
    case "published":
      return published(a) / published(b);
    case "peak":
      return a.bf16_tflops / b.bf16_tflops;
    case "measured":
      return (a.bf16_tflops * reached(a, fit)) / (b.bf16_tflops * reached(b, fit));
  }
}

const published = (gpu: GpuFacts): number => (gpu.class === "hopper" ? PUBLISHED_H100_OVER_A100 : 1);

function reached(gpu: GpuFacts, { benchmark_mfu: cells }: EfficiencyFit): number {
  return cells[cellOf(gpu, "bf16")] ?? cells.ampere_bf16 ?? 1;
}
