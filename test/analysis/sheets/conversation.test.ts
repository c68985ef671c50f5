import { describe, expect, it } from "vitest";
import { evaluate } from "../../../src/analysis/evaluate.ts";
import type { Figure } from "../../../src/analysis/node.ts";
import type { ConversationAssumptions } from "../../../src/analysis/plan/conversation-assumptions.ts";
import { exactKinds } from "../../../src/analysis/sheets/cached-input.ts";
import { type ConversationEngine, conversationSheet } from "../../../src/analysis/sheets/conversation.ts";
import { planCostSheet } from "../../../src/analysis/sheets/plan-cost.ts";
import { volumeSheet } from "../../../src/analysis/sheets/volume.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { section, valuesOf, wronglyShown } from "../figures.ts";
import { choiceLeaf, quantityLeaf } from "../leaves.ts";
import { assumedConversation } from "./assumed-conversation.ts";
import { simulationOf } from "./simulated.ts";

const EXACT: ConversationEngine = { kind: "exact" };
const CACHING = {
  caching: {
    keeps: choiceLeaf("conversation.caching.keeps", "exchange"),
    ...section("conversation.caching", {
      read_price: 1,
      write_price: 20,
      minimum_tokens: 0,
      block_tokens: 1,
      lifetime_minutes: 5,
      shared_prompt_probability: 1,
    }),
  },
} as const;
const POLICY = { policy: section("conversation.policy", { cost_cap: 1 }) };
const sheet = (changed: Partial<ConversationAssumptions> = {}, engine: ConversationEngine = EXACT) =>
  conversationSheet({ ...assumedConversation, ...changed }, engine);

/** What the messages vary: weights 4, 3, 2, 1 of user messages and 6, 5, 4, 3 of replies, a hundred-thousandth each. */
const SD = 1e-5 * Math.sqrt(100 * (16 + 9 + 4 + 1) + 400 * (36 + 25 + 16 + 9));
const Z95 = 1.6448536269514722;
const Z99 = 2.3263478740408408;

describe("a conversation in closed form", () => {
  const made = sheet();
  const values = valuesOf(made.figures);

  it.each([
    ["cost_usd.mean", 0.086],
    ["cost_usd.sd", SD],
    ["cost_usd.p5", 0.086 - Z95 * SD],
    ["cost_usd.p50", 0.086],
    ["cost_usd.p95", 0.086 + Z95 * SD],
    ["cost_usd.p99", 0.086 + Z99 * SD],
    ["total_cost_usd.mean", 8.6],
    ["total_cost_usd.sd", 10 * SD],
    ["total_cost_usd.p5", 8.6 - Z95 * 10 * SD],
    ["total_cost_usd.p50", 8.6],
    ["total_cost_usd.p95", 8.6 + Z95 * 10 * SD],
    ["input_tokens.mean", 6200],
    ["output_tokens.mean", 800],
    ["turns.mean", 4],
    ["cost_usd.initial_prompt", 0.04],
    ["cost_usd.history", 0.018],
    ["cost_usd.new_input", 0.004],
    ["cost_usd.output", 0.024],
    ["variance_fraction.turns", 0],
    ["variance_fraction.messages", 1],
    ["negative_message_probability", 0],
  ])("has %s as worked out by hand: %d", (id, expected) => {
    const value = Number(values[`conversation.${id}`]);
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1e-3, Math.abs(expected)));
  });

  it("has no other figures, and shows no steps on the way", () => {
    expect(Object.keys(values)).toHaveLength(21);
    expect(wronglyShown(made.figures)).toEqual([]);
  });

  it("hands on the mean, and mean and standard deviation in closed form", () => {
    expect(valuesOf([made.costMean, made.meanUsd, made.sdUsd])).toEqual({
      "conversation.cost_usd.mean": values["conversation.cost_usd.mean"],
      "conversation.closed_mean": values["conversation.cost_usd.mean"],
      "conversation.closed_sd": values["conversation.cost_usd.sd"],
    });
    expect([made.meanUsd.internal, made.sdUsd.internal]).toEqual([true, true]);
    expect(made.simulatedCost).toBeUndefined();
  });

  it("calls quantiles by their share", () => {
    const labels = (figures: readonly { readonly id: string; readonly label: string }[]) =>
      figures.flatMap(({ id, label }) => (/\.p\d+$/.test(id) ? [label.slice(0, 10)] : []));
    const called = ["P5 of the ", "P50 of the", "P95 of the", "P99 of the", "P5 of the ", "P50 of the", "P95 of the"];
    expect(labels(made.figures)).toEqual(called);
    const engine = { kind: "monte-carlo", seed: 1, simulate: () => simulationOf() } as const;
    expect(labels(sheet({}, engine).figures)).toEqual(called);
  });

  it("reads and writes no cache where there is none", () => {
    const { read, write } = exactKinds(made.moments);
    expect(valuesOf([read, write])).toEqual({
      "conversation.cache_read_tokens.mean": 0,
      "conversation.cache_write_tokens.mean": 0,
    });
  });

  it("refuses a policy, which has no closed form", () => {
    expect(() => sheet(POLICY)).toThrow(/found --engine exact, expected a simulation/);
    expect(() => sheet(POLICY)).toThrow(expect.objectContaining({ path: "conversation.policy" }) as Error);
  });
});

