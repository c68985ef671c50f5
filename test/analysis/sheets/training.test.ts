import { describe, expect, it } from "vitest";
import { ancestorsOf, evaluate } from "../../../src/analysis/evaluate.ts";
import type { Node, Quantity } from "../../../src/analysis/node.ts";
import type { TrainingAssumptions } from "../../../src/analysis/plan/training-assumptions.ts";
import { planTrainingSheet } from "../../../src/analysis/sheets/plan-training.ts";
import type { PlannedTraining } from "../../../src/analysis/sheets/planned-training.ts";
import { trainingSheet } from "../../../src/analysis/sheets/training.ts";
import type { ThroughputRow, TrainingCatalog, TrainingRun } from "../../../src/analysis/training/catalog.ts";
import { trainingFacts, trainingWarnings } from "../../../src/analysis/training/training-facts.ts";
import { studentT } from "../../../src/math/student-t-distribution.ts";
import { BESIROGLU_2024, computeOptimal, expectedLoss, HOFFMANN_2022 } from "../../../src/model/chinchilla.ts";
import { section, valuesBelow, valuesOf, wronglyShown } from "../figures.ts";
import { choiceLeaf, quantityLeaf } from "../leaves.ts";
import { CATALOG, EFFICIENCY, GPUS } from "../training/small-catalog.ts";

const planned = (changed: Partial<PlannedTraining> = {}): PlannedTraining => ({
  method: "sft",
  gpu: GPUS.h100,
  precision: "bf16",
  ...{ usdPerEur: quantityLeaf("usdPerEur", 1.25), overheadFraction: quantityLeaf("overhead", 0.1) },
  ...section("training", {
    parameters: 8e9,
    tokens: 1e6,
    epochs: 3,
    sessions: 2,
    packingFraction: 0.5,
    gpuCount: 8,
    sequenceLength: 2048,
    microBatch: 4,
  }),
  ...changed,
});
const given = (values: Readonly<Record<string, number>>): Partial<PlannedTraining> => section("given", values);
const shown = (changed: Partial<PlannedTraining> = {}, catalog: TrainingCatalog = CATALOG) =>
  trainingSheet(planned(changed), catalog).figures;
const values = (...how: Parameters<typeof shown>) =>
  valuesBelow("training.", shown(...how)) as Readonly<Record<string, number>>;

/** 6 FLOP a parameter, and attention over half the sequence in a usual shape. */
const layers = Math.cbrt(8e9 / (12 * 128 ** 2));
const FLOP = 6 * 8e9 + 6 * layers * 128 * layers * 2048;
/** An SFT run reaches 0.6 of the 0.4 of a benchmark on an H100 of 1000 TFLOP/s. */
const SPEED = (0.24 * 1000e12) / FLOP;
const TOKENS = 12e6;
const hours = (speed: number, tokens = TOKENS) => (tokens / speed / 3600) * 1.1;

const row: ThroughputRow = {
  label: "a measured one",
  method: "sft",
  parameters: 8e9,
  gpu: "h100",
  gpu_count: 8,
  precision: "bf16",
  sequence_length: 2048,
  tokens_per_second: SPEED / 4,
  team: "t",
  source: "a test",
};
const run = (key: string, changed: Partial<TrainingRun> = {}): TrainingRun => ({
  key,
  label: key,
  method: "sft",
  parameters: 8e9,
  tokens: 1e9,
  gpu: "h100",
  gpu_hours: 100,
  precision: "bf16",
  team: key,
  source: "a test",
  ...changed,
});
const measured: TrainingCatalog = { ...CATALOG, throughput: [row] };

