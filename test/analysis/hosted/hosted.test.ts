import { describe, expect, it } from "vitest";
import type { ConversationModel } from "../../../src/analysis/conversation/model.ts";
import { hostedCosts, type SendingWay } from "../../../src/analysis/hosted/hosted-costs.ts";
import { hostedFigures, hostedId } from "../../../src/analysis/hosted/hosted-figures.ts";
import type { HostedModelAssumptions } from "../../../src/analysis/hosted-model.ts";
import type { ConversationAssumptions } from "../../../src/analysis/plan/conversation-assumptions.ts";
import { gamma } from "../../../src/math/gamma-distribution.ts";
import { section } from "../figures.ts";
import { choiceLeaf, lawLeaf, quantityLeaf } from "../leaves.ts";
import { assumedConversation } from "../sheets/assumed-conversation.ts";
import { simulationOf } from "../sheets/simulated.ts";

const RESEND: SendingWay = { name: "resend", cached: false };
const CACHED: SendingWay = { name: "resend+cache", cached: true };
const TURNS: SendingWay = { name: "turns:3", context: { kind: "turns", turns: 3 }, cached: false };

const hosted = (
  prices: Readonly<Record<string, number>> = {},
  more: Partial<HostedModelAssumptions> = {},
): HostedModelAssumptions => ({
  label: "A model",
  ...section("hosted", { input_price: 2, output_price: 8, ...prices }),
  ...more,
});
const cacheOf = (kind: "automatic" | "explicit", blockTokens = 1, minimumTokens = 0) => ({
  kind,
  ...section("cache", { minimum_tokens: minimumTokens, block_tokens: blockTokens, lifetime_minutes: 5 }),
});

/** What is computed, and which models were simulated on the way. */
function costs(
  model: HostedModelAssumptions,
  way: SendingWay,
  changed: Partial<ConversationAssumptions> = {},
): {
  readonly cost: ReturnType<typeof hostedCosts>[number] | undefined;
  readonly simulated: ConversationModel | undefined;
} {
  const simulated: ConversationModel[] = [];
  const [cost] = hostedCosts({ ...assumedConversation, ...changed }, { it: model }, [way], (of) => {
    simulated.push(of);
    return simulationOf();
  });
  return { cost, simulated: simulated[0] };
}

describe("the plan's conversation with a hosted model", () => {
  it("costs its tokens at the model's prices, exactly where the law is known", () => {
    const { cost, simulated } = costs(hosted(), RESEND);
    // 6200 tokens of input and 800 of output.
    expect(cost).toEqual({
      key: "it",
      label: "A model",
      way: "resend",
      meanUsd: expect.closeTo(0.0124 + 0.0064, 9),
      p95Usd: expect.any(Number),
    });
    // Weights 2 × 4, 3, 2, 1 of user messages and 8 + 2 × 3, 2, 1, 0 of replies, a millionth each.
    const sd = 1e-6 * Math.sqrt(100 * 4 * 30 + 400 * (14 ** 2 + 12 ** 2 + 10 ** 2 + 8 ** 2));
    expect(cost?.p95Usd).toBeCloseTo(0.0188 + 1.6448536 * sd, 7);
    expect(simulated).toBeUndefined();
  });

  it("is without the plan's own policy and cache", () => {
    const own = {
      policy: section("policy", { cost_cap: 0.001 }),
      caching: { keeps: choiceLeaf("keeps", "prompt") },
    } as const;
    expect(costs(hosted(), RESEND, own).cost?.meanUsd).toBeCloseTo(0.0188, 9);
  });

  it("is simulated under another way to send it", () => {
    const { cost, simulated } = costs(hosted(), TURNS);
    expect([cost?.meanUsd, cost?.p95Usd]).toEqual([0.1, 1.95]);
    expect(simulated?.policy).toEqual({ context: { kind: "turns", turns: 3 } });
    expect(simulated).toMatchObject({ inputPriceUsdPerMtok: 2, outputPriceUsdPerMtok: 8, initialTokens: 1000 });
    expect(simulated && "cache" in simulated).toBe(false);
  });

  it("is computed with each model and way", () => {
    const all = hostedCosts(
      assumedConversation,
      { a: hosted(), b: hosted({ input_price: 4 }) },
      [RESEND, CACHED, TURNS],
      simulationOf,
    );
    // Neither has a cache.
    expect(all.map(({ key, way }) => `${key} ${way}`)).toEqual(["a resend", "a turns:3", "b resend", "b turns:3"]);
    expect(all[2]?.meanUsd).toBeCloseTo(0.0248 + 0.0064, 9);
  });
});

