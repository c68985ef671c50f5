import type { EfficiencyFit, GpuFacts, LogScatter, TrainingCatalog } from "../../../src/analysis/training/catalog.ts";
import type { Observed } from "../../../src/analysis/training/run-efficiency.ts";
import { caseFlopPerToken, caseOf } from "../../../src/analysis/training/training-case.ts";

const facts = (key: string, label: string, rest: Pick<GpuFacts, "class" | "bf16_tflops"> & Partial<GpuFacts>) => ({
  key,
  label,
  names: [],
  fp32_tflops: 20,
  memory_gib: 80,
  bandwidth_gb_s: 2000,
  tdp_watt: 400,
  date: "2026-01-01",
  source: "a test",
  ...rest,
});

/** GPUs in round numbers. */
export const GPUS = {
  a100: facts("a100", "A100", { class: "ampere", bf16_tflops: 300, names: ["A100-SXM4-80GB"] }),
  h100: facts("h100", "H100", {
    class: "hopper",
    bf16_tflops: 1000,
    fp8_tflops: 2000,
    bandwidth_gb_s: 4000,
    link_gb_s: 450,
  }),
  v100: facts("v100", "V100", { class: "volta", bf16_tflops: 125, bandwidth_gb_s: 1000, memory_gib: 32 }),
  b200: facts("b200", "B200", { class: "blackwell", bf16_tflops: 2000, fp8_tflops: 4000 }),
} as const satisfies Readonly<Record<string, GpuFacts>>;

const scatter = (factor: number, log_sd: number, degrees_of_freedom: number): LogScatter => ({
  factor,
  log_sd,
  degrees_of_freedom,
  rows: 9,
  teams: 7,
});

/** An efficiency in round numbers. */
export const EFFICIENCY: EfficiencyFit = {
  benchmark_mfu: { ampere_bf16: 0.5, hopper_bf16: 0.4, hopper_fp8: 0.3 },
  small_model_exponent: 0.1,
  gpu_count_exponent: -0.05,
  mixture_factor: 0.8,
  other_chip_factor: 0.6,
  whole_run: scatter(0.75, 0.3, 10),
  fine_tuning: scatter(0.6, 0.4, 5),
  ppo: scatter(0.25, 0.5, 3),
  unpack: { seconds_per_billion: 0.05, gpu: "a100" },
  fine_tuning_overhead_fraction: 0.1,
};

const unknown = { rows: 0, teams: 0, median_error: 0, log_error: 0 };
const nothing = { analogy: unknown, first_principles: unknown, measured: unknown, combined: unknown };

/** A catalog without runs; whose accuracy is a mark to know it by. */
export const CATALOG: TrainingCatalog = {
  gpus: Object.values(GPUS),
  runs: [],
  throughput: [],
  efficiency: EFFICIENCY,
  accuracy: { whole_runs: { ...nothing, analogy: { ...unknown, rows: 1 } }, fine_tuning: nothing },
};

/** A run as it is seen by fits; its MFU is a half unless its throughput is given. */
export function seen(given: Partial<Observed>): Observed {
  const row: Observed = {
    label: "a run",
    method: "pretraining",
    gpu: GPUS.a100,
    gpuCount: 8,
    precision: "bf16",
    parameters: 7e9,
    mixture: false,
    tokens: 1e12,
    sequenceLength: 2048,
    flopPerToken: 0,
    tokensPerSecond: 0,
    mfu: 0.5,
    team: "a team",
    ...given,
  };
  const flopPerToken = given.flopPerToken ?? caseFlopPerToken(caseOf(row));
  const peak = row.precision === "fp8" ? (row.gpu.fp8_tflops ?? 0) : row.gpu.bf16_tflops;
  const tokensPerSecond = given.tokensPerSecond ?? (row.mfu * peak * 1e12) / flopPerToken;
  return { ...row, flopPerToken, tokensPerSecond };
}