describe("a conversation with a cache", () => {
  const made = sheet(CACHING);
  const values = valuesOf(made.figures);

  it("splits its input into what is read, what is written and what is neither", () => {
    // Each request finds all but its own message and, at first, the prompt: 1000, 1300, 1600, 1900 tokens of 6200.
    expect(values).toMatchObject({
      "conversation.cache.prefix_probability": 1,
      "conversation.cache.prompt_probability": 1,
      "conversation.uncached_input_tokens.mean": 0,
      "conversation.cost_usd.uncached_input": 0,
    });
    expect(values["conversation.cache_read_tokens.mean"]).toBeCloseTo(5800, 6);
    expect(values["conversation.cache_write_tokens.mean"]).toBeCloseTo(400, 6);
    expect(values["conversation.cache_read_fraction"]).toBeCloseTo(5800 / 6200, 10);
    expect(values["conversation.cost_usd.cache_read"]).toBeCloseTo(5800e-6, 10);
    expect(values["conversation.cost_usd.cache_write"]).toBeCloseTo(400 * 20e-6, 10);
    expect(values["conversation.cost_usd.mean"]).toBeCloseTo(0.0058 + 0.008 + 0.024, 8);
    expect(Object.keys(values)).toHaveLength(30);
    // The input that the split rests on is printed under its own name already.
    expect(wronglyShown(made.figures)).toEqual(["conversation.sent_input_tokens.mean"]);
  });

  it("rests its probabilities on the lifetime, though nothing says how it matters", () => {
    const inputs = (a: Partial<ConversationAssumptions>) =>
      sheet(a).figures.flatMap((node) =>
        node.kind === "figure" && /cache\.\w+_probability$/.test(node.id) ? [Object.keys(node.of)] : [],
      );
    expect(inputs(CACHING)).toEqual([["lifetime"], ["stated"]]);
    const { shared_prompt_probability: _, ...caching } = CACHING.caching;
    expect(inputs({ caching })).toEqual([["lifetime"], ["lifetime"]]);
  });

  it("has no such split where lengths are shared and nothing is simulated", () => {
    const shared = { shared_length: section("shared", { sd_fraction: 0.2, turns_correlation: 0 }) };
    const ids = sheet({ ...CACHING, ...shared }).figures.map(({ id }) => id);
    expect(ids).not.toContain("conversation.cache_read_tokens.mean");
    expect(ids).not.toContain("conversation.cache.prefix_probability");
  });
});

describe("what a conversation's figures are called", () => {
  const labels = (changed: Partial<ConversationAssumptions>, engine: ConversationEngine = EXACT) => {
    const { figures } = sheet(changed, engine);
    return ["cost_usd.output", "turns.mean", "variance_fraction.messages"].map(
      (name) => figures.find(({ id }) => id === `conversation.${name}`)?.label,
    );
  };
  const simulated: ConversationEngine = { kind: "monte-carlo", seed: 1, simulate: () => simulationOf() };
  const [turns, messages] = ["Mean number of turns", "Share of the cost's variance that is due to message lengths"];

  it.each([
    ["a plain one", {}, EXACT, ["Mean cost of output", turns, messages]],
    [
      "one with a cache",
      CACHING,
      EXACT,
      ["Mean cost of output, without the cache", turns, `${messages} and what the cache finds`],
    ],
    [
      "one under a policy",
      POLICY,
      simulated,
      ["Mean cost of output, without the policy", `${turns}, without the policy`, `${messages}, without the policy`],
    ],
    [
      "one with both",
      { ...CACHING, ...POLICY },
      simulated,
      [
        "Mean cost of output, without the policy and the cache",
        `${turns}, without the policy`,
        `${messages} and what the cache finds, without the policy`,
      ],
    ],
  ] as const)("says what they leave out: %s", (_, changed, engine, expected) => {
    expect(labels(changed, engine)).toEqual(expected);
  });
});

