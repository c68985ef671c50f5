import { describe, expect, it } from "vitest";
import { evaluate } from "../../../src/analysis/evaluate.ts";
import type { ApproachAssumptions, Plan } from "../../../src/analysis/plan/plan.ts";
import { figuresOf, planSheet, unusedLeavesOf } from "../../../src/analysis/sheets/plan-sheet.ts";
import { section, valuesOf } from "../figures.ts";
import { choiceLeaf, quantityLeaf } from "../leaves.ts";
import { CATALOG } from "../training/small-catalog.ts";
import { assumedConversation } from "./assumed-conversation.ts";

const sheet = (plan: Partial<Plan>) => planSheet({ title: "", ...plan }, { kind: "exact" });
const ids = (plan: Partial<Plan>) => sheet(plan).printed.map(({ id }) => id);

const conversation = { conversation: assumedConversation };
const volume = { volume: section("volume", { conversations_per_month: 100, growth_per_month_fraction: 0, months: 3 }) };
const budget = {
  budget: section("budget", {
    training_eur: 20_000,
    gpu_share_fraction: 0.9,
    reserve_fraction: 0.2,
    h100_price: 60,
    training_sessions: 3,
    usd_per_eur: 1.25,
  }),
};
const data = {
  data: section("data", {
    person_days: 100,
    writing_share_fraction: 0.3,
    reviewing_share_fraction: 0.2,
    hours_per_day: 8,
    writing_speed: 25,
    reviewing_speed: 100,
    tokens_per_word: 1.5,
    tokens_per_instance: 300,
  }),
};
const approach: ApproachAssumptions = { label: "LoRA", source: "a test", h100_days: 1, instances: 1 };
const approaches = { approaches: { lora: approach } };
const api = { api: { label: "API", conversations_needed: quantityLeaf("api.conversations_needed", 10) } };
const training = {
  training: {
    method: choiceLeaf("training.method", "sft"),
    gpu: "a100",
    precision: choiceLeaf("training.precision", "bf16"),
    tokens: "data.tokens_total",
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
      gpu_price: 2,
    }),
  },
  training_catalog: CATALOG,
} as const;
const options = {
  options: { api: { kind: "prompt", label: "API", source: "a test", api: { cost_eur_from: 1 } } },
  break_even: section("break_even", { months: 10, conversations_per_month: 100 }),
} as const;
const runs = {
  hardware: { equivalence_basis: choiceLeaf("hardware.equivalence_basis", "measured") },
  gpu_equivalence: {
    published: { rows: {} },
    measured: { rows: { a100: { gpu_hours_per_h100_hour: quantityLeaf("measured.a100", 2) } } },
  },
  sft_llama: { rows: { x: { label: "X", gpu: "a100", ...section("sft_llama.rows.x", { gpu_hours: 100 }) } } },
  lora_llama: { rows: { x: { label: "X", gpu: "a100", ...section("lora_llama.rows.x", { gpu_hours: 50 }) } } },
} as const;
const { sft_llama: _, ...loraAlone } = runs;
const evaluation = {
  evaluation: {
    ...section("evaluation", {
      ifeval_threshold: 0.5,
      ifeval_prompts: 100,
      score_right: 1,
      score_neutral: 0,
      score_wrong: -1,
      questions_stated: 50,
      cri_profiles: 4,
      survey_question_marks: 15,
      survey_followups: 3,
    }),
    weights: section("evaluation.weights", { rk_uqr: 1, cri_mean: 1, cri_worst: 1, ifeval: 1 }),
    situations: { rows: {} },
  },
};
const models = { models: { rows: { m: { label: "M", ...section("models.rows.m", { ifeval: 0.6 }) } } } };
const datasets = {
  sft_datasets: { rows: { alpaca: { label: "Alpaca", ...section("alpaca", { instances: 52_000, words: 3e6 }) } } },
  reference_data: section("reference_data", { tokens_per_word: 1.3 }),
};

