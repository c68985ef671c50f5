import { describe, expect, it } from "vitest";
import type { Quantity } from "../../../src/analysis/node.ts";
import { resultOf } from "../../../src/analysis/result.ts";
import type { PlannedTraining } from "../../../src/analysis/sheets/planned-training.ts";
import { trainingSheet } from "../../../src/analysis/sheets/training.ts";
import { gpuEquivalence } from "../../../src/analysis/training/equivalence.ts";
import { gpuNamed } from "../../../src/analysis/training/gpu-lookup.ts";
import { siftRuns } from "../../../src/analysis/training/sanity.ts";
import { trainingFacts } from "../../../src/analysis/training/training-facts.ts";
import { shippedCatalog } from "./catalog.ts";

const catalog = shippedCatalog();

function gpu(name: string) {
  const found = gpuNamed(catalog.gpus, name);
  if (!found) throw new Error(`no GPU ${name}`);
  return found;
}

const leaf = (id: string, value: number): Quantity => ({
  kind: "leaf",
  leaf: "quantity",
  id,
  unit: "",
  label: id,
  value,
  source: "test",
  provenance: "chosen",
  place: { file: "test", line: 0, column: 0 },
});

function planned(change: Partial<PlannedTraining> = {}): PlannedTraining {
  return {
    method: "lora",
    gpu: gpu("h100"),
    precision: "fp8",
    parameters: leaf("parameters", 68.98e9),
    tokens: leaf("tokens", 25_165_824),
    epochs: leaf("epochs", 1),
    sessions: leaf("sessions", 1),
    packingFraction: leaf("packing", 1),
    gpuCount: leaf("count", 8),
    sequenceLength: leaf("sequence", 8192),
    microBatch: leaf("micro", 1),
    overheadFraction: leaf("overhead", 0.14),
    usdPerEur: leaf("rate", 1.0837),
    ...change,
  };
}

const figures = (change: Partial<PlannedTraining> = {}) =>
  resultOf(trainingSheet(planned(change), catalog).figures, { seed: 1, draws: 200, sampling: "latin-hypercube" });

const at = (change: Partial<PlannedTraining>, id: string): number => Number(figures(change)[`training.${id}`]?.value);

describe("estimates of training", () => {
  it("put LoRA of Llama-2-70B on 8 H100 near the 3.8 GPU-hours that MLPerf submissions took", () => {
    // mlcommons/training_results_v4.0: median of ten submissions, 0.475 h on 8 GPUs
    const { value, interval90 } = figures()["training.gpu_hours"] ?? {};
    expect(Math.abs(Number(value) / 3.8 - 1)).toBeLessThan(0.25);
    expect(interval90?.[0]).toBeLessThan(3.8);
    expect(interval90?.[1]).toBeGreaterThan(3.8);
  });

  it("hold their own numbers together: hours, throughput, time and money", () => {
    const made = figures({ price: leaf("price", 2.5), priceCurrency: "EUR" });
    const value = (id: string): number => Number(made[`training.${id}`]?.value);
    expect(value("gpu_hours")).toBeCloseTo((25_165_824 / value("tokens_per_second_per_gpu") / 3600) * 1.14, 1);
    expect(value("wall_hours")).toBeCloseTo(value("gpu_hours") / 8, 6);
    expect(value("cost_eur")).toBeCloseTo(value("gpu_hours") * 2.5, 6);
    expect(value("cost_usd")).toBeCloseTo(value("cost_eur") * 1.0837, 6);
  });

  it("grow with tokens, epochs, sessions and padding, and shrink with better GPUs", () => {
    const hours = (change: Partial<PlannedTraining>): number => at(change, "gpu_hours");
    const base = hours({});
    expect(hours({ epochs: leaf("epochs", 2) })).toBeCloseTo(2 * base, 6);
    expect(hours({ sessions: leaf("sessions", 3) })).toBeCloseTo(3 * base, 6);
    expect(hours({ packingFraction: leaf("packing", 0.5) })).toBeCloseTo(2 * base, 6);
    expect(hours({ gpu: gpu("a100"), precision: "bf16" })).toBeGreaterThan(base);
  });

  it("make QLoRA slower than LoRA, and much slower for short micro-batches", () => {
    const speed = (method: "lora" | "qlora", sequence: number): number =>
      at({ method, precision: "bf16", sequenceLength: leaf("sequence", sequence) }, "first_principles.gpu_hours") ** -1;
    expect(speed("qlora", 4096) / speed("lora", 4096)).toBeLessThan(1);
    expect(speed("qlora", 512) / speed("lora", 512)).toBeLessThan(speed("qlora", 4096) / speed("lora", 4096));
  });

  it("say that there is nothing to compare with, and no more, where no run is like the method", () => {
    const made = figures({ method: "dpo" });
    expect(made["training.analogy.gpu_hours"]?.value).toBeNull();
    expect(made["training.first_principles.gpu_hours"]?.value).toBeTypeOf("number");
  });

  it("cost PPO many times what SFT costs, since it generates and trains two models", () => {
    const bf16 = { precision: "bf16", tokens: leaf("tokens", 1e8) } as const;
    expect(at({ ...bf16, method: "ppo" }, "gpu_hours")).toBeGreaterThan(
      4 * at({ ...bf16, method: "sft" }, "gpu_hours"),
    );
  });

  it("name the nearest measured rows", () => {
    const { neighbours } = trainingFacts(planned(), catalog);
    expect(neighbours[0]).toMatchObject({ method: "lora", gpuCount: 8, precision: "fp8", sequenceLength: 8192 });
    expect(neighbours[0]?.distance).toBeLessThan(0.1);
  });
});

