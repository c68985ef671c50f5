import { describe, expect, it } from "vitest";
import { analogyOf } from "../../../src/analysis/training/analogy.ts";
import { combinedLog } from "../../../src/analysis/training/combine.ts";
import { nearestMeasured } from "../../../src/analysis/training/nearest-measured.ts";
import type { Observed } from "../../../src/analysis/training/run-efficiency.ts";
import { caseFlopPerToken, caseOf, type TrainingCase } from "../../../src/analysis/training/training-case.ts";
import { EFFICIENCY, GPUS, seen } from "./small-catalog.ts";

const run: TrainingCase = caseOf(seen({ method: "sft" }));

describe("a run that was made, as if it were still to be made", () => {
  it("keeps what was known before", () => {
    const row = seen({
      method: "lora",
      gpuCount: 4,
      precision: "fp8",
      gpu: GPUS.h100,
      mixture: true,
      sequenceLength: 512,
    });
    expect(caseOf(row)).toEqual({
      method: "lora",
      gpu: GPUS.h100,
      gpuCount: 4,
      precision: "fp8",
      parameters: 7e9,
      mixture: true,
      criticParameters: 7e9,
      sequenceLength: 512,
      microBatch: 1,
      tokens: 1e12,
    });
    expect(caseOf(row, 5).tokens).toBe(5);
  });
});

describe("the distance between two works", () => {
  const distance = (own: Partial<Observed>, row: Partial<Observed>): number | undefined =>
    nearestMeasured(caseOf(seen({ method: "sft", ...own })), [seen({ method: "sft", ...row })], EFFICIENCY)
      ?.neighbours[0]?.distance;

  it.each([
    ["none for the same", {}, {}, 0],
    ["|ln| of the parameters", {}, { parameters: 14e9 }, Math.LN2],
    ["|ln| of the parameters, downwards", {}, { parameters: 3.5e9 }, Math.LN2],
    ["half that of the sequences", {}, { sequenceLength: 4096 }, Math.LN2 / 2],
    ["a quarter that of the GPUs", {}, { gpuCount: 16 }, Math.LN2 / 4],
    ["1 for another class", {}, { gpu: GPUS.h100 }, 1],
    ["1 for another precision of multiplications", { gpu: GPUS.h100 }, { gpu: GPUS.h100, precision: "fp8" }, 1],
    ["none for another name of the same precision", {}, { precision: "int8" }, 0],
    ["1 between SFT and LoRA", {}, { method: "lora" }, 1],
    ["2 between SFT and pre-training", {}, { method: "pretraining" }, 2],
    ["2 between pre-training and LoRA", { method: "pretraining" }, { method: "lora" }, 2],
    ["none between two of PPO", { method: "ppo" }, { method: "ppo" }, 0],
    ["undefined between PPO and another", { method: "ppo" }, {}, undefined],
    ["undefined between another and PPO", {}, { method: "ppo" }, undefined],
    [
      "all of these together",
      {},
      { parameters: 14e9, sequenceLength: 4096, gpuCount: 16, gpu: GPUS.h100, precision: "fp8", method: "lora" },
      3 + 1.75 * Math.LN2,
    ],
  ] as const)("is %s", (_, own, row, expected) => {
    if (expected === undefined) expect(distance(own, row)).toBeUndefined();
    else expect(distance(own, row)).toBeCloseTo(expected, 12);
  });
});

