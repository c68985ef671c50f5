import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { servingRows } from "../../scripts/serving-rows.ts";
import { errorsOf, fitServing, summary } from "../../src/analysis/serving/fit.ts";
import { serverOf } from "../../src/analysis/serving/server.ts";
import { gpuNamed } from "../../src/analysis/training/gpu-lookup.ts";
import { modelNamed, modelsOf } from "../../src/assumptions/model-catalog.ts";
import { readFacts } from "../../src/assumptions/read-facts.ts";
import { servingCatalogFile, servingFitOf } from "../../src/assumptions/serving-catalog.ts";
import {
  cacheTokens,
  fullRate,
  gpusForRate,
  loadedRate,
  mostSequences,
  rateOf,
} from "../../src/model/serving-capacity.ts";
import { decodeSeconds, type ModelServer, prefillSeconds } from "../../src/model/serving-step.ts";

const ROOT = join(import.meta.dirname, "../..");
const file = readFacts(
  (path) => readFileSync(join(ROOT, path), "utf8"),
  "assumptions/catalog/serving.yaml",
  servingCatalogFile,
);
const fit = servingFitOf(file);
const gpus = Object.entries(file.gpu_facts).map(([key, facts]) => ({ key, ...facts }));

function server(
  model: string,
  gpu: string,
  tensorParallel = 1,
  precision: "fp8" | "bf16" | "nf4" = "fp8",
): ModelServer {
  const facts = gpuNamed(gpus, gpu);
  const found = modelNamed(modelsOf(file), model);
  const made =
    facts &&
    found &&
    serverOf({ transformer: found.transformer, gpu: facts, tensorParallel, precision }, fit.efficiency);
  if (!made) throw new Error(`no ${model} on ${gpu}`);
  return made;
}

const request = { inputTokens: 1000, outputTokens: 500, cachedFraction: 0 };
const limits = { memoryFraction: 0.9, maxSequences: 2048 };