describe("a conversation that is simulated", () => {
  const simulate = simulationOf;
  const calls: number[] = [];
  const engine: ConversationEngine = {
    kind: "monte-carlo",
    seed: 7,
    simulate: (_, conversations) => {
      calls.push(conversations);
      return simulate();
    },
  };
  const errorsOf = (figures: readonly Figure<unknown>[]) =>
    Object.fromEntries(
      figures.flatMap(({ id, standardError }) =>
        standardError ? [[id.replace("conversation.", ""), evaluate([standardError]).of(standardError)]] : [],
      ),
    );

  it("takes its figures from the simulation, each with its standard error", () => {
    const made = sheet({}, engine);
    const values = valuesOf(made.figures);
    expect(calls.every((count) => count === 100)).toBe(true);
    expect(values).toMatchObject({
      "conversation.simulated_conversations": 64,
      "conversation.cost_usd.mean": 0.1,
      "conversation.cost_usd.sd": 0.02,
      "conversation.cost_usd.p5": 1.05,
      "conversation.cost_usd.p50": 1.5,
      "conversation.cost_usd.p95": 1.95,
      "conversation.cost_usd.p99": 1.99,
      "conversation.total_cost_usd.mean": 10,
      "conversation.total_cost_usd.sd": 0.2,
      "conversation.input_tokens.mean": 6000,
      "conversation.output_tokens.mean": 700,
      "conversation.turns.mean": 4,
    });
    // One run of all conversations is one draw of the total: its quantiles stay exact.
    expect(values["conversation.total_cost_usd.p95"]).toBeCloseTo(8.6 + Z95 * 10 * SD, 4);
    expect(errorsOf(made.figures as readonly Figure<unknown>[])).toEqual({
      "cost_usd.mean": 0.001,
      "cost_usd.sd": 0.002,
      "cost_usd.p5": 0.05,
      "cost_usd.p50": 0.5,
      "cost_usd.p95": 0.95,
      "cost_usd.p99": 0.99,
      "total_cost_usd.mean": 0.1,
      "total_cost_usd.sd": 0.02,
      "input_tokens.mean": 60,
      "output_tokens.mean": 7,
    });
    expect(wronglyShown(made.figures)).toEqual([]);
    const errors = (made.figures as readonly Figure<unknown>[]).flatMap(({ standardError }) => standardError ?? []);
    expect(errors.every(({ internal }) => internal)).toBe(true);
    // Its closed forms are known: what many conversations cost rests on them.
    expect(made.meanUsd.id).toBe("conversation.closed_mean");
    expect(made.simulatedCost).toBeUndefined();
  });

  it("says under a policy what is forgotten, and takes many conversations from the simulation too", () => {
    const made = sheet(POLICY, engine);
    const values = valuesOf(made.figures);
    expect(values).toMatchObject({
      "conversation.policy.dropped_tokens.mean": 50,
      "conversation.policy.forgetting_fraction": 0.25,
    });
    // The law of a hundred alike ones, by its own mean and standard deviation.
    expect(Number(values["conversation.total_cost_usd.p50"])).toBeCloseTo(10, 1);
    expect(Number(values["conversation.total_cost_usd.p95"])).toBeCloseTo(10 + Z95 * 0.2, 1);
    expect(errorsOf(made.figures as readonly Figure<unknown>[])).toMatchObject({
      "policy.dropped_tokens.mean": 5,
      "policy.forgetting_fraction": 0.025,
      "total_cost_usd.p50": 0.1,
    });
    expect(valuesOf([made.meanUsd, made.sdUsd])).toEqual({
      "conversation.cost_usd.mean": 0.1,
      "conversation.cost_usd.sd": 0.02,
    });
    expect(made.simulatedCost && evaluate([made.simulatedCost]).of(made.simulatedCost).mean.value).toBe(0.1);
    expect(made.simulatedCost?.internal).toBe(true);
  });

  it("forgets nothing where requests are not billed one by one", () => {
    const { figures } = sheet(POLICY, {
      ...engine,
      simulate: () => {
        const { byRequest: _, ...plain } = simulate();
        return plain;
      },
    });
    expect(valuesOf(figures)).toMatchObject({
      "conversation.policy.dropped_tokens.mean": 0,
      "conversation.policy.forgetting_fraction": 0,
    });
  });

  it("knows the kinds of its input in closed form, but for a policy or a shared length", () => {
    const kinds = (changed: Partial<ConversationAssumptions>) => {
      const found = valuesOf(sheet({ ...CACHING, ...changed }, engine).figures);
      return ["cache_read", "cache_write", "uncached_input"].map((kind) =>
        Math.round(Number(found[`conversation.${kind}_tokens.mean`])),
      );
    };
    expect(kinds({})).toEqual([5800, 400, 0]);
    expect(kinds(POLICY)).toEqual([4000, 500, 1500]);
    const shared = { shared_length: section("shared", { sd_fraction: 0.2, turns_correlation: 0 }) };
    expect(kinds(shared)).toEqual([4000, 500, 1500]);
    const made = sheet({ ...CACHING, ...POLICY }, engine);
    expect(wronglyShown(made.figures).filter((id) => id !== "conversation.input_tokens.mean")).toEqual([]);
  });
});