describe("a way that uses the provider's cache", () => {
  const explicit = { cache_read_price: 0.2, cache_write_price: 2.5 };

  it.each([
    ["no cache", hosted(explicit)],
    ["no price of reading", hosted({ cache_write_price: 2.5 }, { cache: cacheOf("automatic") })],
    ["an explicit cache without a price of writing", hosted({ cache_read_price: 0.2 }, { cache: cacheOf("explicit") })],
  ])("is left out where the model has %s", (_, model) => {
    expect(costs(model, CACHED).cost).toBeUndefined();
    expect(costs(model, RESEND).cost).toBeDefined();
  });

  it("reads what was sent before, and writes the rest", () => {
    // Blocks of one token, no pauses: exact. The cache keeps what was sent; of the prompts 0, 1100, 1400, 1700 are read.
    const shared = {
      caching: { keeps: choiceLeaf("keeps", "prompt"), ...section("c", { shared_prompt_probability: 1 }) },
    } as const;
    const { cost, simulated } = costs(hosted(explicit, { cache: cacheOf("explicit") }), CACHED, shared);
    expect(simulated).toBeUndefined();
    const read = 1000 + 1100 + 1400 + 1700;
    expect(cost?.meanUsd).toBeCloseTo((read * 0.2 + (6200 - read) * 2.5 + 800 * 8) / 1e6, 8);
  });

  const cached = (model: HostedModelAssumptions, changed: Partial<ConversationAssumptions> = {}) =>
    costs(model, CACHED, changed).simulated?.cache;

  it("has the provider's terms, and writes at the input's price where writing has none", () => {
    expect(cached(hosted({ cache_read_price: 0.2 }, { cache: cacheOf("automatic", 128, 1024) }))).toEqual({
      minimumTokens: 1024,
      blockTokens: 128,
      readPriceUsdPerMtok: 0.2,
      writePriceUsdPerMtok: 2,
      prefixProbability: 1,
      initialPromptProbability: 0,
      keepsReply: false,
    });
    expect(cached(hosted(explicit, { cache: cacheOf("explicit", 128) }))?.writePriceUsdPerMtok).toBe(2.5);
  });

  it("finds by the plan's pauses and by what others share, and keeps what the plan says", () => {
    const model = hosted(explicit, { cache: cacheOf("explicit", 128) });
    const caching = {
      keeps: choiceLeaf("keeps", "exchange"),
      ...section("c", { conversations_per_hour: 12 }),
    } as const;
    const pauses = lawLeaf("pauses", gamma({ mean: 300, sd: 300 }), "seconds");
    const found = cached(model, { caching, pauses });
    expect(found?.prefixProbability).toBeCloseTo(1 - Math.exp(-1), 12);
    expect(found?.initialPromptProbability).toBeCloseTo(1 - Math.exp(-1), 12);
    expect(found?.keepsReply).toBe(true);
    const stated = { ...caching, shared_prompt_probability: quantityLeaf("p", 0.25) };
    expect(cached(model, { caching: stated })?.initialPromptProbability).toBe(0.25);
    expect(cached(model, { caching: { keeps: choiceLeaf("keeps", "prompt") } })).toMatchObject({
      keepsReply: false,
      initialPromptProbability: 0,
    });
  });
});

