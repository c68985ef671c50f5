import { describe, expect, it } from "vitest";
import type { ConversationModel } from "../../../src/analysis/conversation/model.ts";
import { ancestorsOf, evaluate } from "../../../src/analysis/evaluate.ts";
import { figure } from "../../../src/analysis/node.ts";
import type {
  CachingAssumptions,
  ConversationAssumptions,
  PolicyAssumptions,
} from "../../../src/analysis/plan/conversation-assumptions.ts";
import { cachedInput } from "../../../src/analysis/sheets/cached-input.ts";
import { conversationModelOf } from "../../../src/analysis/sheets/conversation.ts";
import { isExact, planEngine } from "../../../src/analysis/sheets/plan-engine.ts";
import type { KernelJob } from "../../../src/kernel/job.ts";
import { gamma } from "../../../src/math/gamma-distribution.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { section, valuesOf } from "../figures.ts";
import { choiceLeaf, lawLeaf, quantityLeaf } from "../leaves.ts";
import { assumedConversation } from "./assumed-conversation.ts";

function modelOf(changed: Partial<ConversationAssumptions>): ConversationModel {
  const node = conversationModelOf({ ...assumedConversation, ...changed });
  // Steps on the way, but for what is shown of a cache.
  const seen = ancestorsOf([node]).filter((one) => one.kind === "figure" && !one.internal);
  expect(seen.filter(({ id }) => !id.startsWith("conversation.cache."))).toEqual([]);
  return evaluate([node]).of(node);
}
const policy = (a: PolicyAssumptions) => modelOf({ policy: a }).policy;

describe("a conversation as a law of chance", () => {
  it("holds what the plan says of it, and nothing more", () => {
    const { turns, userTokens, assistantTokens, ...rest } = modelOf({});
    expect([turns.mean, userTokens.mean, assistantTokens.mean]).toEqual([4, 100, 200]);
    expect(rest).toEqual({
      initialTokens: 1000,
      inputPriceUsdPerMtok: 10,
      outputPriceUsdPerMtok: 30,
      billing: "api",
      messages: "as-published",
      rounding: "none",
    });
  });

  it("has a shared length where the plan has one, beside all else", () => {
    const {
      sharedLength,
      initialTokens,
      policy: under,
    } = modelOf({
      shared_length: section("shared", { sd_fraction: 0.3, turns_correlation: 0.1 }),
      policy: section("policy", { cost_cap: 1 }),
    });
    expect(sharedLength).toEqual({ sd: 0.3, turnsCorrelation: 0.1 });
    expect([initialTokens, under]).toEqual([1000, { costCapUsd: 1 }]);
  });
});

describe("a policy", () => {
  it.each([
    [
      "sliding_window",
      { sliding_window: section("p", { window_tokens: 8000 }) },
      { kind: "sliding", windowTokens: 8000 },
    ],
    [
      "summary",
      { summary: section("p", { window_tokens: 8000, summary_tokens: 500 }) },
      { kind: "summarise", windowTokens: 8000, summaryTokens: 500 },
    ],
    ["last_turns", { last_turns: section("p", { turns: 3 }) }, { kind: "turns", turns: 3 }],
    [
      "periodic_summary",
      { periodic_summary: section("p", { turns: 3, summary_tokens: 500 }) },
      { kind: "summarise-every", turns: 3, summaryTokens: 500 },
    ],
    [
      "retrieval",
      { retrieval: section("p", { block_tokens: 256, turns: 3 }) },
      { kind: "retrieval", blockTokens: 256, turns: 3 },
    ],
    [
      "hard_cap",
      { hard_cap: { ...section("p", { cap_tokens: 9000 }), at_cap: choiceLeaf("p.at_cap", "end") } },
      { kind: "cap", capTokens: 9000, atCap: "end" },
    ],
  ] as const)("sends of the history what it says: %s", (_, a, context) => {
    expect(policy(a)).toEqual({ context });
  });

  it("bills long requests at their own prices, a token", () => {
    expect(
      policy({ long_context: section("p", { threshold_tokens: 200_000, input_price: 5, output_price: 15 }) }),
    ).toEqual({ longContext: { thresholdTokens: 200_000, inputUsd: 5e-6, outputUsd: 15e-6 } });
  });

  it("may send again what failed, end by cost, and do all at once", () => {
    const retries = section("p", { probability: 0.1, most: 2 });
    expect(policy({ retries })).toEqual({ retries: { probability: 0.1, most: 2 } });
    expect(policy({ last_turns: section("p", { turns: 3 }), retries, ...section("p", { cost_cap: 0.5 }) })).toEqual({
      context: { kind: "turns", turns: 3 },
      retries: { probability: 0.1, most: 2 },
      costCapUsd: 0.5,
    });
    expect(policy({})).toEqual({});
  });
});

