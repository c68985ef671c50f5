import { describe, expect, it } from "vitest";
import type { GpuClass, GpuFacts, ThroughputRow, TrainingRun } from "../../../src/analysis/training/catalog.ts";
import { gpuEquivalence } from "../../../src/analysis/training/equivalence.ts";
import { expectedMfu, methodScatter, throughputAt } from "../../../src/analysis/training/first-principles.ts";
import { gpuNamed, peakTflops, precisionsOf, usualPrecision } from "../../../src/analysis/training/gpu-lookup.ts";
import {
  cellOf,
  expectedBenchmarkMfu,
  isMixture,
  isOtherChip,
  observedRun,
  observedThroughput,
  usedPeak,
} from "../../../src/analysis/training/run-efficiency.ts";
import { siftRuns, siftThroughput } from "../../../src/analysis/training/sanity.ts";
import { caseFlopPerToken, caseOf } from "../../../src/analysis/training/training-case.ts";
import { EFFICIENCY, GPUS, seen } from "./small-catalog.ts";

const gpus = Object.values(GPUS);
/** The usual shape of so many parameters: 12 · layers · (128 · layers)². */
const layersOf = (parameters: number): number => Math.cbrt(parameters / (12 * 128 ** 2));
/** Forward and backward: 6 FLOP a parameter, and causal attention over half the sequence. */
const flopOf = (parameters: number, sequence: number): number =>
  6 * parameters + 6 * layersOf(parameters) ** 2 * 128 * sequence;

const run: TrainingRun = {
  key: "x",
  label: "X",
  method: "pretraining",
  parameters: 8e9,
  tokens: 1e12,
  gpu: "A100",
  gpu_hours: 1e5,
  precision: "bf16",
  team: "t",
  source: "a test",
};

describe("a published run as it is seen", () => {
  it("reaches what its FLOP make of the peak, and is taken to be usual where it says nothing", () => {
    const found = observedRun(run, gpus);
    const speed = 1e12 / (1e5 * 3600);
    expect(found).toMatchObject({
      gpuCount: 512,
      sequenceLength: 2048,
      parameters: 8e9,
      mixture: false,
      gpu: GPUS.a100,
    });
    expect(found?.tokensPerSecond).toBeCloseTo(speed, 8);
    expect((found?.flopPerToken ?? 0) / flopOf(8e9, 2048)).toBeCloseTo(1, 10);
    expect(found?.mfu).toBeCloseTo((speed * flopOf(8e9, 2048)) / 300e12, 12);
    expect(found && "criticParameters" in found).toBe(false);
  });

  it("is what it says", () => {
    const said = { gpu_count: 64, sequence_length: 4096, active_parameters: 2e9 };
    const found = observedRun({ ...run, ...said }, gpus);
    expect(found).toMatchObject({ gpuCount: 64, sequenceLength: 4096, parameters: 2e9, mixture: true });
    expect((found?.flopPerToken ?? 0) / flopOf(2e9, 4096)).toBeCloseTo(1, 10);
  });

  it("counts the critic of PPO at its own size, else at the size of the model", () => {
    const ppo = { ...run, method: "ppo" } as const;
    const flop = (critic_parameters?: number) => observedRun({ ...ppo, critic_parameters }, gpus)?.flopPerToken ?? 0;
    expect(flop()).toBe(flop(8e9));
    expect(flop(1e9)).toBeLessThan(flop());
  });

  it("is not seen on a GPU that nobody knows", () => {
    expect(observedRun({ ...run, gpu: "h1000" }, gpus)).toBeUndefined();
  });
});