describe("conversations over the months", () => {
  const conversation = sheet();
  const volume = (months: Parameters<typeof quantityLeaf>[1] = 3) =>
    volumeSheet(
      {
        ...section("volume", { conversations_per_month: 100, growth_per_month_fraction: 0.1 }),
        months: quantityLeaf("volume.months", months),
      },
      conversation,
    );

  it("grow month by month, and cost as many as they are", () => {
    const { figures, byMonth } = volume();
    const values = valuesOf([...figures, byMonth]);
    expect((values["volume.by_month"] as readonly number[]).map((count) => Math.round(1e6 * count) / 1e6)).toEqual([
      100, 110, 121,
    ]);
    expect(values["volume.conversations"]).toBeCloseTo(331, 9);
    expect(values["volume.cost_usd.mean"]).toBeCloseTo(331 * 0.086, 9);
    expect(values["volume.cost_usd.sd"]).toBeCloseTo(Math.sqrt(331) * SD, 9);
    expect(wronglyShown(figures)).toEqual([]);
  });

  it("have a number of months without a spread", () => {
    expect(() => volume(uniform({ min: 1, max: 5 }))).toThrow(/found a spread, expected one whole number of months/);
    expect(() => volume(uniform({ min: 1, max: 5 }))).toThrow(
      expect.objectContaining({ path: "volume.months.value" }) as Error,
    );
  });

  it("are what risk is computed from: one conversation, how many, and by month where there are months", () => {
    const conversations = assumedConversation.conversations;
    const of = { ...conversation, conversations };
    const plain = planCostSheet(of);
    const { model, ...rest } = evaluate([plain]).of(plain);
    expect(model).toMatchObject({ initialTokens: 1000, inputPriceUsdPerMtok: 10, billing: "api" });
    expect(rest).toEqual({
      meanUsd: expect.closeTo(0.086, 12),
      sdUsd: expect.closeTo(SD, 12),
      conversations: 100,
      byMonth: [],
    });
    const monthly = planCostSheet({ ...of, byMonth: volume().byMonth });
    expect(evaluate([monthly]).of(monthly).byMonth).toHaveLength(3);
    const simulated = sheet(POLICY, { kind: "monte-carlo", seed: 1, simulate: () => simulationOf() });
    const cost = planCostSheet({ ...simulated, conversations, byMonth: volume().byMonth });
    const found = evaluate([cost]).of(cost);
    expect([found.simulatedCost?.mean.value, found.meanUsd, found.byMonth.length]).toEqual([0.1, 0.1, 3]);
    expect([plain, monthly, cost].map(({ internal }) => internal)).toEqual([true, true, true]);
    expect(plain.formula).toBe("closed form");
    expect(planCostSheet({ ...simulated, conversations }).formula).toBe("simulated");
  });
});
