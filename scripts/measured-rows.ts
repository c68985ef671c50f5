/** The measured tables that lie beside the project, as rows that efficiencies are fitted to. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { GpuFacts, ThroughputRow, TrainingRun } from "../src/analysis/training/catalog.ts";
import type { FitRows } from "../src/analysis/training/fit.ts";
import { type Refused, siftRuns, siftThroughput } from "../src/analysis/training/sanity.ts";
import { precisionNamed } from "../src/model/precision.ts";

/** Where the tables are, if anywhere. */
export const MEASURED = join(import.meta.dirname, "../../shared/data");
export const measuredTablesExist = (): boolean => existsSync(join(MEASURED, "throughput.csv"));

type Record = Readonly<{ [column: string]: string }>;

export const measuredTable = (name: string): readonly Record[] =>
  parse(readFileSync(join(MEASURED, name), "utf8"), { columns: true }) as readonly Record[];

/** All rows that a fit can use. `catalogRuns` adds what other documents state. */
export function measuredRows(
  gpus: readonly GpuFacts[],
  catalogRuns: readonly TrainingRun[],
): FitRows & { readonly refused: readonly Refused[] } {
  const throughput = measuredTable("throughput.csv");
  const benchmarks = siftThroughput(throughput.flatMap(benchmarkRow), gpus);
  const fineTuning = siftThroughput(throughput.flatMap(fineTuningRow), gpus);
  const runs = siftRuns(catalogRuns, gpus);
  return {
    benchmarks: benchmarks.rows,
    fineTuning: fineTuning.rows,
    wholeRuns: runs.rows.filter(({ method }) => method === "pretraining"),
    ppo: runs.rows.filter(({ method }) => method === "ppo"),
    unpackSeconds: unpackSeconds(throughput),
    overheads: overheads(throughput),
    refused: [...benchmarks.refused, ...fineTuning.refused, ...runs.refused],
  };
}

/** Benchmarks of pre-training with a stated throughput: not whole runs. */
function benchmarkRow(row: Record): readonly ThroughputRow[] {
  if (row.workload !== "pretrain" || !row.tokens_per_s_per_gpu || row.basis?.startsWith("derived")) return [];
  return [rowOf(row, "pretraining")];
}

function fineTuningRow(row: Record): readonly ThroughputRow[] {
  if ((row.workload !== "lora" && row.workload !== "sft") || !row.tokens_per_s_per_gpu) return [];
  return [rowOf(row, row.workload)];
}

function rowOf(row: Record, method: ThroughputRow["method"]): ThroughputRow {
  return {
    label: row.model ?? "",
    method,
    parameters: Number(row.params_b) * 1e9,
    gpu: row.gpu ?? "",
    gpu_count: Number(row.n_gpu) || 8,
    precision: precisionOf(row),
    sequence_length: Number(row.seq_len) || 2048,
    tokens_per_second: Number(row.tokens_per_s_per_gpu),
    team: teamOf(row),
    source: row.source ?? "",
  };
}

/** MLPerf submissions do not say; those on NVIDIA's stack ran in FP8, those on DeepSpeed and on Gaudi in BF16. */
function precisionOf({ precision = "", source = "" }: Record): ThroughputRow["precision"] {
  if (/submission/.test(precision)) return /deepspeed|Habana/.test(source) ? "bf16" : "fp8";
  return precisionNamed(precision) ?? "bf16";
}

/** Who built what was measured: submissions to MLPerf on NVIDIA's stack are one team, whoever ran them. */
function teamOf({ source = "" }: Record): string {
  if (/Juniper/.test(source)) return "juniper";
  if (/Habana/.test(source)) return "habana";
  if (/training_results_v/.test(source)) return "mlperf_nvidia";
  if (/NeMo/.test(source)) return "nvidia";
  return source.split(/[@:/]/)[0] ?? source;
}

/** LoRA and QLoRA of the same model with the same batch, minutes for 1000 steps: what unpacking adds. */
function unpackSeconds(rows: readonly Record[]): readonly number[] {
  const timed = rows.filter(({ basis }) => basis?.startsWith("measured: minutes per 1000"));
  const plain = timed.filter(({ workload, note }) => workload === "lora" && note === "micro batch 1");
  return timed
    .filter(({ workload }) => workload === "qlora")
    .flatMap((packed) => {
      const same = plain.find(({ model }) => model === packed.model);
      if (!same) return [];
      const seconds = ((Number(packed.hours) - Number(same.hours)) * 3600) / 1000;
      return [seconds / Number(packed.params_b)];
    });
}

/** Wall-clock time of fine-tuning over what its throughput alone would take, less 1. */
function overheads(rows: readonly Record[]): readonly number[] {
  return rows
    .filter(({ workload, basis }) => workload === "lora" && basis?.startsWith("measured: median tracked"))
    .map((row) => (Number(row.gpu_hours) * 3600 * Number(row.tokens_per_s_per_gpu)) / Number(row.dataset_tokens) - 1);
}
