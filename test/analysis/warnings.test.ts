import { describe, expect, it } from "vitest";
import type { Choice } from "../../src/analysis/node.ts";
import type { OptionAssumptions } from "../../src/analysis/plan/option-assumptions.ts";
import type { Plan } from "../../src/analysis/plan/plan.ts";
import type { EquivalenceBasis } from "../../src/analysis/plan/reference-tables.ts";
import type { ResultFigure } from "../../src/analysis/result.ts";
import { warningsOf } from "../../src/analysis/warnings.ts";
import { normal } from "../../src/math/normal-distribution.ts";
import { choiceLeaf, lawLeaf, quantityLeaf } from "./leaves.ts";

/** Figures of which only the value matters. */
const figures = (values: Readonly<Record<string, number | string | null>>): Readonly<Record<string, ResultFigure>> =>
  Object.fromEntries(
    Object.entries(values).map(([id, value]) => [id, { value, unit: "", label: "", formula: "", of: [] }]),
  );

const codes = (plan: Omit<Plan, "title">, values: Parameters<typeof figures>[0]) =>
  warningsOf({ title: "A plan", ...plan }, figures(values)).map(({ code }) => code);
const messages = (plan: Omit<Plan, "title">, values: Parameters<typeof figures>[0]) =>
  warningsOf({ title: "A plan", ...plan }, figures(values)).map(({ message }) => message);

const one = quantityLeaf("one", 1);

describe("a plan without anything in it", () => {
  it("has no warnings", () => {
    expect(codes({}, {})).toEqual([]);
  });
});

describe("messages of negative length", () => {
  it.each([
    [
      0.25,
      [
        "25% of conversations hold a message of negative length, because the law of lengths reaches below 0; conversation.messages truncated or lognormal has none",
      ],
    ],
    [0.0005, [expect.stringMatching(/^0% of conversations/)]],
    [0.000499, []],
    [null, []],
  ])("warn from one in two thousand: %s", (probability, expected) => {
    expect(messages({}, { "conversation.negative_message_probability": probability })).toEqual(expected);
  });
});

describe("a named model that charges more than the conversation bills", () => {
  const law = lawLeaf("law", normal({ mean: 1, sd: 0 }));
  const tier = (tokens: number) => ({
    ...{ threshold_tokens: quantityLeaf("threshold", tokens), input_price: one, output_price: one },
  });
  const conversation = (
    model: NonNullable<Plan["conversation"]>["model"],
    policy?: NonNullable<Plan["conversation"]>["policy"],
  ): Omit<Plan, "title"> => ({
    conversation: {
      ...{ turns: law, user_tokens: law, assistant_tokens: law, initial_tokens: one, conversations: one },
      billing: choiceLeaf("billing", "api"),
      messages: choiceLeaf("messages", "truncated"),
      rounding: choiceLeaf("rounding", "none"),
      ...{ input_price: one, output_price: one },
      ...(model && { model }),
      ...(policy && { policy }),
    },
  });
  const named = { name: "gemini", at: "2026-01-01" };
  const shown = { "conversation.cost_usd.mean": 1 };
  const longer = { long_context: { far: tier(500_000), near: tier(200_000) } };
  const fee = { request_fee: quantityLeaf("fee", 0.02) };
  const long = "other prices above 200000 input tokens a request, which conversation.policy.long_context would bill";

  it("is told with the lowest threshold and the fee", () => {
    const model = { ...named, ...longer, ...fee };
    expect(warningsOf({ title: "", ...conversation(model) }, figures(shown))).toEqual([
      { code: "unbilled-terms", message: `gemini also charges, and this leaves out: ${long}; 0.02 USD a request` },
    ]);
    expect(messages(conversation({ ...named, ...longer }), shown)).toEqual([
      `gemini also charges, and this leaves out: ${long}`,
    ]);
    expect(messages(conversation({ ...named, ...fee }), shown)).toEqual([
      "gemini also charges, and this leaves out: 0.02 USD a request",
    ]);
  });

  it("is not told where the policy bills long requests, there is nothing more to pay, or no cost is shown", () => {
    const policy = { long_context: tier(200_000) };
    expect(codes(conversation({ ...named, ...longer }, policy), shown)).toEqual([]);
    expect(codes(conversation({ ...named, ...longer }, { cost_cap: one }), shown)).toEqual(["unbilled-terms"]);
    expect(codes(conversation(named), shown)).toEqual([]);
    expect(codes(conversation(undefined), shown)).toEqual([]);
    expect(codes(conversation({ ...named, ...fee }), {})).toEqual([]);
    expect(codes({}, shown)).toEqual([]);
  });
});