describe("the sheet of a plan", () => {
  it("is empty of an empty plan", () => {
    const made = sheet({});
    expect(made).toEqual({ printed: [], nodes: new Map(), leaves: [], correlations: [] });
  });

  it.each([
    ["conversation", conversation, "conversation.cost_usd.mean"],
    ["volume", { ...conversation, ...volume }, "volume.cost_usd.mean"],
    ["data", data, "data.tokens_total"],
    ["budget", budget, "compute.h100_days_budget"],
    ["runs", runs, "sft_llama.x.h100_days"],
    ["the equivalence that they need", runs, "hardware.a100.gpu_hours_per_h100_hour"],
    ["LoRA beside full fine-tuning", runs, "sft_vs_lora.x.ratio"],
    ["datasets", datasets, "sft_datasets.alpaca.tokens"],
    ["ratios", { ratios: { r: { label: "R", source: "", is: 2 } } }, "ratio.r"],
    ["approaches", { ...data, ...budget, ...approaches }, "approach.lora.suitability"],
    ["an API", { ...conversation, ...budget, ...api }, "approach.api.suitability"],
    ["training", { ...data, ...budget, ...training }, "training.h100_days"],
    ["evaluation", evaluation, "evaluation.survey_questions"],
    ["models", { ...evaluation, ...models }, "models.shortlist_count"],
    ["options", options, "option.api.total_cost_eur"],
  ] as const)("has the figures of the sections that there are: %s", (_, plan, id) => {
    const made = sheet(plan);
    expect(made.printed.map((node) => node.id)).toContain(id);
    expect(made.nodes.get(id)).toBe(made.printed.find((node) => node.id === id));
    expect(new Set(ids(plan)).size).toBe(made.printed.length);
  });

  it.each([
    ["LoRA beside full fine-tuning", { ...runs, sft_llama: { rows: {} } }, "sft_vs_lora"],
    ["LoRA alone", loraAlone, "sft_vs_lora"],
    ["datasets without tokens a word", { sft_datasets: datasets.sft_datasets }, "sft_datasets"],
    ["training without its catalog", { ...data, ...budget, training: training.training }, "training"],
    [
      "options that may rest on a run that is not computed",
      { ...options, ...data, ...budget, training: training.training },
      "option",
    ],
  ] as const)("has no figures of what is not all there: %s", (_, plan, start) => {
    expect(ids(plan).filter((id) => id.startsWith(`${start}.`))).toEqual([]);
  });

  it("has the options of a plan whose training is computed, and of one without", () => {
    expect(sheet(options).options?.options).toHaveLength(1);
    expect(sheet({ ...options, ...data, ...budget, ...training }).options?.options).toHaveLength(1);
    expect("options" in sheet({ ...options, ...data, ...budget, training: training.training })).toBe(false);
  });

  it("has a law of the conversation, and what risk is computed from, by month where there are months", () => {
    const made = sheet({ ...conversation, ...volume });
    if (!made.conversationModel || !made.planCost) throw new Error("a conversation has both");
    const values = evaluate([made.conversationModel, made.planCost]);
    expect(values.of(made.conversationModel)).toMatchObject({ initialTokens: 1000, billing: "api" });
    expect(values.of(made.planCost)).toMatchObject({ conversations: 100, byMonth: [100, 100, 100] });
    const { planCost } = sheet(conversation);
    expect(planCost && evaluate([planCost]).of(planCost).byMonth).toEqual([]);
    expect(["conversationModel" in sheet(data), "planCost" in sheet(data)]).toEqual([false, false]);
  });

  it("lets what stands later name what stands before", () => {
    const ratios = {
      ratios: { a: { label: "A", source: "", is: 2 }, b: { label: "B", source: "", is: { product: ["ratio.a", 3] } } },
    };
    expect(valuesOf(sheet(ratios).printed)).toEqual({ "ratio.a": 2, "ratio.b": 6 });
    expect(() => sheet({ ratios: { a: { label: "A", source: "", is: "ratio.b" } } })).toThrow(
      expect.objectContaining({ path: "ratios.a.is" }) as Error,
    );
    const others = { lora: approach, more: { ...approach, h100_days: { product: ["approach.lora.h100_days", 2] } } };
    expect(valuesOf(sheet({ ...data, ...budget, approaches: others }).printed)["approach.more.h100_days"]).toBe(2);
  });

  it("weighs approaches with the plan's needs and annotation", () => {
    const weighed = {
      needs: section("needs", { compute_factor: 7, data_factor: 3 }),
      annotation: section("a", { replies_per_comparison: 2 }),
    };
    const compared = { approaches: { lora: { ...approach, comparisons: 1200 } } };
    expect(valuesOf(sheet({ ...data, ...budget, ...compared, ...weighed }).printed)).toMatchObject({
      "approach.lora.h100_days": 7,
      "approach.lora.annotation_days": 10,
    });
  });

  it("projects from its tables of runs and datasets", () => {
    const row = (key: string, values: Readonly<Record<string, number>>) => ({
      label: key,
      gpu: "a100",
      dataset: "alpaca",
      ...section(`sft_llama.rows.${key}`, { gpu_hours: 100, parameters: 1e9, epochs: 1, ...values }),
    });
    const sft_llama = { rows: { a: row("a", {}), b: row("b", {}), c: row("c", {}) } };
    const projection = {
      ...section("projection", { parameters: 1e9, epochs: 1 }),
      routes: { sft: { rates_of: "sft_llama", tokens: 3.9e6, passes: "once" } },
    } as const;
    const found = valuesOf(sheet({ ...runs, ...datasets, ...budget, sft_llama, projection }).printed);
    // As many tokens as the dataset has, once: 50 H100-hours, as each of the rows took.
    expect(found["projection.sft.h100_days"]).toBeCloseTo(50 / 24, 9);
  });

  it.each([
    ["volume", volume, "found a volume of no conversations, expected the section conversation too", "volume"],
    [
      "approaches without data",
      { ...budget, ...approaches },
      "found nothing to weigh it against, expected the sections data and budget too",
      "approaches.lora",
    ],
    ["approaches without a budget", { ...data, ...approaches }, "found nothing to weigh it against", "approaches.lora"],
    [
      "an API without a budget",
      { ...conversation, ...api },
      "found nothing to weigh it by, expected the sections budget and conversation too",
      "api",
    ],
    ["an API without a conversation", { ...budget, ...api }, "found nothing to weigh it by", "api"],
    [
      "a projection",
      { projection: { ...section("p", { parameters: 1, epochs: 1 }), routes: {} } },
      "found no budget to project for",
      "projection",
    ],
    ["training", { ...data, ...training }, "costs of training need the section budget", "training"],
    ["models", models, "found nothing to judge them by, expected the section evaluation too", "models"],
  ] as const)("is refused where a section lacks another: %s", (_, plan, message, path) => {
    expect(() => sheet(plan)).toThrow(message);
    expect(() => sheet(plan)).toThrow(expect.objectContaining({ path }) as Error);
  });

  it("needs a budget for a service, where the catalog is at hand", () => {
    const service = { serving: {}, serving_catalog: {} } as unknown as Partial<Plan>;
    expect(() => sheet(service)).toThrow("the rent of GPUs needs the section budget");
    const { serving_catalog: _, ...without } = service;
    expect(ids(without)).toEqual([]);
  });
});

