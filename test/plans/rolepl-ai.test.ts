import { describe, expect, it } from "vitest";
import { resultOf } from "../../src/analysis/result.ts";
import { normalCdf } from "../../src/math/standard-normal.ts";
import { figuresOfPlan, numberAt, SCENARIOS, sheetOf } from "./read.ts";

const base = figuresOfPlan();
const at = (id: string): number => numberAt(base, id);

/** Every unit that a printed figure may have; a new one is a decision. */
const UNITS = [
  ...[
    "conversations",
    "conversations/month",
    "turns",
    "requests",
    "tokens",
    "words",
    "instances",
    "parameters",
    "examples",
    "comparisons",
  ],
  ...["profiles", "questions", "models", "GPUs", "hours", "days", "H100-days", "H100-hours", "GPU-hours"],
  ...["instances/day", "tokens/instance", "H100-hours/example", "GPU-hours/H100-hour"],
  ...[
    "H100-hours/(B parameters·M tokens)",
    "FLOP",
    "tokens/s",
    "EUR",
    "USD",
    "fraction",
    "probability",
    "ratio",
    "%",
    "of 100",
    "rank",
    "word",
  ],
];

describe("the ROLEPL-AI plan as published", () => {
  it("has every figure that is promised", () => {
    const promised = [
      ...["mean", "sd", "p5", "p50", "p95", "p99"].map((name) => `conversation.cost_usd.${name}`),
      ...["mean", "sd", "p5", "p50", "p95"].map((name) => `conversation.total_cost_usd.${name}`),
      "conversation.input_tokens.mean",
      "conversation.output_tokens.mean",
      ...["writing_days", "reviewing_days", "words_written", "words_reviewed"].map((name) => `data.${name}`),
      ...["tokens_written", "tokens_reviewed", "tokens_total", "instances"].map((name) => `data.${name}`),
      "compute.h100_days_budget",
      "compute.h100_days_per_session",
      ...["bloom", "llama", "flm", "hyperclova", "alexatm", "welm", "llama2"].map(
        (row) => `pretraining.${row}.h100_days`,
      ),
      ...["pretraining", "sft", "rlhf", "other_alignment", "lora", "api"].flatMap((approach) =>
        ["h100_days", "suitability", "data_gap_instances", "data_gap_person_days"].map(
          (name) => `approach.${approach}.${name}`,
        ),
      ),
      ...["pretraining", "sft", "rlhf", "other_alignment", "lora"].map((route) => `projection.${route}.h100_days`),
      "budget.gpu_share_fraction",
      "budget.reserve_fraction",
    ];
    expect(promised.filter((id) => base[id] === undefined)).toEqual([]);
  });

  it.each([
    ["pretraining.bloom.h100_days", 33_600, "Table 3"],
    ["pretraining.llama.h100_days", 35_840, "Table 3"],
    ["pretraining.flm.h100_days", 3_520, "Table 3"],
    ["pretraining.alexatm.h100_days", 12_800, "Table 3"],
    ["sft_runs.opt_iml_176b.h100_days", 320, "Table 5"],
    ["lora_llama.llama_65b.h100_hours", 50.5, "60.6 h ÷ 1.2; Table 8 prints 50"],
    ["sft_llama.llama_7b.h100_hours", 5, "Table 6"],
    ["sft_datasets.alpaca.tokens", 3.9e6, "Table 4"],
    ["sft_datasets.alpaca.tokens_per_instance", 75, "Table 4"],
    ["data.writing_days", 51, "170 × 30 %"],
    ["data.words_written", 51 * 7.5 * 60 * 25, "section 4.1.1"],
    ["data.tokens_total", 51 * 7.5 * 60 * 125 * 1.3, "section 4.1.1"],
  ])("computes %s as %d (%s)", (id, expected) => {
    expect(at(id)).toBeCloseTo(expected, 6);
  });

  it("rounds to what the document prints where the document follows", () => {
    expect(at("compute.h100_days_budget")).toBeCloseTo(322.58, 2);
    expect(Math.round(at("pretraining.llama2.h100_days"))).toBe(59_733);
    expect(Math.round(at("alignment.stable_alignment.h100_hours"))).toBe(67);
    expect(at("sft_vs_lora.llama_7b.ratio")).toBeCloseTo(0.58, 2);
    expect(at("ratio.rlhf_to_sft")).toBeCloseTo(60 / 4.9, 12);
  });

  it("judges the approaches as Table 10 does, and prompting as affordable", () => {
    const judged = ["pretraining", "sft", "rlhf", "other_alignment", "lora", "api"].map(
      (key) => base[`approach.${key}.suitability`]?.value,
    );
    expect(judged).toEqual([
      "not-suitable",
      "needs-more-data",
      "not-suitable",
      "needs-more-data",
      "needs-more-data",
      "suitable",
    ]);
  });

  it("sees RLHF fail for annotation too, because the dataset leaves 68 days", () => {
    expect(at("data.days_left")).toBeCloseTo(68, 9);
    expect(at("approach.rlhf.annotation_days")).toBeCloseTo((33_000 * 2 * 300) / 1.3 / (100 * 60 * 7.5), 6);
    expect(String(base["approach.rlhf.short_of"]?.value).split(", ")).toContain("annotation");
  });

  it("has nulls where a figure does not apply", () => {
    expect(base["approach.api.h100_days"]?.value).toBeNull();
  });

  it("gives projections the spread of the rows they rest on", () => {
    for (const route of ["pretraining", "sft", "rlhf", "other_alignment", "lora"]) {
      const [low, high] = base[`projection.${route}.h100_days`]?.interval90 ?? [0, 0];
      expect(low).toBeGreaterThan(0);
      expect(high / low).toBeGreaterThan(2);
    }
  });
});