describe("a measured throughput as it is seen", () => {
  const row: ThroughputRow = {
    label: "Y",
    method: "sft",
    parameters: 8e9,
    gpu: "h100",
    gpu_count: 4,
    precision: "fp8",
    sequence_length: 1024,
    tokens_per_second: 10_000,
    team: "t",
    source: "a test",
  };

  it("has no tokens of its own, and reaches a share of the peak at its precision", () => {
    const found = observedThroughput(row, gpus);
    expect(found).toMatchObject({
      tokens: 0,
      mixture: false,
      gpuCount: 4,
      sequenceLength: 1024,
      tokensPerSecond: 10_000,
    });
    expect(found?.mfu).toBeCloseTo((10_000 * flopOf(8e9, 1024)) / 2000e12, 12);
  });

  it("is not seen on a GPU that nobody knows", () => {
    expect(observedThroughput({ ...row, gpu: "h1000" }, gpus)).toBeUndefined();
  });

  it("may have no tokens, which no run may", () => {
    expect(siftThroughput([row], gpus).rows).toHaveLength(1);
    expect(siftRuns([{ ...run, tokens: 0.1 }], gpus).refused[0]?.reason).toMatch(/0\.1 tokens/);
  });
});

describe("the sanity gate, at its limits", () => {
  /** Hours at which the run reaches an MFU. */
  const hoursAt = (mfu: number, parameters = 8e9): number => (1e12 * flopOf(parameters, 2048)) / (mfu * 300e12) / 3600;
  const reasons = (changed: Partial<TrainingRun>) =>
    siftRuns([{ ...run, ...changed }], gpus).refused.map(({ reason }) => reason);

  it.each([
    ["an MFU just below 0.75", { gpu_hours: hoursAt(0.7499) }],
    ["a million parameters", { parameters: 1e6, gpu_hours: hoursAt(0.5, 1e6) }],
    ["hours that differ by less than a tenth", { gpu_count: 100, hours: 1090, gpu_hours: 100_000 }],
    ["hours that differ upwards by less than a tenth", { gpu_count: 100, hours: 920, gpu_hours: 100_000 }],
    ["a number of GPUs without hours", { gpu_count: 5 }],
    ["hours without a number of GPUs", { hours: 5 }],
  ])("lets through %s", (_, changed) => {
    expect(reasons(changed)).toEqual([]);
  });

  it.each([
    ["an MFU just above 0.75", { gpu_hours: hoursAt(0.7501) }, /^implied MFU 0\.750, outside 0 to 0\.75$/],
    ["no throughput at all", { gpu_hours: Infinity }, /^implied MFU/],
    ["fewer parameters than a million", { parameters: 999_999 }, /^999999 parameters; plain numbers from 1e6/],
    ["more parameters than 1e14", { parameters: 1.01e14 }, /parameters/],
    ["fewer than a thousand tokens", { tokens: 999 }, /^999 tokens; plain numbers from 1e3/],
    ["more than 1e15 tokens", { tokens: 1.01e15, gpu_hours: 1e9 }, /tokens/],
    [
      "hours that are a tenth too many",
      { gpu_count: 100, hours: 909, gpu_hours: 100_000 },
      /^100000 GPU-hours, but 100 GPUs × 909/,
    ],
    ["hours that are a tenth too few", { gpu_count: 100, hours: 1101, gpu_hours: 100_000 }, /100 GPUs × 1101 hours$/],
  ])("refuses %s", (_, changed, reason) => {
    const [found] = reasons(changed);
    expect(found).toMatch(reason);
    expect(siftRuns([{ ...run, ...changed }], gpus)).toMatchObject({ rows: [], refused: [{ label: "X" }] });
  });

  it("lets through the ends of what may be", () => {
    expect(reasons({ tokens: 1e3, gpu_hours: 1e-4 })).toEqual([]);
    expect(reasons({ tokens: 1e15, gpu_hours: 1e8 })).toEqual([]);
    expect(reasons({ parameters: 1e14, gpu_hours: 1e9 })).toEqual([]);
  });
});