describe("factors taken from another GPU", () => {
  const plan = (basis: EquivalenceBasis): Omit<Plan, "title"> => ({
    hardware: { equivalence_basis: choiceLeaf("basis", basis) as Choice<EquivalenceBasis> },
    gpus: { rows: { a100: { label: "A100" }, v100: { label: "V100" } } },
    gpu_equivalence: {
      published: {
        rows: { a100: { gpu_hours_per_h100_hour: one }, v100: { same_as: "a100" }, p100: { same_as: "k80" } },
      },
      measured: { rows: { a100: { gpu_hours_per_h100_hour: one } } },
    },
  });
  const both = {
    ...{ "hardware.a100.gpu_hours_per_h100_hour": 2, "hardware.v100.gpu_hours_per_h100_hour": 2 },
    "hardware.p100.gpu_hours_per_h100_hour": 2,
  };

  it("are named by label, where their figure is shown", () => {
    expect(messages(plan("published"), both)).toEqual([
      "taken as equal on the published basis: V100 as A100, p100 as k80",
    ]);
    const { "hardware.v100.gpu_hours_per_h100_hour": _, ...without } = both;
    expect(messages(plan("published"), without)).toEqual(["taken as equal on the published basis: p100 as k80"]);
  });

  it("are none where every GPU has its own, or peaks decide, or the plan has no table", () => {
    expect(codes(plan("published"), {})).toEqual([]);
    expect(codes(plan("measured"), both)).toEqual([]);
    expect(codes(plan("peak"), both)).toEqual([]);
    expect(codes({ hardware: { equivalence_basis: choiceLeaf("basis", "published") } }, both)).toEqual([]);
    expect(codes({ gpus: { rows: {} } }, both)).toEqual([]);
    const { gpus: _, ...unlabelled } = plan("published");
    expect(messages(unlabelled, both)).toEqual(["taken as equal on the published basis: v100 as a100, p100 as k80"]);
  });
});

describe("a projection", () => {
  const sized = (billions: number) => quantityLeaf("parameters", billions * 1e9);
  const plan = (billions: number): Omit<Plan, "title"> => ({
    projection: {
      ...{ parameters: sized(billions), epochs: one },
      routes: { sft: { rates_of: "sft_llama" }, rlhf: { ratio: 2, of: "sft" }, lora: { rates_of: "lora_llama" } },
    },
    sft_llama: {
      rows: {
        small: { label: "", parameters: sized(7) },
        large: { label: "", parameters: sized(13) },
        bare: { label: "" },
      },
    },
    lora_llama: { rows: { large: { label: "", parameters: sized(65) } } },
  });
  const shown = { "projection.sft.h100_days": 3, "projection.lora.h100_days": 2, "projection.rlhf.h100_days": 6 };

  it("beyond the largest run of its table is told", () => {
    expect(codes(plan(13), shown)).toEqual([]);
    expect(warningsOf({ title: "", ...plan(33) }, figures(shown))).toEqual([
      {
        code: "beyond-reference-runs",
        message: "the projection of sft goes beyond its reference runs: 33 billion parameters, the largest run has 13",
      },
    ]);
    expect(codes(plan(70), shown)).toEqual(["beyond-reference-runs", "beyond-reference-runs"]);
    expect(codes(plan(70), { "projection.rlhf.h100_days": 6 })).toEqual([]);
  });
});

describe("options", () => {
  const named = { kind: "self-host", label: "An option", source: "a test" } as const;
  const adapted = { ...named, adaptation: { cost_eur_from: 1000 } };
  const tested = { ...adapted, evaluation: { days: one } };
  const dollars: OptionAssumptions = { ...named, kind: "prompt", api: { cost_usd_from: 0.5 } };
  const shown = { "option.cheapest": "own" };
  const budget = {
    ...{ training_eur: one, gpu_share_fraction: one, reserve_fraction: one, h100_price: one },
    ...{ training_sessions: one, usd_per_eur: one },
  };

  it("that are adapted and not tested, in USD without a rate, or fill the memory are named", () => {
    const options = { own: adapted, again: adapted, fine: tested, plain: named, api: dollars, api2: dollars };
    const full = { "option.own.memory_fraction": 0.91, "option.again.memory_fraction": 1.5 };
    const values = { ...shown, ...full, "option.fine.memory_fraction": 0.9, "option.plain.memory_fraction": 0.2 };
    expect(warningsOf({ title: "", options }, figures(values))).toEqual([
      {
        code: "no-evaluation-cost",
        message:
          "adapted without a cost of evaluation: own, again; whether the adapted model is better must be found out too",
      },
      {
        code: "no-exchange-rate",
        message: "left out, since amounts in USD need an exchange rate (budget.usd_per_eur): api, api2",
      },
      {
        code: "above-memory",
        message:
          "the weights alone take more than 90% of a server's memory: own, again; rent more GPUs a server or store the weights in fewer bits",
      },
    ]);
  });

  it("are silent where none of this is so", () => {
    expect(codes({ options: { fine: tested } }, shown)).toEqual([]);
    expect(codes({ options: { api: dollars }, budget }, shown)).toEqual([]);
    expect(codes({}, shown)).toEqual([]);
  });

  it("speak where their figures or the volume are shown", () => {
    const options = { own: adapted };
    expect(codes({ options }, {})).toEqual([]);
    expect(codes({ options }, { "conversation.cost_usd.mean": 1 })).toEqual([]);
    expect(codes({ options }, { "break_even.mean_conversations_per_month": 5 })).toEqual(["no-evaluation-cost"]);
    expect(codes({ options }, shown)).toEqual(["no-evaluation-cost"]);
  });

  it("warn of a volume beyond ten millions a month", () => {
    const options = { fine: tested };
    const at = (volume: number) => messages({ options }, { "break_even.mean_conversations_per_month": volume });
    expect(at(1e7)).toEqual([]);
    expect(at(10_000_000.6)).toEqual([
      "crossings are looked for up to 10 million conversations a month; the plan has 10000001",
    ]);
  });
});
