import { describe, expect, it } from "vitest";
import type { Figure } from "../../../src/analysis/node.ts";
import { figure } from "../../../src/analysis/node.ts";
import type { ApproachAssumptions } from "../../../src/analysis/plan/plan.ts";
import { apiApproachSheet } from "../../../src/analysis/sheets/api-approach.ts";
import { approachSheet, type Means } from "../../../src/analysis/sheets/approach.ts";
import { budgetSheet } from "../../../src/analysis/sheets/budget.ts";
import { dataYieldSheet } from "../../../src/analysis/sheets/data-yield.ts";
import { section, valuesOf, wronglyShown } from "../figures.ts";
import { quantityLeaf } from "../leaves.ts";

const budget = section("budget", {
  training_eur: 20_000,
  gpu_share_fraction: 0.9,
  reserve_fraction: 0.2,
  h100_price: 60,
  training_sessions: 3,
  usd_per_eur: 1.25,
});
/** 30 days of writing and 20 of reviewing leave 50; 6600 instances, 132 a day, 240 a day where they are only reviewed. */
const data = section("data", {
  person_days: 100,
  writing_share_fraction: 0.3,
  reviewing_share_fraction: 0.2,
  hours_per_day: 8,
  writing_speed: 25,
  reviewing_speed: 100,
  tokens_per_word: 1.5,
  tokens_per_instance: 300,
});
const means: Means = {
  data,
  yield: dataYieldSheet(data),
  budget: budgetSheet(budget),
  needs: undefined,
  annotation: undefined,
};
const approach = (a: Partial<ApproachAssumptions>, changed: Partial<Means> = {}) =>
  approachSheet(
    "lora",
    { label: "LoRA", source: "a test", h100_days: 50, instances: 6000, ...a },
    { ...means, ...changed },
    new Map([["reference.days", quantityLeaf("reference.days", 40)]]),
  );

describe("a training budget", () => {
  it("rents H100-days, whole and by session", () => {
    const { figures } = budgetSheet(budget);
    // 20,000 × 0.9 × 0.8 ÷ 60.
    expect(valuesOf(figures)).toEqual({
      "budget.gpu_share_fraction": 0.9,
      "budget.reserve_fraction": 0.2,
      "compute.h100_days_budget": 240,
      "compute.h100_days_per_session": 80,
    });
    expect(wronglyShown(figures)).toEqual([]);
  });
});