describe("what a GPU can do", () => {
  it("is known by key and by other names, in any spelling", () => {
    expect(gpuNamed(gpus, "NVIDIA A100-SXM4-80GB")?.key).toBe("a100");
    expect(gpuNamed(gpus, " H100 ")?.key).toBe("h100");
    expect(gpuNamed(gpus, "GPU")).toBeUndefined();
    expect(gpuNamed([], "h100")).toBeUndefined();
  });

  it("is a peak for each precision, where the GPU has it", () => {
    expect((["bf16", "fp16", "nf4", "int8", "fp8", "fp32"] as const).map((p) => peakTflops(GPUS.h100, p))).toEqual([
      1000, 1000, 1000, 1000, 2000, 20,
    ]);
    expect(peakTflops(GPUS.a100, "fp8")).toBeUndefined();
    expect([usedPeak(GPUS.h100, "fp8"), usedPeak(GPUS.a100, "fp8")]).toEqual([2000, 300]);
  });

  it("are the precisions that it trains in: fp8 where it has it, bf16 but for Volta", () => {
    expect(precisionsOf(GPUS.h100)).toEqual(["fp32", "bf16", "fp16", "fp8", "int8", "nf4"]);
    expect(precisionsOf(GPUS.a100)).toEqual(["fp32", "bf16", "fp16", "int8", "nf4"]);
    expect(precisionsOf(GPUS.v100)).toEqual(["fp32", "fp16", "int8", "nf4"]);
    expect([usualPrecision(GPUS.v100), usualPrecision(GPUS.a100)]).toEqual(["fp16", "bf16"]);
  });
});

describe("the MFU that a benchmark would reach", () => {
  const row = { gpu: GPUS.a100, precision: "bf16", parameters: 7e9, mixture: false, gpuCount: 8 } as const;
  const ampere = { benchmark_mfu: { ampere_bf16: 0.5, hopper_bf16: 0.4, hopper_fp8: 0.3 } };

  it.each([
    ["a model of a billion or more on one node", {}, 0.5],
    ["a small one", { parameters: 1e8 }, 0.5 * 0.1 ** 0.1],
    ["many GPUs", { gpuCount: 64 }, 0.5 * 8 ** -0.05],
    ["a mixture of experts", { mixture: true }, 0.5 * 0.8],
    ["a chip without benchmarks", { gpu: GPUS.v100, precision: "fp16" }, 0.5 * 0.6],
    ["a Hopper", { gpu: GPUS.h100 }, 0.4],
    ["a Hopper in fp8", { gpu: GPUS.h100, precision: "fp8" }, 0.3],
    ["a newer chip, which counts as Hopper", { gpu: GPUS.b200 }, 0.4],
    ["a newer chip in fp8", { gpu: GPUS.b200, precision: "fp8" }, 0.3],
    ["fp32, which nobody measured", { precision: "fp32" }, 0.5],
  ] as const)("depends on what is known before: %s", (_, changed, expected) => {
    expect(expectedBenchmarkMfu({ ...row, ...changed }, EFFICIENCY)).toBeCloseTo(expected, 12);
  });

  it("is that of the very cell where it was fitted", () => {
    const fit = { ...EFFICIENCY, benchmark_mfu: { ...ampere.benchmark_mfu, volta_bf16: 0.25, ampere_fp32: 0.7 } };
    expect(expectedBenchmarkMfu({ ...row, precision: "fp32" }, fit)).toBeCloseTo(0.7, 12);
    expect([cellOf(GPUS.v100, "fp16"), cellOf(GPUS.a100, "nf4")]).toEqual(["volta_bf16", "ampere_bf16"]);
  });

  it("is refused where neither cell was fitted", () => {
    const none = { ...EFFICIENCY, benchmark_mfu: {} };
    expect(() => expectedBenchmarkMfu(row, none)).toThrow("no benchmark MFU of ampere_bf16 was fitted");
    expect(() => expectedBenchmarkMfu({ ...row, gpu: GPUS.b200 }, none)).toThrow("hopper_bf16");
  });

  it.each([
    ["ampere", false],
    ["ada", false],
    ["hopper", false],
    ["blackwell", false],
    ["gaudi", false],
    ["volta", true],
    ["tpu", true],
    ["cdna", true],
  ] as const satisfies readonly (readonly [GpuClass, boolean])[])(
    "knows chips without benchmarks: %s",
    (chip, other) => {
      expect(isOtherChip({ class: chip })).toBe(other);
    },
  );

  it("takes for a mixture what has fewer than 70 % of its parameters active", () => {
    expect([isMixture(7e9, 10e9), isMixture(6.9e9, 10e9), isMixture(undefined, 10e9)]).toEqual([false, true, false]);
  });
});

