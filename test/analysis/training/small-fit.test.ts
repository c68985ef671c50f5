import { describe, expect, it } from "vitest";
import { fineTuningAccuracy, wholeRunAccuracy } from "../../../src/analysis/training/accuracy.ts";
import { type FitRows, fitEfficiency } from "../../../src/analysis/training/fit.ts";
import { expectedBenchmarkMfu, type Observed } from "../../../src/analysis/training/run-efficiency.ts";
import { studentT } from "../../../src/math/student-t-distribution.ts";
import { EFFICIENCY, GPUS, seen } from "./small-catalog.ts";

/** A row that reaches a factor of what the benchmarks say exactly. */
function reaching(factor: number, given: Partial<Observed>): Observed {
  const bare = seen(given);
  return seen({ ...given, mfu: factor * expectedBenchmarkMfu(bare, EFFICIENCY) });
}
const benchmarks = [
  reaching(1, { gpuCount: 8 }),
  reaching(1, { gpuCount: 64 }),
  reaching(1, { parameters: 1e8 }),
  reaching(1, { parameters: 5e8, gpuCount: 128 }),
  reaching(1, { gpu: GPUS.h100 }),
  reaching(1, { gpu: GPUS.h100, gpuCount: 512, parameters: 70e9 }),
  reaching(1, { gpu: GPUS.h100, precision: "fp8" }),
];
const rows: FitRows = {
  benchmarks,
  wholeRuns: [
    reaching(0.75, { team: "a" }),
    reaching(0.75, { team: "b", gpuCount: 256 }),
    reaching(0.75, { team: "c", mixture: true }),
    reaching(0.75, { team: "d", mixture: true, gpu: GPUS.h100 }),
    reaching(0.75, { team: "e", gpu: GPUS.v100, precision: "fp16" }),
    reaching(0.75, { team: "f", gpu: GPUS.v100, precision: "fp16" }),
  ],
  fineTuning: [
    reaching(0.6, { method: "sft", team: "a" }),
    reaching(0.6, { method: "lora", team: "b", gpuCount: 1 }),
    reaching(0.6, { method: "sft", team: "c", parameters: 5e8 }),
  ],
  ppo: [reaching(0.25, { method: "ppo", team: "a" })],
  unpackSeconds: [0.2, 0.05, 0.01],
  overheads: [0.3, 0.1, 0.05],
};

describe("a fit to rows that follow the formula exactly", () => {
  const fit = fitEfficiency(rows);

  it("finds the benchmarks' cells and exponents", () => {
    expect(Object.keys(fit.benchmark_mfu)).toEqual(["ampere_bf16", "hopper_bf16", "hopper_fp8"]);
    for (const [cell, mfu] of Object.entries(EFFICIENCY.benchmark_mfu))
      expect(fit.benchmark_mfu[cell]).toBeCloseTo(mfu, 8);
    expect(fit.small_model_exponent).toBeCloseTo(0.1, 8);
    expect(fit.gpu_count_exponent).toBeCloseTo(-0.05, 8);
  });

  it("finds what mixtures, other chips and each kind of work reach of them", () => {
    expect(fit.mixture_factor).toBeCloseTo(0.8, 8);
    expect(fit.other_chip_factor).toBeCloseTo(0.6, 8);
    expect(fit.whole_run.factor).toBeCloseTo(0.75, 8);
    expect(fit.fine_tuning.factor).toBeCloseTo(0.6, 8);
    expect(fit.ppo.factor).toBeCloseTo(0.25, 8);
    for (const { log_sd } of [fit.whole_run, fit.fine_tuning, fit.ppo]) expect(log_sd).toBeCloseTo(0, 6);
  });

  it("counts rows, teams and degrees of freedom, those of whole runs with the others'", () => {
    const counts = [fit.whole_run, fit.fine_tuning, fit.ppo].map((of) => [of.rows, of.teams, of.degrees_of_freedom]);
    expect(counts).toEqual([
      [6, 6, 5],
      [3, 3, 2 + 5],
      [1, 1, 5],
    ]);
  });

  it("takes the middle of what was measured of unpacking and overheads", () => {
    expect(fit.unpack).toEqual({ seconds_per_billion: 0.05, gpu: "a100_40gb" });
    expect(fit.fine_tuning_overhead_fraction).toBe(0.1);
  });
});