describe("the shipped scenarios", () => {
  it("are at least those that are promised", () => {
    for (const name of ["as-published", "api-billing", "days-187", "words-as-printed", "h100-measured", "with-doubt"])
      expect(SCENARIOS).toContain(name);
  });

  it("leave the base as it is under its own name", () => {
    expect(figuresOfPlan({ scenarios: ["as-published"] })).toEqual(base);
  });

  it("give 56.1 days with 187 person-days, and the printed words with 46.75 days", () => {
    expect(numberAt(figuresOfPlan({ scenarios: ["days-187"] }), "data.writing_days")).toBeCloseTo(56.1, 9);
    const words = figuresOfPlan({ scenarios: ["words-as-printed"] });
    expect(numberAt(words, "data.writing_days")).toBeCloseTo(46.75, 9);
    expect(Math.floor(numberAt(words, "data.words_written"))).toBe(525_937);
    expect(numberAt(words, "data.words_reviewed")).toBeCloseTo(2_103_750, 6);
  });

  it("have the measured factor make reference runs 1.2/2.16 as long, with its spread", () => {
    const measured = figuresOfPlan({ scenarios: ["h100-measured"] })["pretraining.bloom.h100_days"];
    // The factor is lognormal with P5 1.85 and P95 2.54. A sample quantile has the standard error
    // √(p(1−p)/n)·σ/φ(z) in the log; five of them at n = 400 draws: a false alarm once in 1.7 million.
    const sigma = Math.log(2.54 / 1.85) / (2 * 1.6449);
    const error = (p: number, density: number) => (5 * Math.sqrt((p * (1 - p)) / 400) * sigma) / density;
    const logOff = (value: number, factor: number) => Math.abs(Math.log(value / 33_600 / (1.2 / factor)));
    expect(logOff(Number(measured?.value), Math.sqrt(1.85 * 2.54))).toBeLessThan(error(0.5, 0.3989));
    const [low, high] = measured?.interval90 ?? [0, 0];
    expect(logOff(low, 2.54)).toBeLessThan(error(0.05, 0.1031));
    expect(logOff(high, 1.85)).toBeLessThan(error(0.95, 0.1031));
  });

  it("have the budget's H100-days at the interval of their closed form, with doubt", () => {
    // days = budget × share × (1 − reserve) ÷ price: two uniform laws and a lognormal one. Given the uniform two, the
    // distribution function is normal in ln price; they are integrated by the midpoint rule on 200 × 200 points.
    const z95 = 1.6448536269514722;
    const [mu, sigma] = [(Math.log(50) + Math.log(75)) / 2, (Math.log(75) - Math.log(50)) / (2 * z95)];
    const cdf = (days: number): number => {
      let sum = 0;
      for (let i = 0; i < 200; i++)
        for (let j = 0; j < 200; j++) {
          const money = (18_000 + (4000 * (i + 0.5)) / 200) * 0.95 * (1 - (0.1 + (0.2 * (j + 0.5)) / 200));
          sum += normalCdf((mu - Math.log(money / days)) / sigma);
        }
      return sum / 200 ** 2;
    };
    const draws = 2000;
    const sheet = sheetOf({ scenarios: ["with-doubt"] });
    const printed = sheet.printed.filter(({ id }) => id === "compute.h100_days_budget");
    const interval = resultOf(printed, { seed: 1, draws })["compute.h100_days_budget"]?.interval90 ?? [0, 0];
    // F at a sample quantile scatters by √(p (1 − p) ÷ draws); 4 of that is missed once in 16,000 seeds.
    for (const [end, p] of [0.05, 0.95].entries())
      expect(Math.abs(cdf(interval[end] ?? 0) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / draws));
  });

  it.each(SCENARIOS)("have sound figures throughout: %s", (scenario) => {
    const sheet = sheetOf({ scenarios: [scenario] });
    const ids = sheet.printed.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const node of sheet.printed) {
      expect(node.label.trim()).not.toBe("");
      expect(UNITS).toContain(node.unit);
      if (node.kind === "figure") expect(node.formula.trim()).not.toBe("");
    }
    for (const [id, { value }] of Object.entries(figuresOfPlan({ scenarios: [scenario] })))
      if (typeof value === "number")
        // A crossing is infinite where one option never becomes cheaper than the other.
        expect(Number.isFinite(value) || (id.startsWith("break_even.") && value === Number.POSITIVE_INFINITY)).toBe(
          true,
        );
  });
});