describe("a planned run", () => {
  it("takes what its tokens, FLOP and expected MFU come to", () => {
    const found = values();
    expect(found.tokens_seen).toBe(TOKENS);
    expect(found.flop).toBeCloseTo(FLOP * TOKENS, -8);
    expect(found["first_principles.mfu"]).toBeCloseTo(0.24, 12);
    expect(found["first_principles.gpu_hours"]).toBeCloseTo(hours(SPEED), 10);
    expect(found.gpu_hours).toBeCloseTo(hours(SPEED), 10);
    expect(found.wall_hours).toBeCloseTo(hours(SPEED) / 8, 10);
    expect(found.tokens_per_second_per_gpu).toBeCloseTo(SPEED, 6);
    expect([found["analogy.gpu_hours"], found["measured.gpu_hours"]]).toEqual([null, null]);
    expect(Object.keys(found)).toEqual([
      "flop",
      "tokens_seen",
      "gpu_hours",
      "wall_hours",
      "tokens_per_second_per_gpu",
      "analogy.gpu_hours",
      "first_principles.gpu_hours",
      "measured.gpu_hours",
      "first_principles.mfu",
    ]);
    expect(wronglyShown(shown())).toEqual([]);
  });

  it("is named by what stands in front of its ids", () => {
    const ids = trainingSheet(planned(), CATALOG, "option.lora").figures.map(({ id }) => id);
    expect(ids.every((id) => id.startsWith("option.lora."))).toBe(true);
  });

  it("is computed by the parameters that a token passes through, as a mixture where these are few", () => {
    const dense = values({ ...given({ parameters: 10e9, activeParameters: 8e9 }) });
    expect(dense["first_principles.mfu"]).toBeCloseTo(0.24, 12);
    expect(dense.flop).toBeCloseTo(FLOP * TOKENS, -8);
    const mixture = values({ ...given({ parameters: 80e9, activeParameters: 8e9 }) });
    expect(mixture["first_principles.mfu"]).toBeCloseTo(0.24 * 0.8, 12);
    expect(mixture.flop).toBeCloseTo(FLOP * TOKENS, -8);
  });

  it("counts for PPO the critic as it is, else as large as the model", () => {
    const flop = (changed: Partial<PlannedTraining>) => values({ method: "ppo", ...changed }).flop ?? 0;
    expect(flop({})).toBe(flop(given({ criticParameters: 8e9 })));
    expect(flop(given({ criticParameters: 1e9 })) / TOKENS).toBeCloseTo(flop({}) / TOKENS - 10 * 7e9, -3);
  });

  it("is lengthened by failures: each costs a restart and half of what was done since the last checkpoint", () => {
    const failures = section("f", { failuresPerGpuHour: 0.001, restartHours: 0.5, checkpointHours: 3 });
    const found = values({ failures });
    expect(found.gpu_hours).toBeCloseTo((hours(SPEED) / 1.1) * (1.1 + 0.001 * 8 * (0.5 + 1.5)), 10);
    expect(wronglyShown(shown({ failures }))).toEqual(["training.time_on_top_fraction"]);
  });

  it.each([
    ["EUR", undefined, 2.5, 3.125],
    ["EUR", "EUR", 2.5, 3.125],
    ["USD", "USD", 2, 2.5],
  ] as const)("costs its hours' rent in both currencies, priced in %s", (_, priceCurrency, eur, usd) => {
    const price = quantityLeaf("price", 2.5);
    const found = values({ price, priceCurrency });
    expect(found.cost_eur).toBeCloseTo(hours(SPEED) * eur, 10);
    expect(found.cost_usd).toBeCloseTo(hours(SPEED) * usd, 10);
    const formulas = shown({ price, priceCurrency }).flatMap(({ id, formula }) =>
      id.includes(".cost_") ? [formula] : [],
    );
    const [own, other] = ["GPU-hours × price an hour", "GPU-hours × price an hour, at the exchange rate"];
    expect(formulas).toEqual(priceCurrency === "USD" ? [other, own] : [own, other]);
  });

  it("is estimated by measured throughput too, and recommended as the mean of both", () => {
    const found = values({}, measured);
    expect(found["measured.gpu_hours"]).toBeCloseTo(hours(SPEED / 4), 9);
    expect(found.tokens_per_second_per_gpu).toBeCloseTo(SPEED / 2, 6);
    expect(found.gpu_hours).toBeCloseTo(hours(SPEED / 2), 9);
    expect(wronglyShown(shown({}, measured))).toEqual([]);
  });

  it("has no measured estimate where nothing measured is like it: PPO beside others", () => {
    expect(values({ method: "ppo" }, measured)["measured.gpu_hours"]).toBeNull();
    const ppo = { ...CATALOG, throughput: [{ ...row, method: "ppo" as const }] };
    expect(values({}, ppo)["measured.gpu_hours"]).toBeNull();
    expect(values({ method: "ppo" }, ppo)["measured.gpu_hours"]).toBeGreaterThan(0);
    expect(
      values({}, { ...ppo, throughput: [row, { ...row, method: "ppo" as const }] })["measured.gpu_hours"],
    ).toBeCloseTo(hours(SPEED / 4), 9);
  });

  it("is estimated by analogy with whole runs", () => {
    const runs = [run("a"), run("b", { gpu_hours: 200 }), run("c", { gpu_hours: 50 })];
    const found = values({}, { ...CATALOG, runs });
    // 100 hours for a billion tokens, by the geometric mean; no overhead on top of whole runs.
    expect(found["analogy.gpu_hours"]).toBeCloseTo((100 * TOKENS) / 1e9, 9);
    expect(wronglyShown(shown({}, { ...CATALOG, runs }))).toEqual([]);
    const onA100 = runs.map((one) => ({ ...one, gpu: "a100", gpu_hours: 10 * one.gpu_hours }));
    // An H100 does the work of 400 ÷ 150 A100.
    expect(values({}, { ...CATALOG, runs: onA100 })["analogy.gpu_hours"]).toBeCloseTo((12 * 150) / 400, 9);
    const without = { ...CATALOG, gpus: [GPUS.h100, GPUS.b200], runs };
    expect(values({}, without)["analogy.gpu_hours"]).toBeCloseTo(1.2, 9);
  });

  it("leaves out what no hardware could do", () => {
    const tooFast = { ...row, tokens_per_second: SPEED * 10 };
    expect(values({}, { ...CATALOG, throughput: [tooFast] })["measured.gpu_hours"]).toBeNull();
    const runs = [run("a"), run("b"), run("c", { gpu_hours: 1 })];
    expect(values({}, { ...CATALOG, runs })["analogy.gpu_hours"]).toBeNull();
  });
});