describe("the scatter between teams", () => {
  const off = (log: number, given: Partial<Observed>) => reaching(Math.exp(log), given);
  const level = { ...rows, wholeRuns: [off(0, { team: "a" }), off(0.3, { team: "b" }), off(-0.3, { team: "c" })] };

  it("is what leaving each team out shows, around the median of the others", () => {
    const fit = fitEfficiency({
      ...level,
      fineTuning: [off(0, { team: "x" }), off(0.2, { team: "y" }), off(0.6, { team: "y" }), off(1, { team: "z" })],
    });
    // The others' medians: 0.6, 0.5 twice, 0.2.
    const own = (0.6 ** 2 + 0.3 ** 2 + 0.1 ** 2 + 0.8 ** 2) / 4;
    // Of whole runs: 0, 0.3 and −0.3 against the means of the others, 0, −0.15 and 0.15.
    const whole = (0.45 ** 2 + 0.45 ** 2) / 3;
    expect(fit.whole_run.log_sd).toBeCloseTo(Math.sqrt(whole), 8);
    expect(fit.fine_tuning.factor).toBeCloseTo(Math.exp(0.4), 8);
    expect(fit.fine_tuning).toMatchObject({ rows: 4, teams: 3, degrees_of_freedom: 4 });
    expect(fit.fine_tuning.log_sd).toBeCloseTo(Math.sqrt((2 * own + 2 * whole) / 4), 8);
  });

  it("is for PPO around the mean, and for one team its own beside that of whole runs", () => {
    const ppo = [off(0, { team: "x" }), off(0.3, { team: "x" }), off(0.9, { team: "x" })];
    const fit = fitEfficiency({ ...level, ppo });
    const own = (0.4 ** 2 + 0.1 ** 2 + 0.5 ** 2) / 3;
    expect(fit.ppo.factor).toBeCloseTo(Math.exp(0.4), 8);
    expect(fit.ppo.log_sd).toBeCloseTo(Math.sqrt(own + (2 * 0.45 ** 2) / 3), 8);
    expect(fit.ppo).toMatchObject({ rows: 3, teams: 1, degrees_of_freedom: 2 });
    const two = fitEfficiency({ ...level, ppo: [...ppo, off(0.9, { team: "y" })] });
    const around = (0.9 ** 2 + 0.6 ** 2 + 0 + 0.5 ** 2) / 4;
    expect(two.ppo.log_sd).toBeCloseTo(Math.sqrt((1 * around + 2 * ((2 * 0.45 ** 2) / 3)) / 3), 8);
    expect(two.ppo).toMatchObject({ teams: 2, degrees_of_freedom: 3 });
  });
});

