import type { TrainingMethod } from "../../model/training-method.ts";
import { slowedTokensPerSecond, tokensPerSecond, unpackSeconds } from "../../model/training-time.ts";
import type { EfficiencyFit, GpuFacts, LogScatter } from "./catalog.ts";
import { gpuNamed } from "./gpu-lookup.ts";
import { expectedBenchmarkMfu, usedPeak } from "./run-efficiency.ts";
import { caseFlopPerToken, type TrainingCase } from "./training-case.ts";

/** How runs of a method compare with a benchmark, and how much that scatters. */
export function methodScatter(method: TrainingMethod, fit: EfficiencyFit): LogScatter {
  switch (method) {
    case "pretraining":
      return fit.whole_run;
    case "sft":
    case "lora":
    case "qlora":
    case "reward_model":
    case "dpo":
      return fit.fine_tuning;
    case "ppo":
      return fit.ppo;
  }
}

/** The MFU that a run is expected to reach: a benchmark's, times what work of the method reaches of that. */
export const expectedMfu = (run: TrainingCase, fit: EfficiencyFit): number =>
  expectedBenchmarkMfu(run, fit) * methodScatter(run.method, fit).factor;

/** Tokens a second on one GPU at some MFU; QLoRA also waits for its weights to be unpacked. */
export function throughputAt(
  run: TrainingCase,
  mfu: number,
  { efficiency, gpus }: { readonly efficiency: EfficiencyFit; readonly gpus: readonly GpuFacts[] },
): number {
  const plain = tokensPerSecond({
    peakTflops: usedPeak(run.gpu, run.precision),
    mfu,
    flopPerToken: caseFlopPerToken(run),
  });
  if (run.method !== "qlora") return plain;
  const reference = gpuNamed(gpus, efficiency.unpack.gpu) ?? run.gpu;
  return slowedTokensPerSecond({
    tokensPerSecond: plain,
    microBatchTokens: run.microBatch * run.sequenceLength,
    waitSeconds: unpackSeconds({
      parameters: run.parameters,
      secondsPerBillion: efficiency.unpack.seconds_per_billion,
      bandwidthGbS: run.gpu.bandwidth_gb_s,
      referenceBandwidthGbS: reference.bandwidth_gb_s,
    }),
  });
}
