import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MissingPriceError,
  type PriceSchedule,
  pricesAt,
  type RequestUsage,
  requestCostUsd,
} from "../../src/model/price-schedule.ts";
import { cacheableTokens } from "../../src/model/provider-cache.ts";

const flat = (input: number, output: number, more: object = {}): PriceSchedule => ({
  prices: { input, output, ...more },
  tiers: [],
  requestUsd: 0,
});

/** Anthropic's Claude Sonnet 4.5: 3/15 up to 200,000 tokens, above 6/22.50 (docs.anthropic.com, Pricing, October 2025). */
const SONNET: PriceSchedule = {
  prices: { input: 3, cacheRead: 0.3, cacheWrite: 3.75, cacheWriteHour: 6, output: 15 },
  tiers: [
    {
      aboveInputTokens: 200_000,
      prices: { input: 6, cacheRead: 0.6, cacheWrite: 7.5, cacheWriteHour: 12, output: 22.5 },
    },
  ],
  requestUsd: 0,
  batchFactor: 0.5,
};

const usageOf = (tokens: Partial<RequestUsage>): RequestUsage => ({
  uncachedInputTokens: 0,
  outputTokens: 0,
  ...tokens,
});

describe("a request costs", () => {
  it("each kind of token at its own price", () => {
    // 4,735 tokens written, 5 more sent, 255 written back: 0.015 + 17.75625 + 3.825 thousandths of a dollar.
    const usage = usageOf({ uncachedInputTokens: 5, cacheWriteTokens: 4735, outputTokens: 255, inputTokens: 4740 });
    expect(requestCostUsd(SONNET, usage)).toBeCloseTo((5 * 3 + 4735 * 3.75 + 255 * 15) / 1e6, 15);
    const hour = usageOf({ cacheWriteHourTokens: 1000, cacheReadTokens: 2000 });
    expect(requestCostUsd(SONNET, hour)).toBeCloseTo((1000 * 6 + 2000 * 0.3) / 1e6, 15);
  });

  it("what D2.2 section 4.2.5 prices a conversation of 20 turns at: its first request by hand", () => {
    // 3,000 initial tokens and a message of 90 at 10 USD/Mtok, a reply of 90 at 30.
    const usage = usageOf({ uncachedInputTokens: 3090, outputTokens: 90 });
    expect(requestCostUsd(flat(10, 30), usage)).toBeCloseTo(0.0309 + 0.0027, 15);
  });

  it("the prices of a tier for all of its tokens once its input exceeds the threshold, cached tokens included", () => {
    const at = (uncachedInputTokens: number, cacheReadTokens: number) =>
      requestCostUsd(SONNET, usageOf({ uncachedInputTokens, cacheReadTokens, outputTokens: 1000 }));
    expect(at(200_000, 0)).toBeCloseTo(0.6 + 0.015, 12);
    expect(at(200_001, 0)).toBeCloseTo(1.200006 + 0.0225, 12);
    expect(at(1, 200_000)).toBeCloseTo(0.12 + 0.000006 + 0.0225, 12);
  });

  it("reasoning as output unless it has a price", () => {
    const usage = usageOf({ outputTokens: 100, reasoningTokens: 60 });
    expect(requestCostUsd(flat(1, 8), usage)).toBeCloseTo(800 / 1e6, 15);
    expect(requestCostUsd(flat(1, 8, { reasoning: 3 }), usage)).toBeCloseTo((40 * 8 + 60 * 3) / 1e6, 15);
  });

  it("a fee, which a batch does not lower", () => {
    const sonar = { ...flat(1, 1), requestUsd: 0.005, batchFactor: 0.5 };
    const usage = usageOf({ uncachedInputTokens: 1e6 });
    expect(requestCostUsd(sonar, usage)).toBe(1.005);
    expect(requestCostUsd(sonar, usage, { batch: true })).toBe(0.505);
  });
});

describe("nothing is free in silence", () => {
  it("a kind of token without a price is an error that names it, also in a batch", () => {
    const missing = (usage: Partial<RequestUsage>, options = {}) => {
      try {
        requestCostUsd(flat(1, 2), usageOf(usage), options);
      } catch (error) {
        return error instanceof MissingPriceError ? [error.kind, error.message] : error;
      }
      return undefined;
    };
    expect(missing({ cacheReadTokens: 1 })).toEqual(["cacheRead", "no price for tokens read from cache"]);
    expect(missing({ cacheWriteTokens: 1 })).toEqual(["cacheWrite", "no price for tokens written to cache"]);
    expect(missing({ cacheWriteHourTokens: 1 })?.toString()).toContain("cacheWriteHour");
    expect(missing({ uncachedInputTokens: 1 }, { batch: true })).toEqual(["batch", "no batch price"]);
    expect(missing({ cacheReadTokens: 0 })).toBeUndefined();
  });

  it("input that is not the sum of its parts, negative counts and more reasoning than output are errors", () => {
    const bill = (usage: Partial<RequestUsage>) => () => requestCostUsd(SONNET, usageOf(usage));
    expect(bill({ inputTokens: 10, uncachedInputTokens: 5, cacheReadTokens: 4 })).toThrow(/uncached \+ cache read/);
    expect(bill({ uncachedInputTokens: -1 })).toThrow(RangeError);
    expect(bill({ outputTokens: Number.NaN })).toThrow(RangeError);
    expect(bill({ outputTokens: 5, reasoningTokens: 6 })).toThrow(/reasoning|output tokens: -1/);
    expect(bill({ cacheReadTokens: Number.POSITIVE_INFINITY })).toThrow(RangeError);
  });
});

