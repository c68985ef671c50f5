/** The form of the shared facts about GPUs and training: plain rows, each with its source. */
import { z } from "zod";
import { GPU_CLASSES, type TrainingCatalog } from "../analysis/training/catalog.ts";
import { PRECISIONS } from "../model/precision.ts";
import { TRAINING_METHODS } from "../model/training-method.ts";

const text = z.string().min(1);
const positive = z.number().positive();
const count = z.number().int().positive();

const gpu = z.strictObject({
  label: text,
  class: z.enum(GPU_CLASSES),
  names: z.array(text),
  bf16_tflops: positive,
  fp8_tflops: positive.optional(),
  fp32_tflops: positive,
  matmul_tflops: positive.optional(),
  memory_gib: positive,
  bandwidth_gb_s: positive,
  link_gb_s: positive.optional(),
  tdp_watt: positive,
  date: text,
  source: text,
  prices: z
    .array(
      z.strictObject({
        per_hour: positive,
        currency: z.enum(["EUR", "USD"]),
        terms: z.enum(["on-demand", "reserved"]),
        date: text,
        source: text,
      }),
    )
    .optional(),
});

const run = z.strictObject({
  label: text,
  method: z.enum(TRAINING_METHODS),
  parameters: positive,
  active_parameters: positive.optional(),
  critic_parameters: positive.optional(),
  tokens: positive,
  gpu: text,
  gpu_count: count.optional(),
  hours: positive.optional(),
  gpu_hours: positive,
  precision: z.enum(PRECISIONS),
  sequence_length: count.optional(),
  team: text,
  source: text,
});

const throughput = z.strictObject({
  label: text,
  method: z.enum(TRAINING_METHODS),
  parameters: positive,
  gpu: text,
  gpu_count: count,
  precision: z.enum(PRECISIONS),
  sequence_length: count,
  tokens_per_second: positive,
  team: text,
  source: text,
});

const scatter = z.strictObject({
  factor: positive,
  log_sd: positive,
  degrees_of_freedom: positive,
  rows: count,
  teams: count,
});

const accuracy = z.strictObject({
  rows: z.number().int().nonnegative(),
  teams: z.number().int().nonnegative(),
  median_error: z.number().nonnegative(),
  log_error: z.number().nonnegative(),
  coverage: z.number().min(0).max(1).optional(),
  interval_factor: positive.optional(),
});

const accuracies = z.strictObject({
  analogy: accuracy,
  first_principles: accuracy,
  measured: accuracy,
  combined: accuracy,
});

/** One file or several joined: what `assumptions/catalog/` holds for training. */
export const trainingCatalogFile = z.strictObject({
  gpu_facts: z.record(z.string(), gpu),
  training_runs: z.record(z.string(), run),
  training_throughput: z.array(throughput),
  training_efficiency: z.strictObject({
    date: text,
    source: text,
    benchmark_mfu: z.record(z.string(), positive),
    small_model_exponent: z.number(),
    gpu_count_exponent: z.number(),
    mixture_factor: positive,
    other_chip_factor: positive,
    whole_run: scatter,
    fine_tuning: scatter,
    ppo: scatter,
    unpack: z.strictObject({ seconds_per_billion: positive, gpu: text }),
    fine_tuning_overhead_fraction: z.number().nonnegative(),
  }),
  training_accuracy: z.strictObject({ date: text, whole_runs: accuracies, fine_tuning: accuracies }),
});

type File = z.output<typeof trainingCatalogFile>;

/** GPUs, runs and throughput with their keys. */
export const catalogRowsOf = (
  file: Pick<File, "gpu_facts" | "training_runs" | "training_throughput">,
): Pick<TrainingCatalog, "gpus" | "runs" | "throughput"> => ({
  gpus: Object.entries(file.gpu_facts).map(([key, facts]) => ({ key, ...facts })),
  runs: Object.entries(file.training_runs).map(([key, row]) => ({ key, ...row })),
  throughput: file.training_throughput,
});

/** Rows with their keys and the fit, as the analysis takes them. */
export const trainingCatalogOf = (file: File): TrainingCatalog => ({
  ...catalogRowsOf(file),
  efficiency: file.training_efficiency,
  accuracy: file.training_accuracy,
});