describe("what a method reaches", () => {
  it.each([
    ["pretraining", 0.75],
    ["sft", 0.6],
    ["lora", 0.6],
    ["qlora", 0.6],
    ["reward_model", 0.6],
    ["dpo", 0.6],
    ["ppo", 0.25],
  ] as const)("of a benchmark: %s", (method, factor) => {
    expect(methodScatter(method, EFFICIENCY).factor).toBe(factor);
    expect(expectedMfu(caseOf(seen({ method })), EFFICIENCY)).toBeCloseTo(0.5 * factor, 12);
  });

  const catalog = { efficiency: EFFICIENCY, gpus };
  const small = (method: "lora" | "qlora", gpu: GpuFacts = GPUS.h100) => ({
    ...caseOf(seen({ method, gpu, parameters: 10e9, sequenceLength: 1000 })),
    microBatch: 4,
  });

  it("is so many tokens a second; QLoRA also waits for its weights, as long as the memory takes", () => {
    const plain = throughputAt(small("lora"), 0.2, catalog);
    expect(plain).toBeCloseTo((0.2 * 1000e12) / caseFlopPerToken(small("lora")), 6);
    // 10 billion × 0.05 s on an A100, whose memory is half as fast; 4000 tokens a micro-batch.
    const bare = (0.2 * 1000e12) / caseFlopPerToken(small("qlora"));
    expect(throughputAt(small("qlora"), 0.2, catalog)).toBeCloseTo(4000 / (4000 / bare + 0.25), 6);
  });

  it("takes a GPU for its own reference where the reference is not in the catalog", () => {
    const bare = (0.2 * 1000e12) / caseFlopPerToken(small("qlora"));
    const found = throughputAt(small("qlora"), 0.2, { ...catalog, gpus: [] });
    expect(found).toBeCloseTo(4000 / (4000 / bare + 0.5), 6);
  });
});

describe("hours of one GPU for another", () => {
  const between = (
    a: GpuFacts,
    b: GpuFacts,
    basis: "published" | "peak" | "measured",
    benchmark_mfu = EFFICIENCY.benchmark_mfu,
  ) => gpuEquivalence(a, b, basis, { ...EFFICIENCY, benchmark_mfu });

  it("are counted by a stated basis", () => {
    expect([between(GPUS.h100, GPUS.a100, "published"), between(GPUS.a100, GPUS.h100, "published")]).toEqual([
      1.2,
      1 / 1.2,
    ]);
    expect([between(GPUS.h100, GPUS.h100, "published"), between(GPUS.v100, GPUS.a100, "published")]).toEqual([1, 1]);
    expect(between(GPUS.h100, GPUS.a100, "peak")).toBeCloseTo(1000 / 300, 12);
    expect(between(GPUS.h100, GPUS.a100, "measured")).toBeCloseTo((1000 * 0.4) / (300 * 0.5), 12);
  });

  it("take a chip without benchmarks for an Ampere, and without that both for alike", () => {
    expect(between(GPUS.h100, GPUS.v100, "measured")).toBeCloseTo((1000 * 0.4) / (125 * 0.5), 12);
    expect(between(GPUS.h100, GPUS.v100, "measured", { hopper_bf16: 0.4 })).toBeCloseTo((1000 * 0.4) / 125, 12);
  });
});