describe("pre-training", () => {
  const pretraining = { method: "pretraining" } as const;
  const benchmark: ThroughputRow = { ...row, method: "pretraining", tokens_per_second: (0.4 * 1000e12) / FLOP };

  it("takes first principles alone, and a benchmark for faster than a whole run", () => {
    const found = values(pretraining, { ...CATALOG, throughput: [benchmark] });
    const speed = (0.4 * 0.75 * 1000e12) / FLOP;
    expect(found.tokens_per_second_per_gpu).toBeCloseTo(speed, 6);
    expect(found["measured.gpu_hours"]).toBeCloseTo(hours(speed), 9);
    const slow = { ...benchmark, tokens_per_second: benchmark.tokens_per_second / 2 };
    const other = values(pretraining, { ...CATALOG, throughput: [slow] });
    expect(other["measured.gpu_hours"]).toBeCloseTo(2 * hours(speed), 9);
    expect(other.gpu_hours).toBeCloseTo(hours(speed), 9);
    const label = (method: "pretraining" | "sft") => shown({ method }).find(({ id }) => id.endsWith("per_gpu"))?.label;
    expect(label("pretraining")).toBe("Tokens a second on one GPU, mean of the whole run");
    expect(label("sft")).toBe("Tokens a second on one GPU while steps run");
  });

  it("is held against the scaling laws", () => {
    const found = values(pretraining);
    expect(found.tokens_per_parameter).toBeCloseTo(TOKENS / 8e9, 12);
    for (const [key, law] of [
      ["hoffmann_2022", HOFFMANN_2022],
      ["besiroglu_2024", BESIROGLU_2024],
    ] as const) {
      expect(found[`${key}.loss`]).toBe(expectedLoss(law, { parameters: 8e9, tokens: TOKENS }));
      const best = computeOptimal(law, found.flop ?? 0);
      expect([found[`${key}.optimal_parameters`], found[`${key}.optimal_tokens`]]).toEqual([
        best.parameters,
        best.tokens,
      ]);
    }
    expect(values().tokens_per_parameter).toBeUndefined();
    expect(wronglyShown(shown(pretraining))).toEqual([]);
  });
});