describe("the throughput of the nearest work", () => {
  it("is its own where the same was measured, whatever it reached", () => {
    const row = seen({ method: "sft", tokensPerSecond: 1234 });
    expect(nearestMeasured(run, [row], EFFICIENCY)?.tokensPerSecond).toBeCloseTo(1234, 8);
  });

  it("is carried over by FLOP a token, peak and what a benchmark reaches of it", () => {
    const row = seen({ method: "sft", gpu: GPUS.h100, parameters: 5e8, gpuCount: 64, tokensPerSecond: 50_000 });
    const benchmarked = 1000 * 0.4 * 0.5 ** 0.1 * 8 ** -0.05;
    const share = (50_000 * row.flopPerToken) / benchmarked;
    expect(nearestMeasured(run, [row], EFFICIENCY)?.tokensPerSecond).toBeCloseTo(
      (share * 300 * 0.5) / caseFlopPerToken(run),
      6,
    );
  });

  it("rests on the three nearest rows, the nearest first, each weighted by 1 ÷ (0.2 + distance)", () => {
    // Alike but for their number of GPUs, the rates of which are made equal by hand.
    const at = (gpuCount: number, speed: number) =>
      seen({ method: "sft", gpuCount, tokensPerSecond: speed * (gpuCount / 8) ** -0.05, label: String(gpuCount) });
    const rows = [at(128, 999), at(8, 100), at(32, 400), at(16, 200)];
    const found = nearestMeasured(run, rows, EFFICIENCY);
    expect(found?.neighbours.map(({ row }) => row.label)).toEqual(["8", "16", "32"]);
    const weights = [0, Math.LN2 / 4, Math.LN2 / 2].map((distance) => 1 / (0.2 + distance));
    const [a = 0, b = 0, c = 0] = weights;
    const log = (a * Math.log(100) + b * Math.log(200) + c * Math.log(400)) / (a + b + c);
    expect(found?.tokensPerSecond).toBeCloseTo(Math.exp(log), 8);
  });

  it("is unknown where nothing like it was measured", () => {
    expect(nearestMeasured(run, [], EFFICIENCY)).toBeUndefined();
    expect(nearestMeasured(run, [seen({ method: "ppo" })], EFFICIENCY)).toBeUndefined();
  });
});

describe("the recommended estimate", () => {
  const all = { analogy: 2, first_principles: 3, measured: 12 };

  it.each([
    ["pretraining", Math.log(3)],
    ["ppo", Math.log(3)],
    ["sft", Math.log(6)],
    ["lora", Math.log(6)],
    ["qlora", Math.log(6)],
    ["reward_model", Math.log(6)],
    ["dpo", Math.log(6)],
  ] as const)("is first principles alone, or their geometric mean with what was measured: %s", (method, expected) => {
    expect(combinedLog(method, all)).toBeCloseTo(expected, 12);
  });

  it("does without an estimate that there is not", () => {
    expect(combinedLog("sft", { first_principles: 3, measured: undefined })).toBeCloseTo(Math.log(3), 12);
    expect(combinedLog("sft", { measured: 12 })).toBeCloseTo(Math.log(12), 12);
    expect(combinedLog("pretraining", { analogy: 2, measured: 12 })).toBeNaN();
  });
});

