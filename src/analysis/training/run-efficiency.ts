import { flopPerToken } from "../../model/flop.ts";
import { benchmarkMfu } from "../../model/mfu.ts";
import { usualShape } from "../../model/model-shape.ts";
import { multiplyPrecision, type Precision } from "../../model/precision.ts";
import type { TrainingMethod } from "../../model/training-method.ts";
import { impliedMfu, meanTokensPerSecond } from "../../model/training-time.ts";
import type { EfficiencyFit, GpuClass, GpuFacts, ThroughputRow, TrainingRun } from "./catalog.ts";
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
  /** Whether a token passes through some of the parameters only. */
  readonly mixture: boolean;
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
    mixture: isMixture(run.active_parameters, run.parameters),
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
    mixture: false,
    gpuCount: row.gpu_count,
    criticParameters: row.parameters,
    sequenceLength: row.sequence_length,
    tokensPerSecond: row.tokens_per_second,
  });
}

function observed(row: Omit<Observed, "flopPerToken" | "mfu"> & { readonly criticParameters: number }): Observed {
  const flop = flopPerToken({ ...row, shape: usualShape(row) });
  const { criticParameters: _, ...seen } = row;
  return {
    ...seen,
    flopPerToken: flop,
    mfu: impliedMfu({
      peakTflops: usedPeak(row.gpu, row.precision),
      tokensPerSecond: row.tokensPerSecond,
      flopPerToken: flop,
    }),
  };
}

/** Dense models are sometimes stated with a count of parameters without embeddings, which is no mixture of experts. */
export const isMixture = (active: number | undefined, parameters: number): boolean =>
  active !== undefined && active < MOST_ACTIVE * parameters;

/** Published mixtures have at most half of their parameters active. */
const MOST_ACTIVE = 0.7;

/** The peak at the precision, or the 16-bit one where a row states a precision that its GPU does not have. */
export const usedPeak = (gpu: GpuFacts, precision: Precision): number => peakTflops(gpu, precision) ?? gpu.bf16_tflops;

/** The cell of the benchmark table that a GPU and precision fall in. */
export const cellOf = (gpu: Pick<GpuFacts, "class">, precision: Precision): string =>
  `${gpu.class}_${multiplyPrecision(precision)}`;

/** MFU that a benchmark of this size, GPU and precision would reach. */
export function expectedBenchmarkMfu(
  row: Pick<Observed, "gpu" | "precision" | "parameters" | "mixture" | "gpuCount">,
  fit: MfuFit,
): number {
  const { benchmark_mfu: cells } = fit;
  const fallback = fallbackCell(row.gpu.class, row.precision);
  const mfu = cells[cellOf(row.gpu, row.precision)] ?? cells[fallback];
  if (mfu === undefined) throw new RangeError(`no benchmark MFU of ${fallback} was fitted`);
  return benchmarkMfu({
    benchmarkMfu: mfu,
    parameters: row.parameters,
    gpuCount: row.gpuCount,
    smallModelExponent: fit.small_model_exponent,
    gpuCountExponent: fit.gpu_count_exponent,
    mixtureFactor: row.mixture ? fit.mixture_factor : 1,
    chipFactor: isOtherChip(row.gpu) ? fit.other_chip_factor : 1,
  });
}

/** How MFU depends on what is known before a run. */
export type MfuFit = Pick<
  EfficiencyFit,
  "benchmark_mfu" | "small_model_exponent" | "gpu_count_exponent" | "mixture_factor" | "other_chip_factor"
>;

/** What stands in for a cell that nobody measured: fp8 and newer chips take Hopper, the others Ampere. */
const fallbackCell = (chip: GpuClass, precision: Precision): string =>
  multiplyPrecision(precision) === "fp8" ? "hopper_fp8" : chip === "blackwell" ? "hopper_bf16" : "ampere_bf16";

/**
 * Chips that no benchmark here covers and whose whole runs fall short of Ampere's: V100, TPU, MI250X. Gaudi 2 has no whole
 * run here, and its submission to MLPerf reaches what Ampere does.
 */
export function isOtherChip({ class: chip }: Pick<GpuFacts, "class">): boolean {
  switch (chip) {
    case "ampere":
    case "ada":
    case "hopper":
    case "blackwell":
    case "gaudi":
      return false;
    case "volta":
    case "tpu":
    case "cdna":
      return true;
  }
}