describe("the accuracy on teams that were left out", () => {
  const gpus = Object.values(GPUS);
  /** Teams whose runs reach other shares of the benchmarks; left out, each is predicted by the others' mean. */
  const inputs = (logs: Readonly<Record<string, number>>, kind: "wholeRuns" | "fineTuning") => ({
    rows: {
      ...rows,
      [kind]: Object.entries(logs).map(([team, log]) =>
        reaching(Math.exp(log), { team, ...(kind === "fineTuning" && { method: "sft", tokens: 0 }) }),
      ),
    },
    throughput: [],
    gpus,
  });

  it("is the error of what the others predict, of whole runs", () => {
    const table = wholeRunAccuracy(inputs({ a: 0, b: 0.3, c: -0.3, d: 0 }, "wholeRuns"));
    // Against the means of the others, b reaches 0.4 more and c 0.4 less: fewer hours than estimated, and more.
    const { coverage, interval_factor, ...told } = table.first_principles;
    expect(told).toEqual({
      rows: 4,
      teams: 4,
      median_error: expect.closeTo((1 - Math.exp(-0.4)) / 2, 8),
      log_error: expect.closeTo(Math.sqrt((2 * 0.4 ** 2) / 4), 8),
    });
    // Three teams are left each time: two degrees of freedom, t = 2.920; their scatter 0.3674 twice, and 0.2121 twice.
    const t = studentT({ degreesOfFreedom: 2 }).quantile(0.95);
    expect(t).toBeCloseTo(2.92, 3);
    const scatters = [Math.sqrt((2 * 0.45 ** 2) / 3), Math.sqrt((2 * 0.15 ** 2 + 0.3 ** 2) / 3)];
    expect(coverage).toBe(1);
    expect(interval_factor).toBeCloseTo(Math.exp(t * ((scatters[0] ?? 0) + (scatters[1] ?? 0))), 8);
    expect(table.combined).toEqual(approximately(table.first_principles));
    // Nothing was measured.
    expect(table.measured).toEqual({ rows: 0, teams: 0, median_error: 0, log_error: 0 });
  });

  it("counts the share of truths inside of the intervals", () => {
    const table = wholeRunAccuracy(inputs({ a: 0, b: 0.001, c: 0, d: 9 }, "wholeRuns"));
    expect(table.first_principles.coverage).toBe(0.75);
  });

  it("has an analogy where three other runs are known", () => {
    const of = inputs({ a: 0, b: 0, c: 0, d: 0.2 }, "wholeRuns");
    const table = wholeRunAccuracy(of);
    expect(table.analogy).toMatchObject({ rows: 4, teams: 4 });
    // Whichever GPU's hours they are counted in.
    expect(wholeRunAccuracy({ ...of, gpus: [GPUS.h100] })).toEqual(
      Object.fromEntries(Object.entries(table).map(([name, told]) => [name, approximately(told)])),
    );
    // Alike but for their speed: the first three are predicted 0.2 ÷ 3 too fast, the last one 0.2 too slow.
    expect(table.analogy.log_error).toBeCloseTo(Math.sqrt((3 * (0.2 / 3) ** 2 + 0.2 ** 2) / 4), 8);
    const t = studentT({ degreesOfFreedom: 2 }).quantile(0.95);
    const s = Math.sqrt((2 * (0.2 / 3) ** 2 + (0.4 / 3) ** 2) / 2);
    expect(table.analogy.interval_factor).toBeCloseTo(Math.exp(2 * t * s * Math.sqrt(4 / 3)), 6);
  });

  it("looks for measured work among other teams, and takes a benchmark for faster than a whole run", () => {
    const measured = [reaching(1, { team: "a", tokens: 0 }), reaching(0.5, { team: "bench", tokens: 0 })];
    const table = wholeRunAccuracy({ ...inputs({ a: 0, b: 0, c: 0, d: 0 }, "wholeRuns"), throughput: measured });
    // Team a sees the bench alone: half its speed. The others see both, at the same distance: √½ of theirs.
    expect(table.measured).toMatchObject({ rows: 4, teams: 4 });
    expect(table.measured.median_error).toBeCloseTo(Math.SQRT2 - 1, 8);
    expect(table.measured.log_error).toBeCloseTo(Math.sqrt((Math.LN2 ** 2 + 3 * (Math.LN2 / 2) ** 2) / 4), 8);
    const slow = wholeRunAccuracy({
      ...inputs({ a: -0.5, b: -0.5, c: -0.5, d: -0.5 }, "wholeRuns"),
      throughput: measured.slice(0, 1),
    });
    // Whole runs reach e^−0.5 of the benchmark that was measured, and that is what is expected of them.
    expect(slow.measured.rows).toBe(3);
    expect(slow.measured.log_error).toBeCloseTo(0, 8);
  });

  it("lets QLoRA wait for its weights, on its own GPU and on others", () => {
    const of = inputs({ a: 0, b: 0 }, "fineTuning");
    const quick = {
      ...of,
      rows: { ...of.rows, fineTuning: [...of.rows.fineTuning, reaching(1, { method: "qlora", team: "q", tokens: 0 })] },
    };
    const waiting = fineTuningAccuracy(quick).first_principles;
    // 7 billion parameters × 0.05 s for each micro-batch of 2048 tokens: slower than a run that does not wait.
    const row = quick.rows.fineTuning[2];
    if (!row) throw new Error("no row");
    const slower = Math.log(1 + (0.35 * row.tokensPerSecond) / 2048);
    expect(waiting.log_error).toBeCloseTo(Math.sqrt(slower ** 2 / 3), 8);
  });

  it("is of throughput for fine-tuning, whose tokens nobody states, with no analogy", () => {
    const of = inputs({ a: 0, b: 0.2, c: 0.2, d: 0.2 }, "fineTuning");
    const table = fineTuningAccuracy({ ...of, throughput: [reaching(1, { method: "sft", team: "bench", tokens: 0 })] });
    expect(table.analogy.rows).toBe(0);
    // Left out, a is predicted 0.2 too fast; the others by the median of 0, 0.2, 0.2.
    expect(table.first_principles).toMatchObject({ rows: 4, teams: 4 });
    expect(table.first_principles.median_error).toBeCloseTo(0, 8);
    expect(table.first_principles.log_error).toBeCloseTo(Math.sqrt(0.2 ** 2 / 4), 8);
    // The bench reaches 1: right for a, 0.2 too slow for the others; no factor between steady speeds.
    expect(table.measured.median_error).toBeCloseTo(Math.expm1(0.2), 8);
    // The mean of both, on the log scale: −0.1, and 0.1 three times.
    expect(table.combined.log_error).toBeCloseTo(0.1, 8);
    expect(table.combined.median_error).toBeCloseTo(Math.expm1(0.1), 8);
  });
});

const approximately = (values: object) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, expect.closeTo(Number(value), 8)]));