describe("an approach", () => {
  it("needs what the reference rows say, and lacks nothing where there is as much", () => {
    const figures = approach({ h100_days: { product: ["reference.days", 2] } });
    expect(valuesOf(figures)).toEqual({
      "approach.lora.reference_h100_days": 80,
      "approach.lora.h100_days": 80,
      "approach.lora.reference_instances": 6000,
      "approach.lora.instances_needed": 6000,
      "approach.lora.public_instances": 0,
      "approach.lora.comparisons_needed": 0,
      "approach.lora.annotation_days": 0,
      "approach.lora.data_gap_instances": 0,
      "approach.lora.data_gap_person_days": 0,
      "approach.lora.data_gap_review_days": 0,
      // 50 days left, 240 instances a day.
      "approach.lora.instances_obtainable": 12_000,
      "approach.lora.suitability": "suitable",
      "approach.lora.short_of": "nothing",
    });
    expect(wronglyShown(figures, [...means.yield.figures, ...means.budget.figures])).toEqual([]);
  });

  it("needs more by a factor, counts instances by their tokens, and says what each gap takes", () => {
    const { instances: _, ...byTokens }: ApproachAssumptions = {
      label: "LoRA",
      source: "a test",
      h100_days: 50,
      instances: 0,
      tokens: 1_500_000,
      comparisons: 1200,
      public_instances: 100,
    };
    const figures = approachSheet(
      "lora",
      byTokens,
      {
        ...means,
        needs: section("needs", { compute_factor: 2, data_factor: 3 }),
        annotation: section("annotation", { replies_per_comparison: 4 }),
      },
      new Map(),
    );
    // 1200 comparisons of 4 replies of 300 tokens: 960,000 words, at 48,000 words a day 20 days of the 50 that are left.
    expect(valuesOf(figures)).toEqual({
      "approach.lora.reference_h100_days": 50,
      "approach.lora.h100_days": 100,
      "approach.lora.reference_tokens": 1_500_000,
      "approach.lora.reference_instances": 5000,
      "approach.lora.instances_needed": 15_000,
      "approach.lora.public_instances": 100,
      "approach.lora.comparisons_needed": 1200,
      "approach.lora.annotation_days": 20,
      "approach.lora.data_gap_instances": 8400,
      "approach.lora.data_gap_person_days": 8400 / 132,
      "approach.lora.data_gap_review_days": 35,
      "approach.lora.instances_obtainable": 100 + 30 * 240,
      "approach.lora.suitability": "not-suitable",
      "approach.lora.short_of": "compute, obtainable-data",
    });
    expect(wronglyShown(figures, [...means.yield.figures, ...means.budget.figures])).toEqual([]);
  });

  it("takes the gap in days as none where there is none, whatever the pace", () => {
    const idle = { ...data, ...section("data", { writing_share_fraction: 0, reviewing_share_fraction: 0 }) };
    expect(valuesOf(approach({ instances: 0 }, { data: idle, yield: dataYieldSheet(idle) }))).toMatchObject({
      "approach.lora.data_gap_instances": 0,
      "approach.lora.data_gap_person_days": 0,
    });
  });

  it("needs no instances where none are stated", () => {
    const figures = approachSheet("x", { label: "X", source: "a test", h100_days: 1 }, means, new Map());
    expect(valuesOf(figures)).toMatchObject({ "approach.x.instances_needed": 0 });
  });

  it.each([
    ["h100_days", { h100_days: "nowhere" }, "approaches.lora.h100_days"],
    ["instances", { instances: "nowhere" }, "approaches.lora.instances"],
    ["tokens", { tokens: "nowhere" }, "approaches.lora.tokens"],
    ["public_instances", { public_instances: "nowhere" }, "approaches.lora.public_instances"],
    ["comparisons", { comparisons: "nowhere" }, "approaches.lora.comparisons"],
  ] as const)("names the line of the plan whose reference is not there: %s", (_, changed, path) => {
    expect(() => approach(changed)).toThrow(expect.objectContaining({ path }) as Error);
  });

  it("says how a need was made: by a factor, from tokens, from annotation", () => {
    const formulas = (figures: readonly Figure<number | string>[]) =>
      ["h100_days", "annotation_days"].map((name) => figures.find(({ id }) => id.endsWith(`.${name}`))?.formula);
    expect(formulas(approach({}))).toEqual(["as the reference rows", "none stated"]);
    expect(
      formulas(
        approach(
          {},
          {
            needs: section("needs", { compute_factor: 1, data_factor: 1 }),
            annotation: section("annotation", { replies_per_comparison: 2 }),
          },
        ),
      ),
    ).toEqual([
      "as the reference rows × factor",
      "comparisons × replies × tokens an instance ÷ tokens/word ÷ (hours/day × 60 × reviewing speed)",
    ]);
  });
});

describe("prompting a hosted model", () => {
  const cost = figure({ id: "cost", unit: "USD", label: "", formula: "", of: {}, by: () => 2 });
  const judged = (conversations_needed: number) =>
    apiApproachSheet(
      { label: "API", conversations_needed: quantityLeaf("api.conversations_needed", conversations_needed) },
      budget,
      cost,
    );

  it("trains nothing, and buys so many conversations", () => {
    const figures = judged(10_000);
    // 16,000 EUR without the reserve are 20,000 USD.
    expect(valuesOf(figures)).toEqual({
      "approach.api.h100_days": null,
      "approach.api.instances_needed": 0,
      "approach.api.data_gap_instances": 0,
      "approach.api.data_gap_person_days": 0,
      "approach.api.budget_usd": 20_000,
      "approach.api.conversations": 10_000,
      "approach.api.suitability": "suitable",
      "approach.api.short_of": "nothing",
    });
    expect(wronglyShown(figures, [cost])).toEqual([]);
    expect(figures.slice(0, 2).map(({ formula }) => formula)).toEqual([
      "does not apply: nothing is trained",
      "0: nothing is trained",
    ]);
  });

  it("is short of money where it would take more", () => {
    expect(valuesOf(judged(10_001))).toMatchObject({
      "approach.api.suitability": "not-suitable",
      "approach.api.short_of": "money",
    });
  });
});