const stated = { read_price: 1, minimum_tokens: 1024, block_tokens: 128, lifetime_minutes: 5 };
const keeps = choiceLeaf<"prompt" | "exchange">("conversation.caching.keeps", "prompt");
const caching = (values: Readonly<Record<string, number>> = {}): CachingAssumptions => ({
  keeps,
  ...section("conversation.caching", { ...stated, ...values }),
});
const hosted = (kind: "automatic" | "explicit", prices: Readonly<Record<string, number>> = {}) => ({
  model: {
    name: "a model",
    at: "2026-01-01",
    cache: { kind, ...section("model.cache", { minimum_tokens: 2048, block_tokens: 64, lifetime_minutes: 60 }) },
    ...section("model", prices),
  },
});

describe("a cache of prompts", () => {
  it("is what the plan states of it; what is not stated costs as input and is never found", () => {
    expect(modelOf({ caching: caching() }).cache).toEqual({
      minimumTokens: 1024,
      blockTokens: 128,
      readPriceUsdPerMtok: 1,
      writePriceUsdPerMtok: 10,
      // No pauses: the prefix is always there. No other conversations: the prompt never is.
      prefixProbability: 1,
      initialPromptProbability: 0,
      keepsReply: false,
    });
  });

  it("keeps the reply too where it keeps the exchange, and charges for writing what the plan says", () => {
    const changed = { caching: { ...caching({ write_price: 12 }), keeps: choiceLeaf("keeps", "exchange") } } as const;
    expect(modelOf(changed).cache).toMatchObject({ keepsReply: true, writePriceUsdPerMtok: 12 });
  });

  it("is that of the plan's model where the plan states nothing", () => {
    expect(
      modelOf({ caching: { keeps }, ...hosted("explicit", { cache_read_price: 0.5, cache_write_price: 13 }) }).cache,
    ).toMatchObject({ minimumTokens: 2048, blockTokens: 64, readPriceUsdPerMtok: 0.5, writePriceUsdPerMtok: 13 });
    const automatic = { caching: { keeps }, ...hosted("automatic", { cache_read_price: 0.5 }) };
    expect(modelOf(automatic).cache).toMatchObject({ writePriceUsdPerMtok: 10 });
    const both = {
      caching: caching({ write_price: 12 }),
      ...hosted("explicit", { cache_read_price: 0.5, cache_write_price: 13 }),
    };
    expect(modelOf(both).cache).toMatchObject({
      minimumTokens: 1024,
      blockTokens: 128,
      readPriceUsdPerMtok: 1,
      writePriceUsdPerMtok: 12,
    });
  });

  it.each(["read_price", "minimum_tokens", "block_tokens", "lifetime_minutes"] as const)(
    "is refused where nobody states its %s",
    (name) => {
      const { [name]: _, ...rest } = stated;
      const changed = { caching: { keeps, ...section("c", rest) } };
      expect(() => modelOf(changed)).toThrow(`found no ${name}, expected ${name} here, or a conversation.model`);
      expect(() => modelOf(changed)).toThrow(expect.objectContaining({ path: "conversation.caching" }) as Error);
    },
  );

  it("is refused where writing has a price of its own and nobody states it", () => {
    const changed = { caching: { keeps }, ...hosted("explicit", { cache_read_price: 0.5 }) };
    expect(() => modelOf(changed)).toThrow(/found no write_price/);
  });

  it("finds the prefix when the pause was within its lifetime, and the prompt when others have sent it", () => {
    // Pauses of 300 seconds on average against 300 seconds; 12 conversations an hour, one in 300 seconds.
    const found = modelOf({
      caching: caching({ conversations_per_hour: 12 }),
      pauses: lawLeaf("pauses", gamma({ mean: 300, sd: 300 }), "seconds"),
    }).cache;
    expect(found?.prefixProbability).toBeCloseTo(1 - Math.exp(-1), 12);
    expect(found?.initialPromptProbability).toBeCloseTo(1 - Math.exp(-1), 12);
    const surely = modelOf({ caching: caching({ conversations_per_hour: 12, shared_prompt_probability: 0.25 }) }).cache;
    expect(surely?.initialPromptProbability).toBe(0.25);
  });
});