describe("runs by a new team", () => {
  const runs = [run("a"), run("b", { gpu_hours: 200 }), run("c", { gpu_hours: 50 })];
  const all = shown({}, { ...measured, runs });
  const leaf = (name: string): Quantity => {
    const found = ancestorsOf(all).find(({ id }) => id === `training.${name}.scatter`);
    if (found?.kind !== "leaf" || found.leaf !== "quantity") throw new Error(`no scatter of ${name}`);
    return found;
  };

  it.each([
    ["first_principles", "first_principles.gpu_hours", 0.4],
    ["measured", "measured.gpu_hours", -0.4],
    ["combined", "gpu_hours", -0.4],
    // Logarithms −ln 2, 0 and ln 2: a scatter of ln 2, and a third more variance for a prediction.
    ["analogy", "analogy.gpu_hours", -Math.LN2 * Math.sqrt(4 / 3)],
  ])("scatter around the estimate: %s", (name, id, faster) => {
    const [found] = all.filter((one) => one.id === `training.${id}`);
    if (!found) throw new Error(`no ${id}`);
    const at = (deviate: number) =>
      Number(evaluate([found], new Map<Node, unknown>([[leaf(name), deviate]])).of(found));
    // First principles scatter in speed; the others in hours.
    expect(at(1) / at(0)).toBeCloseTo(Math.exp(-faster), 9);
    expect(leaf(name).place).toEqual({ file: "", line: 0, column: 0 });
    expect(leaf(name).value).toBe(0);
  });

  it("by Student's t of the teams that were seen, of two degrees of freedom at least", () => {
    const quantile = (degreesOfFreedom: number) => studentT({ degreesOfFreedom }).quantile(0.9);
    expect(leaf("combined").spread?.quantile(0.9)).toBe(quantile(5));
    expect(leaf("analogy").spread?.quantile(0.9)).toBe(quantile(2));
    expect(leaf("combined").source).toBe("scatter of 9 rows by 7 teams");
    expect(leaf("analogy").source).toBe("scatter of 3 whole runs around their line");
    const more = shown({}, { ...measured, runs: [...runs, run("d"), run("e")] });
    const five = ancestorsOf(more).find(({ id }) => id === "training.analogy.scatter");
    expect(five?.kind === "leaf" && five.leaf === "quantity" && five.spread?.quantile(0.9)).toBe(quantile(4));
    const efficiency = { ...EFFICIENCY, fine_tuning: { ...EFFICIENCY.fine_tuning, degrees_of_freedom: 1 } };
    const few = ancestorsOf(shown({}, { ...CATALOG, efficiency })).find(({ id }) => id === "training.combined.scatter");
    expect(few?.kind === "leaf" && few.leaf === "quantity" && few.spread?.quantile(0.9)).toBe(quantile(2));
  });
});

