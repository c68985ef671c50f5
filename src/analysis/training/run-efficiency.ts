import { flopPerToken } from "../../model/flop.ts";
import { benchmarkMfu } from "../../model/mfu.ts";
import { usualShape } from "../../model/model-shape.ts";
import { multiplyPrecision, type Precision } from "../../model/precision.ts";
import type { TrainingMethod } from "../../model/training-method.ts";
import { impliedMfu, meanTokensPerSecond } from "../../model/training-time.ts";
import type { EfficiencyFit, GpuFacts, ThroughputRow, TrainingRun } from "./catalog.ts";
import { gpuNamed, peakTflops } from "./gpu-lookup.ts";

/** A run or a benchmark in the terms that an efficiency is fitted in. */
export interface Observed {
  readonly label: string;
  readonly method: TrainingMethod;
  readonly gpu: GpuFacts;
  readonly gpuCount: number;
  readonly precision: Precision;
  /** Parameters that a token passes through. */
  readonly parameters: number;
  readonly tokens: number;
  readonly sequenceLength: number;
  readonly flopPerToken: number;
  readonly tokensPerSecond: number;
  readonly mfu: number;
  readonly team: string;
}

/** What runs are taken to be where they do not say: the middle of published pre-training runs. */
export const UNSTATED = { sequenceLength: 2048, gpuCount: 512 } as const;

/** A whole run, in those terms; undefined where its GPU is unknown. */
export function observedRun(run: TrainingRun, gpus: readonly GpuFacts[]): Observed | undefined {
  const gpu = gpuNamed(gpus, run.gpu);
  if (!gpu) return undefined;
  return observed({
    ...run,
    gpu,
    gpuCount: run.gpu_count ?? UNSTATED.gpuCount,
    criticParameters: run.critic_parameters ?? run.parameters,
    parameters: run.active_parameters ?? run.parameters,
    sequenceLength: run.sequence_length ?? UNSTATED.sequenceLength,
    tokensPerSecond: meanTokensPerSecond({ tokens: run.tokens, gpuHours: run.gpu_hours }),
  });
}

/** A throughput, in those terms; undefined where its GPU is unknown. */
export function observedThroughput(row: ThroughputRow, gpus: readonly GpuFacts[]): Observed | undefined {
  const gpu = gpuNamed(gpus, row.gpu);
  if (!gpu) return undefined;
  return observed({
    ...row,
    gpu,
    tokens: 0,
    gpuCount: row.gpu_count,
    criticParameters: row.parameters,
    sequenceLength: row.sequence_length,
    tokensPerSecond: row.tokens_per_second,
  });
}

function observed(row: Omit<Observed, "flopPerToken" | "mfu"> & { readonly criticParameters: number }): Observed {
  const flop = flopPerToken({ ...row, shape: usualShape(row) });
  const { label, method, gpu, gpuCount, precision, parameters, tokens, sequenceLength, tokensPerSecond, team } = row;
  return {
    label,
    method,
    gpu,
    gpuCount,
    precision,
    parameters,
    tokens,
    sequenceLength,
    tokensPerSecond,
    team,
    flopPerToken: flop,
    mfu: impliedMfu({ peakTflops: usedPeak(gpu, precision), tokensPerSecond, flopPerToken: flop }),
  };
}

/** The peak at the precision, or the 16-bit one where a row states a precision that its GPU does not have. */
export const usedPeak = (gpu: GpuFacts, precision: Precision): number => peakTflops(gpu, precision) ?? gpu.bf16_tflops;

/** The cell of the benchmark table that a GPU and precision fall in. */
export const cellOf = (gpu: Pick<GpuFacts, "class">, precision: Precision): string =>
  `${gpu.class}_${multiplyPrecision(precision)}`;

/**
 * MFU that a benchmark of this size, GPU and precision would reach. Classes that nobody measured take what GPUs of the
 * Ampere class reach, and fp8 there what Hopper reaches.
 */
export function expectedBenchmarkMfu(
  row: Pick<Observed, "gpu" | "precision" | "parameters" | "gpuCount">,
  fit: EfficiencyFit,
): number {
  const { benchmark_mfu: cells } = fit;
  const fallback = multiplyPrecision(row.precision) === "fp8" ? "hopper_fp8" : "ampere_bf16";
  const mfu = cells[cellOf(row.gpu, row.precision)] ?? cells[fallback];
  if (mfu === undefined) throw new RangeError(`no benchmark MFU of ${fallback} was fitted`);
  return benchmarkMfu({
    benchmarkMfu: mfu,
    parameters: row.parameters,
    gpuCount: row.gpuCount,
    smallModelExponent: fit.small_model_exponent,
    gpuCountExponent: fit.gpu_count_exponent,
  });
}