describe("what a model server reaches", () => {
  it("is within 25 % in the median of published rows of H100 and H200 that the constants never saw", () => {
    const held = servingRows().held.filter(({ gpu }) => gpu.key === "h100" || gpu.key === "h200");
    const { rows, median_error, within_quarter } = summary(errorsOf(held, fit.efficiency));
    expect(rows).toBe(fit.hopper.rows);
    expect(rows).toBeGreaterThan(400);
    expect(median_error).toBeCloseTo(fit.hopper.median_error, 3);
    expect(median_error).toBeLessThan(0.25);
    expect(within_quarter).toBeGreaterThan(0.75);
  });

  it("is what fitting the catalog's rows again gives", { timeout: 60_000 }, () => {
    const again = fitServing(servingRows().fitted);
    for (const [name, value] of Object.entries(fit.efficiency))
      expect(Object.entries(again).find(([key]) => key === name)?.[1]).toBeCloseTo(value, 2);
  });

  it("takes a token from weights read once, whatever one sequence needs besides", () => {
    // Llama 3 70B in 16 bits: 69.5e9 parameters without the input embedding, over 4 × 3350 GB/s.
    const s = server("llama_3_70b", "h100", 4, "bf16");
    const seconds = decodeSeconds(s, { sequences: 1, contextTokens: 1 });
    expect(seconds).toBeGreaterThan((2 * 69.5e9) / (4 * 3350e9));
    // vLLM 0.6.0 and SGLang 0.3 take 21.7 to 25 ms a token at 4 requests a second (benchmark_vllm_060).
    expect(seconds).toBeGreaterThan(0.012);
    expect(seconds).toBeLessThan(0.026);
  });

  it("reads a prompt no faster than the peak allows", () => {
    // LLaMA 7B in fp8 on an H100, 2048 tokens: 36 ms in TensorRT-LLM 0.6.1; 2·6.6e9·2048 FLOP at peak take 14 ms.
    const seconds = prefillSeconds(server("llama_2_7b", "h100"), { newTokens: 2048, pastTokens: 0 });
    expect(seconds).toBeGreaterThan(0.0137);
    expect(seconds).toBeLessThan(0.036);
  });

  it("rises with the number of sequences, less and less", () => {
    const s = server("llama_3_70b", "h100", 4);
    const rates = [1, 2, 4, 8, 16, 32, 64, 128].map((n) => rateOf(s, request, n).outputTokensPerSecond);
    for (const [i, rate] of rates.entries()) {
      const next = rates[i + 1];
      if (next === undefined) continue;
      expect(next).toBeGreaterThan(rate);
      expect(next).toBeLessThan(2 * rate + 1e-9);
    }
  });

  it("touches all experts of a mixture only with many sequences", () => {
    const mixture = server("mixtral_8x7b", "h100", 2);
    const time = (sequences: number) => decodeSeconds(mixture, { sequences, contextTokens: 0 });
    // Two of eight experts at a batch of one: less than half the weights are read.
    expect(time(64) - time(1)).toBeGreaterThan(0.4 * (47e9 / (2 * 3350e9)));
  });

  it("is not slower with more bandwidth, compute, memory or a cached prefix", () => {
    const s = server("llama_3_8b", "h100", 1, "bf16");
    const rate = (changed: Partial<ModelServer["gpu"]>, cachedFraction = 0) =>
      fullRate({ ...s, gpu: { ...s.gpu, ...changed } }, { ...request, cachedFraction }, limits)
        ?.outputTokensPerSecond ?? 0;
    const base = rate({});
    expect(rate({ bandwidthGbS: 2 * s.gpu.bandwidthGbS })).toBeGreaterThan(base);
    expect(rate({ peakTflops: 2 * s.gpu.peakTflops })).toBeGreaterThan(base);
    expect(rate({ memoryGib: 2 * s.gpu.memoryGib })).toBeGreaterThan(base);
    expect(rate({}, 0.9)).toBeGreaterThan(base);
    expect(fullRate({ ...s, kvBytes: 1 }, request, limits)?.outputTokensPerSecond ?? 0).toBeGreaterThan(base);
  });

  it("holds no sequence where the weights do not fit, and counts the cache in blocks of 16", () => {
    const large = server("llama_3_70b", "h100", 1, "bf16");
    expect(cacheTokens(large, limits)).toBe(0);
    expect(mostSequences(large, request, limits)).toBe(0);
    expect(fullRate(large, request, limits)).toBeUndefined();
    expect(cacheTokens(server("llama_3_70b", "h100", 4, "bf16"), limits) % 16).toBe(0);
    expect(cacheTokens(server("llama_3_70b", "h100", 1, "nf4"), limits)).toBeGreaterThan(0);
  });

  it("leaves as many requests as arrive, until it cannot", () => {
    const s = server("llama_3_70b", "h200", 2);
    const full = fullRate(s, request, limits);
    if (!full) throw new Error("does not fit");
    for (const share of [0.01, 0.3, 0.7, 0.99]) {
      const wanted = share * full.requestsPerSecond;
      const found = loadedRate(s, request, { requestsPerSecond: wanted, maxSequences: full.sequences });
      if (!found) throw new Error("overloaded");
      const busy = rateOf(s, request, Math.max(1, found.sequences)).requestsPerSecond * Math.min(1, found.sequences);
      expect(busy / wanted).toBeCloseTo(1, 6);
      expect(found.secondsPerOutputToken).toBeLessThanOrEqual(full.secondsPerOutputToken);
    }
    const much = { requestsPerSecond: 1.001 * full.requestsPerSecond, maxSequences: full.sequences };
    expect(loadedRate(s, request, much)).toBeUndefined();
    expect(
      gpusForRate({
        requestsPerSecond: 10 * full.requestsPerSecond,
        capacityPerReplica: full.requestsPerSecond,
        utilisationFraction: 0.8,
        gpusPerReplica: 2,
      }),
    ).toBe(26);
  });
});