describe("the kinds of input", () => {
  const constant = (id: string, value: number) =>
    figure({ id, unit: "tokens", label: "", formula: "", of: {}, by: () => value });
  const split = (input: number, read: number, write: number, changed: Partial<ConversationAssumptions> = {}) => {
    const kinds = { input: constant("input", input), read: constant("read", read), write: constant("write", write) };
    const figures = cachedInput(kinds, conversationModelOf({ ...assumedConversation, ...changed }));
    expect(figures.filter(({ internal }) => internal)).toEqual([]);
    return valuesOf(figures);
  };

  it("add up, and cost what their prices say", () => {
    expect(split(1000, 300, 500, { caching: caching({ write_price: 12 }) })).toEqual({
      "conversation.uncached_input_tokens.mean": 200,
      read: 300,
      write: 500,
      "conversation.cache_read_fraction": 0.3,
      "conversation.cost_usd.uncached_input": 0.002,
      "conversation.cost_usd.cache_read": 0.0003,
      "conversation.cost_usd.cache_write": 0.006,
    });
  });

  it("cost nothing where no cache has a price, and are no share of nothing", () => {
    expect(split(0, 0, 0)).toMatchObject({
      "conversation.cache_read_fraction": 0,
      "conversation.cost_usd.cache_read": 0,
      "conversation.cost_usd.cache_write": 0,
    });
    expect(split(1000, 300, 500)).toMatchObject({
      "conversation.cost_usd.cache_read": 0,
      "conversation.cost_usd.cache_write": 0,
    });
  });

  it.each([
    ["none, but for rounding", 1000, 1000 - 1e-7, 0],
    ["none, but for rounding downwards", 1000, 1000 + 1e-7, 0],
    ["a few tokens", 1000, 998, 2],
    ["a little below nothing, since messages may be of negative length", 1000, 1000.5, -0.5],
    ["a thousandth of a token below nothing, of hardly any input", 0.5, 0.5005, -0.0005],
    ["all of it", 1000, 0, 1000],
  ])("leave uncached %s", (_, input, read, expected) => {
    expect(split(input, read, 0)["conversation.uncached_input_tokens.mean"]).toBeCloseTo(expected, 9);
    if (expected === 0) expect(split(input, read, 0)["conversation.uncached_input_tokens.mean"]).toBe(0);
  });

  it("are refused where more is read and written than sent", () => {
    expect(() => split(1000, 600, 402)).toThrow(
      "cache read + cache write is 1002; expected no more than the input, 1000",
    );
    expect(() => split(0.5, 0.6, 0)).toThrow(RangeError);
  });
});

describe("the engine of a plan", () => {
  const known = { caching: caching({ minimum_tokens: 0, block_tokens: 1 }) };

  it.each([
    ["a plain conversation", {}, true],
    ["one under a policy", { policy: {} }, false],
    ["one whose cache finds everything", known, true],
    ["one whose cache counts in blocks", { caching: caching() }, false],
    ["one whose cache lacks a price, which is told elsewhere", { caching: { keeps } }, true],
  ] as const)("is exact for what has a known law: %s", (_, changed, exact) => {
    expect(isExact({ ...assumedConversation, ...changed })).toBe(exact);
  });

  it("does not hide other faults than those of the plan", () => {
    const turns = {
      ...assumedConversation.turns,
      by: () => {
        throw new TypeError("broken");
      },
    };
    expect(() => isExact({ ...assumedConversation, ...known, turns })).toThrow("broken");
  });

  /** What is asked of the runner: conversations, and the job. */
  function asked(changed: Partial<ConversationAssumptions>, conversations?: number) {
    const seen: { conversations: number; job: KernelJob }[] = [];
    const engine = planEngine(
      { title: "", conversation: { ...assumedConversation, ...changed } },
      -5,
      (job) => ({
        add: (range) => seen.push({ conversations: range.conversations, job }),
        collect: () => {
          throw new Error("enough is known");
        },
      }),
      conversations,
    );
    if (engine.kind === "exact") return engine;
    expect(engine.seed).toBe(-5);
    expect(() => engine.simulate(modelOf(changed), 10)).toThrow("enough is known");
    return seen[0];
  }
  const capped = { policy: section("policy", { cost_cap: 1 }) };

  it("is exact, or simulates: fewer conversations where many plans are drawn", () => {
    expect(asked({})).toEqual({ kind: "exact" });
    expect(
      planEngine({ title: "" }, 1, () => {
        throw new Error("not asked for");
      }),
    ).toEqual({ kind: "exact" });
    expect(asked(capped)).toMatchObject({ conversations: 65_536, job: { sampling: "stratified" } });
    const doubtful = { input_price: quantityLeaf("conversation.input_price", uniform({ min: 5, max: 15 })) };
    expect(asked({ ...capped, ...doubtful })).toMatchObject({ conversations: 1024 });
    expect(asked(capped, 500)).toMatchObject({ conversations: 500 });
    expect(asked({ ...capped, ...doubtful }, 500)).toMatchObject({ conversations: 500 });
  });
});