const tokens = fc.integer({ min: 0, max: 60_000 });
const usages = fc.record({
  uncachedInputTokens: tokens,
  cacheReadTokens: tokens,
  cacheWriteTokens: tokens,
  outputTokens: tokens,
});

describe("the cost of any request", () => {
  it("is linear in tokens within a tier, and in the price everywhere", () => {
    fc.assert(
      fc.property(usages, fc.integer({ min: 1, max: 100 }), (usage, factor) => {
        // Three kinds of at most 60,000 stay below the threshold, and so do their halves.
        const half = Object.fromEntries(Object.entries(usage).map(([kind, count]) => [kind, count / 2]));
        const cost = requestCostUsd(SONNET, usage);
        expect(requestCostUsd(SONNET, half as typeof usage)).toBeCloseTo(cost / 2, 12);
        const dearer = { ...SONNET, prices: multiplied(SONNET.prices, factor) };
        expect(requestCostUsd(dearer, usage)).toBeCloseTo(factor * cost, 9);
      }),
    );
  });

  it("is never less with one token more, also across a threshold", () => {
    fc.assert(
      fc.property(usages, fc.constantFrom("uncachedInputTokens", "outputTokens"), (usage, kind) => {
        const large = { ...usage, uncachedInputTokens: usage.uncachedInputTokens + 100_000 };
        const more = { ...large, [kind]: large[kind] + 1 };
        expect(requestCostUsd(SONNET, more)).toBeGreaterThan(requestCostUsd(SONNET, large));
      }),
    );
  });

  it("without cache is what the same input costs uncached, and a batch is its share", () => {
    fc.assert(
      fc.property(tokens, tokens, (input, outputTokens) => {
        const usage = usageOf({ uncachedInputTokens: input, outputTokens });
        expect(requestCostUsd(SONNET, { ...usage, cacheReadTokens: 0 })).toBe(requestCostUsd(SONNET, usage));
        expect(requestCostUsd(SONNET, usage, { batch: true })).toBeCloseTo(requestCostUsd(SONNET, usage) / 2, 12);
      }),
    );
  });
});

const multiplied = (prices: PriceSchedule["prices"], factor: number) =>
  Object.fromEntries(Object.entries(prices).map(([kind, price]) => [kind, factor * price]));

describe("a tier", () => {
  it("keeps the prices that it does not state", () => {
    const tiered: PriceSchedule = {
      ...flat(1, 2, { cacheRead: 0.1 }),
      tiers: [
        { aboveInputTokens: 100, prices: { input: 3 } },
        { aboveInputTokens: 200, prices: { input: 4, output: 5 } },
      ],
    };
    expect(pricesAt(tiered, 100)).toEqual({ input: 1, output: 2, cacheRead: 0.1 });
    expect(pricesAt(tiered, 101)).toEqual({ input: 3, output: 2, cacheRead: 0.1 });
    expect(pricesAt(tiered, 201)).toEqual({ input: 4, output: 5, cacheRead: 0.1 });
  });
});

describe("a prefix is read from cache", () => {
  it("from the minimum on, in whole blocks", () => {
    // OpenAI, Prompt caching: 1024, 1152, 1280, 1408, … tokens.
    const openai = { kind: "automatic", minimumTokens: 1024, blockTokens: 128, lifetimeSeconds: 300 } as const;
    const prefixes = [1023, 1024, 1151, 1152, 1300];
    expect(prefixes.map((prefix) => cacheableTokens(openai, prefix))).toEqual([0, 1024, 1024, 1152, 1280]);
  });
});

describe("the tokens of a request", () => {
  it("decide on the tier by what is written to cache too, for minutes or an hour", () => {
    const at = (tokens: Partial<RequestUsage>): number => requestCostUsd(SONNET, usageOf(tokens));
    expect(at({ uncachedInputTokens: 1, cacheWriteTokens: 200_000 })).toBeCloseTo((6 + 200_000 * 7.5) / 1e6, 12);
    expect(at({ uncachedInputTokens: 1, cacheWriteHourTokens: 200_000 })).toBeCloseTo((6 + 200_000 * 12) / 1e6, 12);
    expect(at({ uncachedInputTokens: 1, cacheWriteTokens: 199_999 })).toBeCloseTo((3 + 199_999 * 3.75) / 1e6, 12);
  });

  it("add up to the input that is stated, as far as a double can tell", () => {
    const parts = { uncachedInputTokens: 1, cacheReadTokens: 2, cacheWriteTokens: 4, cacheWriteHourTokens: 8 };
    const held = (inputTokens: number) => () => requestCostUsd(SONNET, usageOf({ ...parts, inputTokens }));
    expect(held(15)).not.toThrow();
    expect(held(15 + 1e-8)).not.toThrow();
    expect(held(15.1)).toThrow("inputTokens is 15.1; expected uncached + cache read + cache write, 15");
    expect(held(14)).toThrow("inputTokens is 14");
    expect(() => requestCostUsd(SONNET, usageOf({ inputTokens: 1e-10 }))).not.toThrow();
  });

  it("are named where a count is impossible or has no price", () => {
    const bare = flat(1, 2);
    expect(() => requestCostUsd(bare, usageOf({ uncachedInputTokens: -1 }))).toThrow("input tokens: -1");
    expect(() => requestCostUsd(bare, usageOf({ reasoningTokens: Number.NaN }))).toThrow("output tokens: NaN");
    expect(() => requestCostUsd(bare, usageOf({ cacheWriteHourTokens: 1 }))).toThrow(
      "no price for tokens written to a cache of an hour",
    );
    const error = new MissingPriceError("reasoning");
    expect([error.name, error.kind, error.message]).toEqual([
      "MissingPriceError",
      "reasoning",
      "no price for reasoning tokens",
    ]);
  });
});
