/** Published rows that a plan leans on: GPUs and what they replace, datasets, training runs, ratios of rows. */
import type { Combination } from "../combination.ts";
import type { Quantity } from "../node.ts";

/** Rows by key; the source of the whole table stands in each quantity. */
export interface Table<Row> {
  readonly rows: Readonly<Record<string, Row>>;
}

export interface GpuRow {
  readonly label: string;
  readonly peak_tflops?: Quantity;
}

/** How many hours of a GPU one H100-hour replaces, or the GPU whose factor it shares. */
export interface EquivalenceRow {
  readonly gpu_hours_per_h100_hour?: Quantity;
  readonly same_as?: string;
}

export interface DatasetRow {
  readonly label: string;
  readonly turns?: string;
  readonly construction?: string;
  readonly instances: Quantity;
  readonly words: Quantity;
}

/** A published training run: GPUs and a time, or GPU-hours, or a computation with a utilisation. */
export interface RunRow {
  readonly label: string;
  readonly released?: string;
  readonly method?: string;
  readonly gpu?: string;
  readonly dataset?: string;
  readonly parameters?: Quantity;
  readonly training_tokens?: Quantity;
  readonly instances?: Quantity;
  readonly epochs?: Quantity;
  readonly batch_size?: Quantity;
  readonly gpu_count?: Quantity;
  readonly duration_days?: Quantity;
  readonly duration_hours?: Quantity;
  readonly gpu_hours?: Quantity;
  readonly petaflop_days?: Quantity;
  readonly utilisation_fraction?: Quantity;
}

export interface RatioAssumption {
  readonly label: string;
  readonly source: string;
  readonly is: Combination;
}

export type EquivalenceBasis = "published" | "measured" | "peak";

export const RUN_TABLES = ["pretraining", "sft_runs", "sft_llama", "alignment", "lora_llama"] as const;
export type RunTable = (typeof RUN_TABLES)[number];
