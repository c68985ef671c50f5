/** Facts about hardware and published training, shared by all plans: plain rows, each with its source. */
import type { Precision } from "../../model/precision.ts";
import type { TrainingMethod } from "../../model/training-method.ts";

export const GPU_CLASSES = ["volta", "ampere", "ada", "hopper", "blackwell", "gaudi", "tpu", "cdna"] as const;
/** GPUs of one class run the same software about equally well for their peak. */
export type GpuClass = (typeof GPU_CLASSES)[number];

/** What a GPU can do. Peaks are dense, without sparsity. */
export interface GpuFacts {
  readonly key: string;
  readonly label: string;
  readonly class: GpuClass;
  /** Other names, as papers spell them. */
  readonly names: readonly string[];
  readonly bf16_tflops: number;
  /** Absent where the GPU does not have the precision. */
  readonly fp8_tflops?: number | undefined;
  readonly fp32_tflops: number;
  /** Best bf16 matrix multiplication that was measured. */
  readonly matmul_tflops?: number | undefined;
  readonly memory_gib: number;
  readonly bandwidth_gb_s: number;
  /** To other GPUs of the same server, in one direction. */
  readonly link_gb_s?: number | undefined;
  readonly tdp_watt: number;
  readonly date: string;
  readonly source: string;
  readonly prices?: readonly GpuPrice[] | undefined;
}

/** Rent of one GPU for an hour. */
export interface GpuPrice {
  readonly per_hour: number;
  readonly currency: "EUR" | "USD";
  readonly terms: "on-demand" | "reserved";
  readonly date: string;
  readonly source: string;
}

/** A whole training run as published. */
export interface TrainingRun {
  readonly key: string;
  readonly label: string;
  readonly method: TrainingMethod;
  readonly parameters: number;
  readonly active_parameters?: number | undefined;
  /** Parameters of critic and reward model, where the run has them. */
  readonly critic_parameters?: number | undefined;
  /** Tokens seen, over all epochs. */
  readonly tokens: number;
  readonly gpu: string;
  readonly gpu_count?: number | undefined;
  readonly hours?: number | undefined;
  readonly gpu_hours: number;
  readonly precision: Precision;
  readonly sequence_length?: number | undefined;
  /** Who trained it; runs of one team share what they know, so tests leave them out together. */
  readonly team: string;
  readonly source: string;
}

/** A measured throughput: a benchmark, or the steady part of a run. */
export interface ThroughputRow {
  readonly label: string;
  readonly method: TrainingMethod;
  readonly parameters: number;
  readonly gpu: string;
  readonly gpu_count: number;
  readonly precision: Precision;
  readonly sequence_length: number;
  readonly tokens_per_second: number;
  readonly team: string;
  readonly source: string;
}

/** A number on the log scale with its scatter between teams. */
export interface LogScatter {
  /** e to the mean of the logarithms. */
  readonly factor: number;
  /** Standard deviation of the logarithm for a run by a new team, as leaving each team out shows it. */
  readonly log_sd: number;
  readonly degrees_of_freedom: number;
  readonly rows: number;
  readonly teams: number;
}

/** MFU of benchmarks, and how other work compares with it; fitted by scripts/fit-mfu.ts. */
export interface EfficiencyFit {
  /** MFU of a benchmark of a model of 1 billion parameters or more on 8 GPUs. */
  readonly benchmark_mfu: Readonly<Record<string, number>>;
  /** Exponent of (parameters ÷ 10⁹) below 10⁹. */
  readonly small_model_exponent: number;
  /** Exponent of (GPUs ÷ 8). */
  readonly gpu_count_exponent: number;
  /** MFU of a mixture of experts over that of a dense model, FLOP counted by active parameters. */
  readonly mixture_factor: number;
  /** MFU of chips that no benchmark covers over that of the Ampere class. */
  readonly other_chip_factor: number;
  /** A whole pre-training run compared with a benchmark. */
  readonly whole_run: LogScatter;
  /** Steady throughput of SFT, LoRA and the like compared with a benchmark of pre-training. */
  readonly fine_tuning: LogScatter;
  /** PPO, generation included, compared with a benchmark of pre-training. */
  readonly ppo: LogScatter;
  /** Unpacking 4-bit weights: seconds a billion parameters and micro-batch, on the reference GPU. */
  readonly unpack: { readonly seconds_per_billion: number; readonly gpu: string };
  /** Time for evaluation and start-up of fine-tuning, as a share of training time. */
  readonly fine_tuning_overhead_fraction: number;
}

/** How an estimate did on teams that were left out of its fit. */
export interface EstimateAccuracy {
  readonly rows: number;
  readonly teams: number;
  /** Median of |estimate ÷ truth − 1|. */
  readonly median_error: number;
  /** Root mean square of ln(estimate ÷ truth). */
  readonly log_error: number;
  /** Share of truths inside the 90 % interval, where the estimate states one. */
  readonly coverage?: number | undefined;
  /** Median of the interval's high end over its low end. */
  readonly interval_factor?: number | undefined;
}

export const ESTIMATES = ["analogy", "first_principles", "measured", "combined"] as const;
export type EstimateName = (typeof ESTIMATES)[number];

export type AccuracyTable = Readonly<Record<EstimateName, EstimateAccuracy>>;

export interface TrainingCatalog {
  readonly gpus: readonly GpuFacts[];
  readonly runs: readonly TrainingRun[];
  readonly throughput: readonly ThroughputRow[];
  readonly efficiency: EfficiencyFit;
  readonly accuracy: { readonly whole_runs: AccuracyTable; readonly fine_tuning: AccuracyTable };
}