describe("the training run of a plan", () => {
  const budget = section("budget", {
    training_eur: 1,
    gpu_share_fraction: 1,
    reserve_fraction: 0,
    h100_price: 1,
    training_sessions: 1,
    usd_per_eur: 1.25,
  });
  const assumed = (changed: Partial<TrainingAssumptions> = {}, unit = "EUR/GPU-hour"): TrainingAssumptions => ({
    method: choiceLeaf("training.method", "sft"),
    gpu: "NVIDIA A100-SXM4-80GB",
    precision: choiceLeaf("training.precision", "bf16"),
    tokens: { product: ["data.tokens", 2] },
    ...section("training", {
      parameters: 8e9,
      epochs: 3,
      sessions: 2,
      packing_fraction: 0.5,
      gpu_count: 8,
      sequence_length: 2048,
      micro_batch: 4,
      overhead_fraction: 0.1,
      failures_per_gpu_hour: 0,
      restart_hours: 1,
      checkpoint_hours: 1,
    }),
    gpu_price: quantityLeaf("training.gpu_price", 2.5, unit),
    ...changed,
  });
  const sheet = (a: TrainingAssumptions, catalog = CATALOG) =>
    planTrainingSheet(a, budget, catalog, new Map([["data.tokens", quantityLeaf("data.tokens", 5e5)]]));
  /** An SFT run on an A100 reaches 0.6 of the half of a benchmark, of 300 TFLOP/s. */
  const own = hours((0.3 * 300e12) / FLOP);

  it("takes its tokens from elsewhere, and is counted in H100-days on the measured basis", () => {
    const found = valuesOf(sheet(assumed()));
    expect(found["training.tokens"]).toBe(1e6);
    expect(found["training.gpu_hours"]).toBeCloseTo(own, 9);
    expect(found["training.h100_days"]).toBeCloseTo(own / (400 / 150) / 24, 10);
    expect(found["training.cost_eur"]).toBeCloseTo(own * 2.5, 9);
    const time = ["training.time_on_top_fraction"];
    expect(wronglyShown(sheet(assumed()))).toEqual(time);
  });

  it("is priced in the currency of its unit", () => {
    expect(valuesOf(sheet(assumed({}, "USD/GPU-hour")))["training.cost_eur"]).toBeCloseTo(own * 2, 9);
  });

  it("has failures, active parameters and a critic where the plan states them", () => {
    const failing = assumed(section("training", { failures_per_gpu_hour: 0.01 }));
    expect(valuesOf(sheet(failing))["training.gpu_hours"]).toBeCloseTo((own / 1.1) * (1.1 + 0.01 * 8 * 1.5), 9);
    const mixture = assumed(section("training", { parameters: 80e9, active_parameters: 8e9 }));
    expect(valuesOf(sheet(mixture))["training.first_principles.mfu"]).toBeCloseTo(0.3 * 0.8, 12);
    const flop = (changed: Partial<TrainingAssumptions>) =>
      Number(valuesOf(sheet(assumed({ method: choiceLeaf("m", "ppo"), ...changed })))["training.flop"]);
    expect(flop(section("training", { critic_parameters: 1e9 }))).toBeLessThan(flop({}));
  });

  it("counts its own GPU where the catalog has no H100", () => {
    const found = valuesOf(sheet(assumed(), { ...CATALOG, gpus: [GPUS.a100] }));
    expect(found["training.h100_days"]).toBeCloseTo(own / 24, 10);
  });

  it("is refused on a GPU that nobody knows, or in a precision that it does not have", () => {
    expect(() => sheet(assumed({ gpu: "h1000" }))).toThrow(
      "found h1000, expected a GPU of the catalog: a100, h100, v100, b200",
    );
    expect(() => sheet(assumed({ gpu: "h1000" }))).toThrow(
      expect.objectContaining({ path: "training.gpu", words: ["a100", "h100", "v100", "b200"] }) as Error,
    );
    const fp8 = assumed({ precision: choiceLeaf("p", "fp8") });
    expect(() => sheet(fp8)).toThrow("found fp8, expected a precision that A100 has: fp32, bf16, fp16, int8, nf4");
    expect(() => sheet(fp8)).toThrow(expect.objectContaining({ path: "training.precision" }) as Error);
    expect(() => sheet(assumed({ tokens: "nowhere" }))).toThrow(
      expect.objectContaining({ path: "training.tokens" }) as Error,
    );
  });
});

describe("what stands behind a run", () => {
  const runs = [run("a"), run("b"), run("c"), run("fast", { gpu_hours: 1 })];
  const catalog = { ...CATALOG, runs, throughput: [row, { ...row, label: "unknown", gpu: "h1000" }] };

  it("is told as plain data", () => {
    const facts = trainingFacts(planned({ gpu: GPUS.a100, ...given({ gpuCount: 16 }) }), catalog);
    expect(facts).toEqual({
      method: "sft",
      gpu: "A100",
      gpuCount: 16,
      parameters: 8e9,
      tokens: TOKENS,
      trainingSet: { tokens: 1e6, epochs: 3, sessions: 2 },
      exponent: { value: 1, fitted: false, rows: 3 },
      neighbours: [
        {
          label: "a measured one",
          method: "sft",
          gpu: "H100",
          gpuCount: 8,
          precision: "bf16",
          sequenceLength: 2048,
          parameters: 8e9,
          tokensPerSecond: SPEED / 4,
          distance: expect.closeTo(1 + Math.LN2 / 4, 12),
        },
      ],
      accuracy: CATALOG.accuracy.fine_tuning,
      accuracyOf: "throughput of SFT and LoRA",
      refused: [
        { label: "fast", reason: expect.stringMatching(/MFU/) },
        { label: "unknown", reason: "unknown GPU h1000" },
      ],
      equivalence: [
        { gpu: "A100", basis: "published", factor: 1 / 1.2 },
        { gpu: "A100", basis: "peak", factor: 0.3 },
        { gpu: "A100", basis: "measured", factor: expect.closeTo(150 / 400, 12) },
      ],
    });
  });

  it("holds nothing where nothing is known", () => {
    const facts = trainingFacts(planned({ method: "pretraining" }), CATALOG);
    expect(facts).toMatchObject({
      neighbours: [],
      refused: [],
      equivalence: [],
      accuracy: CATALOG.accuracy.whole_runs,
    });
    expect(facts.accuracyOf).toBe("GPU-hours of whole pre-training runs");
    expect("exponent" in facts).toBe(false);
    const alone = trainingFacts(planned({ gpu: GPUS.a100 }), { ...CATALOG, gpus: [GPUS.a100], runs });
    expect(alone.equivalence).toEqual([]);
  });

  it("has the exponent of many runs over a wide range", () => {
    const wide = Array.from({ length: 12 }, (_, i) =>
      run(`run ${i}`, { tokens: 1e9 * 2 ** i, gpu_hours: 100 * 1.9 ** i }),
    );
    const { exponent } = trainingFacts(planned(), { ...CATALOG, runs: wide });
    expect(exponent).toEqual({ value: expect.closeTo(Math.log2(1.9), 8), fitted: true, rows: 12 });
  });

  it("looks for neighbours by the parameters that a token passes through", () => {
    const mixture = planned(given({ parameters: 80e9, activeParameters: 8e9 }));
    const facts = trainingFacts(mixture, catalog);
    expect(facts.neighbours[0]?.distance).toBeCloseTo(0, 12);
    expect(facts.parameters).toBe(80e9);
  });
});