describe("prices of long requests", () => {
  const tier = (threshold_tokens: number, more: Readonly<Record<string, number>> = {}) =>
    section("tier", { threshold_tokens, input_price: 4, output_price: 16, ...more });
  const policy = (long_context: HostedModelAssumptions["long_context"], way = RESEND) =>
    costs(hosted({}, long_context ? { long_context } : {}), way).simulated?.policy;
  /** Four turns, of messages twice their mean: 1000 + 2 × 4 × 300 tokens. */
  const LONGEST = 3400;

  it("hold where a conversation can become so long", () => {
    expect(policy({ a: tier(LONGEST - 1) })).toEqual({
      longContext: { thresholdTokens: LONGEST - 1, inputUsd: 4e-6, outputUsd: 16e-6 },
    });
    expect(policy({ a: tier(LONGEST) })).toBeUndefined();
    expect(policy({})).toBeUndefined();
    expect(policy({ a: tier(LONGEST) }, TURNS)).toEqual({ context: { kind: "turns", turns: 3 } });
    expect(policy({ a: tier(2000) }, TURNS)).toMatchObject({ context: { kind: "turns", turns: 3 }, longContext: {} });
  });

  it("are those above the lowest threshold, with those of a cache where it has them", () => {
    const found = policy({
      high: tier(3000, { input_price: 9 }),
      low: tier(2000, { cache_read_price: 0.5, cache_write_price: 5 }),
    });
    expect(found).toEqual({
      longContext: {
        thresholdTokens: 2000,
        inputUsd: 4e-6,
        outputUsd: 16e-6,
        cacheReadUsd: 0.5e-6,
        cacheWriteUsd: 5e-6,
      },
    });
  });

  it("count as many turns as one conversation in a hundred thousand exceeds", () => {
    const turns = lawLeaf("turns", gamma({ mean: 4, sd: 4 }), "turns");
    const holds = (threshold: number) =>
      costs(hosted({}, { long_context: { a: tier(threshold) } }), RESEND, { turns }).simulated !== undefined;
    // P(more than n turns) = exp(−(n + 1) ÷ 4) is below 1e-5 from n = 46 on: 4 ln 1e5 = 46.05, so n + 1 = 47.
    const longest = 1000 + 2 * 46 * 300;
    expect([holds(longest - 1), holds(longest)]).toEqual([true, false]);
  });
});

describe("the figures of hosted models", () => {
  const cost = (key: string, way: string) => ({ key, label: key.toUpperCase(), way, meanUsd: 2, p95Usd: 3 });
  const all = [cost("a", "resend"), cost("a", "sliding:8000+cache"), cost("b", "resend")];

  it("are called by the model, and by the way where it is not the first", () => {
    expect(Object.keys(hostedFigures(all, undefined))).toEqual([
      "hosted.a.cost_usd.mean",
      "hosted.a.cost_usd.p95",
      "hosted.a.sliding_8000_cache.cost_usd.mean",
      "hosted.a.sliding_8000_cache.cost_usd.p95",
      "hosted.b.cost_usd.mean",
      "hosted.b.cost_usd.p95",
    ]);
    expect(hostedId("a", "last turns: 3", undefined)).toBe("hosted.a.last_turns_3");
    expect(hostedFigures([], 5)).toEqual({});
  });

  it("hold mean, P95, and the cost of the first month where the plan has a volume", () => {
    const found = hostedFigures(all.slice(1), 500);
    expect(found["hosted.a.cost_usd.mean"]).toEqual({
      value: 2,
      unit: "USD",
      label: "Mean cost of a conversation, A, sliding:8000+cache",
      formula: "exact, or simulated under a policy",
      of: ["conversation.model"],
    });
    expect(found["hosted.a.cost_usd.p95"]?.value).toBe(3);
    expect(found["hosted.a.month_cost_usd"]).toMatchObject({ value: 1000, unit: "USD/month" });
    expect(found["hosted.b.resend.month_cost_usd"]?.value).toBe(1000);
  });
});