describe("an analogy with whole runs", () => {
  const alike = () => 1;
  /** A run of so many parameters and tokens that took so many hours. */
  const took = (hours: number, parameters: number, tokens: number, given: Partial<Observed> = {}) =>
    seen({ parameters, tokens, tokensPerSecond: tokens / (hours * 3600), ...given });
  const asked = { method: "pretraining", gpu: GPUS.a100, parameters: 1e10, tokens: 1e12 } as const;

  it("takes hours in proportion to parameters × tokens where few runs are known", () => {
    // Hours ÷ (parameters × tokens): 1, 2 and 4 in 10²⁰; their geometric mean is 2.
    const rows = [took(100, 1e10, 1e12), took(400, 2e10, 1e12), took(400, 1e10, 1e12)];
    const found = analogyOf(asked, rows, alike);
    expect(found).toMatchObject({ exponent: 1, fitted: false, rows: 3, degreesOfFreedom: 2 });
    expect(found?.gpuHours).toBeCloseTo(200, 8);
    // Logarithms −ln 2, 0 and ln 2 around their mean: s = ln 2, and a third more variance for a prediction.
    expect(found?.logSd).toBeCloseTo(Math.LN2 * Math.sqrt(1 + 1 / 3), 10);
    const larger = analogyOf({ ...asked, parameters: 5e10 }, rows, alike);
    expect(larger?.gpuHours).toBeCloseTo(1000, 7);
  });

  it("makes GPUs equal by their equivalence, the rows' and its own", () => {
    const rows = [1, 2, 3].map(() => took(100, 1e10, 1e12, { gpu: GPUS.h100 }));
    const equivalence = (gpu: { key: string }) => (gpu.key === "h100" ? 2 : 0.5);
    expect(analogyOf(asked, rows, equivalence)?.gpuHours).toBeCloseTo((100 * 2) / 0.5, 8);
    expect(analogyOf({ ...asked, gpu: GPUS.h100 }, rows, equivalence)?.gpuHours).toBeCloseTo(100, 8);
  });

  /** Hours = 10 × (parameters × tokens ÷ 10²²)^0.9, over a range of so many. */
  const curve = (count: number, range: number) =>
    Array.from({ length: count }, (_, i) => {
      const work = range ** (i / (count - 1));
      return took(10 * work ** 0.9, 1e10, 1e12 * work);
    });

  it("fits an exponent to twelve runs or more over a factor of more than a hundred", () => {
    const found = analogyOf({ ...asked, tokens: 1e14 }, curve(12, 1000), alike);
    expect(found).toMatchObject({ fitted: true, rows: 12, degreesOfFreedom: 10 });
    expect(found?.exponent).toBeCloseTo(0.9, 8);
    expect(found?.gpuHours).toBeCloseTo(10 * 100 ** 0.9, 5);
    expect(found?.logSd).toBeCloseTo(0, 5);
  });

  it.each([
    ["eleven runs", 11, 1000],
    ["a factor of just a hundred", 12, 99.99],
  ])("fits none to %s", (_, count, range) => {
    expect(analogyOf(asked, curve(count, range), alike)).toMatchObject({
      fitted: false,
      exponent: 1,
      degreesOfFreedom: count - 1,
    });
  });

  it("has the variance of a prediction from a fitted line", () => {
    // Scatter of ± 0.1 by turns around the line; Draper & Smith: s²(1 + 1/n + (x − x̄)² ÷ Sxx).
    const rows = curve(14, 1e4).map((row, i) => ({
      ...row,
      tokensPerSecond: row.tokensPerSecond * Math.exp(i % 2 === 0 ? 0.1 : -0.1),
    }));
    const x = rows.map(({ parameters, tokens }) => Math.log(parameters * tokens));
    const y = rows.map(({ tokens, tokensPerSecond }) => Math.log(tokens / tokensPerSecond / 3600));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [mx, my] = [mean(x), mean(y)];
    const sxx = x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
    const slope = x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] ?? 0) - my), 0) / sxx;
    const rest = y.reduce((sum, value, i) => sum + (value - my - slope * ((x[i] ?? 0) - mx)) ** 2, 0);
    const own = Math.log(1e10 * 1e15);
    const found = analogyOf({ ...asked, tokens: 1e15 }, rows, alike);
    expect(found?.exponent).toBeCloseTo(slope, 8);
    expect(found?.gpuHours).toBeCloseTo(Math.exp(my + slope * (own - mx)), 3);
    expect(found?.logSd).toBeCloseTo(Math.sqrt((rest / 12) * (1 + 1 / 14 + (own - mx) ** 2 / sxx)), 8);
  });

  it("is drawn with runs of the method only, QLoRA's standing for LoRA's", () => {
    const lora = [
      took(1, 1e10, 1e8, { method: "lora" }),
      took(1, 1e10, 1e8, { method: "qlora" }),
      took(1, 1e10, 1e8, { method: "lora" }),
    ];
    expect(analogyOf({ ...asked, method: "qlora" }, lora, alike)?.rows).toBe(3);
    expect(analogyOf({ ...asked, method: "lora" }, lora, alike)?.rows).toBe(3);
    expect(analogyOf(asked, lora, alike)).toBeUndefined();
    expect(analogyOf({ ...asked, method: "lora" }, lora.slice(0, 2), alike)).toBeUndefined();
  });
});