describe("what a reader should know before", () => {
  const facts = (changed: object = {}) => ({ ...trainingFacts(planned(), CATALOG), ...changed });
  const figures = (values: Readonly<Record<string, number | null>>) =>
    Object.fromEntries(
      Object.entries(values).map(([id, value]) => [
        `training.${id}`,
        { value, unit: "", label: "", formula: "", of: [] },
      ]),
    );
  const codes = (...how: Parameters<typeof trainingWarnings>) => trainingWarnings(...how).map(({ code }) => code);

  it.each([
    ["estimates that agree within a factor of two", { "analogy.gpu_hours": 10, "measured.gpu_hours": 20 }, []],
    [
      "estimates that do not",
      { "analogy.gpu_hours": 10, "first_principles.gpu_hours": 15, "measured.gpu_hours": 20.1 },
      ["estimates-disagree"],
    ],
    ["an estimate that there is not", { "analogy.gpu_hours": null, "measured.gpu_hours": 20 }, []],
    ["no number of tokens a parameter", { tokens_per_parameter: null }, []],
    ["hardly any tokens a parameter", { tokens_per_parameter: 1.49 }, ["tokens-per-parameter"]],
    ["few tokens a parameter", { tokens_per_parameter: 1.5 }, []],
    ["many tokens a parameter", { tokens_per_parameter: 2000 }, []],
    ["more tokens a parameter than anybody used", { tokens_per_parameter: 2001 }, ["tokens-per-parameter"]],
  ] as const)("%s", (_, values, expected) => {
    expect(codes(figures(values), facts())).toEqual(expected);
  });

  it("is how far the nearest measured work is, and which methods nobody measured", () => {
    expect(codes({}, facts({ neighbours: [{ distance: 2.5 }] }))).toEqual([]);
    expect(codes({}, facts({ neighbours: [{ distance: 2.6 }, { distance: 9 }] }))).toEqual(["far-from-measured"]);
    expect(codes({}, facts({ method: "dpo" }))).toEqual(["no-measured-rows"]);
    expect(codes({}, facts({ method: "reward_model" }))).toEqual(["no-measured-rows"]);
  });

  it("is said with its numbers", () => {
    const all = trainingWarnings(
      figures({ "analogy.gpu_hours": 10, "measured.gpu_hours": 37, tokens_per_parameter: 0.123 }),
      facts({ neighbours: [{ distance: 3.21 }] }),
    ).map(({ message }) => message);
    expect(all).toEqual([
      "the estimates differ by a factor of 3.7",
      expect.stringMatching(/^0\.12 tokens a parameter; .* have 1\.5 to 2000$/),
      expect.stringMatching(/^the nearest measured work is far \(distance 3\.2\)/),
    ]);
  });
});