describe("the leaves of a plan", () => {
  it("are all that it holds, however nested, a law's parameters after the law", () => {
    const mean = quantityLeaf("conversation.turns.centre", 4);
    const law = { ...assumedConversation.turns, of: { mean } };
    const { leaves, nodes } = sheet({
      conversation: { ...assumedConversation, turns: law },
      ...approaches,
      ...data,
      ...budget,
    });
    const found = leaves.map(({ id }) => id);
    expect(found.slice(0, 2)).toEqual(["conversation.turns", "conversation.turns.centre"]);
    expect(found).toContain("data.person_days");
    expect(found).toContain("conversation.billing");
    expect(found).toHaveLength(2 + 2 + 4 + 3 + 8 + 6);
    for (const leaf of leaves) expect(nodes.get(leaf.id)).toBe(leaf);
  });

  it("that nothing rests on are known", () => {
    const made = sheet({ ...conversation, ...budget });
    expect(unusedLeavesOf(made).map(({ id }) => id)).toEqual(["budget.usd_per_eur"]);
  });

  it("may be correlated, by their ids", () => {
    const correlations = [{ between: ["budget.h100_price", "budget.training_eur"], rank: 0.5, source: "a test" }];
    expect(sheet({ ...budget, correlations }).correlations).toEqual([
      { between: ["budget.h100_price", "budget.training_eur"], rank: 0.5 },
    ]);
  });
});

describe("the figures of some sections", () => {
  it("are those whose ids start with their names", () => {
    const made = sheet({ ...data, ...budget });
    const found = figuresOf(made, ["compute", "data"]).map(({ id }) => id.split(".")[0]);
    expect(new Set(found)).toEqual(new Set(["compute", "data"]));
    expect(figuresOf(made, ["comp"])).toEqual([]);
    expect(figuresOf(made, [])).toEqual([]);
  });
});