describe("the sanity gate", () => {
  it("names a run that no hardware could make and leaves it out", () => {
    const { rows, refused } = siftRuns(catalog.runs, catalog.gpus);
    expect(refused.map(({ label }) => label)).toEqual(["FLM-101B"]);
    expect(rows.map(({ label }) => label)).not.toContain("FLM-101B");
  });

  it.each([
    ["tokens in millions", { tokens: 2 }, /tokens/],
    ["parameters in billions", { parameters: 7 }, /parameters/],
    ["hours that contradict GPUs × time", { gpu_count: 100, hours: 10 }, /100 GPUs × 10 hours/],
    ["an MFU above 0.75", { gpu_hours: 10_000 }, /MFU/],
    ["a GPU that nobody knows", { gpu: "h1000" }, /unknown GPU/],
  ])("refuses %s", (_, change, reason) => {
    const run = catalog.runs.find(({ key }) => key === "llama_2_7b");
    if (!run) throw new Error("llama_2_7b is not in the catalog");
    const { refused } = siftRuns([{ ...run, ...change }], catalog.gpus);
    expect(refused[0]?.reason).toMatch(reason);
  });
});

describe("GPU names and equivalence", () => {
  it.each([
    ["h100", "h100"],
    ["H100-80GB", "h100"],
    ["NVIDIA H100-SXM5-80GB", "h100"],
    ["a100", "a100"],
    ["A100-40GB", "a100_40gb"],
    ["NVIDIA A100-SXM4-80GB", "a100"],
    ["Intel(R) Gaudi(R) 2 AI Accelerator", "gaudi2"],
    ["Habana Gaudi2", "gaudi2"],
    ["TPU-v5e", "tpu_v5e"],
    ["A6000-48GB", "a6000"],
    ["V100-32GB", "v100"],
    ["h800", "h800"],
    ["NVIDIA L40S", "l40s"],
  ])("take %s for %s", (name, key) => {
    expect(gpu(name).key).toBe(key);
  });

  it("do not take a PCIe card for an SXM one, nor an unknown name for anything", () => {
    expect(gpu("H100-PCIe-80GB").key).toBe("h100_pcie");
    expect(gpuNamed(catalog.gpus, "h1000")).toBeUndefined();
    expect(gpuNamed(catalog.gpus, "")).toBeUndefined();
  });

  it("compare by a stated basis: published 1.2, peak 3.17, measured between", () => {
    const by = (basis: "published" | "peak" | "measured"): number =>
      gpuEquivalence(gpu("h100"), gpu("a100"), basis, catalog.efficiency);
    expect(by("published")).toBe(1.2);
    expect(by("peak")).toBeCloseTo(989.4 / 312, 12);
    expect(by("measured")).toBeGreaterThan(1.8);
    expect(by("measured")).toBeLessThan(2.9);
    const there = gpuEquivalence(gpu("v100"), gpu("h200"), "measured", catalog.efficiency);
    const back = gpuEquivalence(gpu("h200"), gpu("v100"), "measured", catalog.efficiency);
    expect(there * back).toBeCloseTo(1, 12);
  });
});
