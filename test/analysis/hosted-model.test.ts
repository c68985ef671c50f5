import { describe, expect, it } from "vitest";
import { providerCacheOf, scheduleOf } from "../../src/analysis/hosted-model.ts";
import { priceFigures } from "../../src/analysis/price-figures.ts";
import { quantityLeaf } from "./leaves.ts";

const usd = (id: string, value: number) => quantityLeaf(id, value, "USD/Mtok");
const least = { input_price: usd("in", 3), output_price: usd("out", 15) };
const all = {
  ...least,
  cache_read_price: usd("read", 0.3),
  cache_write_price: usd("write", 3.75),
  cache_write_1h_price: usd("hour", 6),
  reasoning_price: usd("think", 20),
  long_context: {
    far: { ...least, threshold_tokens: quantityLeaf("far", 500_000), input_price: usd("far.in", 12) },
    near: { ...least, threshold_tokens: quantityLeaf("near", 200_000), cache_read_price: usd("near.read", 0.6) },
  },
  request_fee: usd("fee", 0.01),
  batch_price_fraction: usd("batch", 0.5),
};

describe("the schedule of a hosted model", () => {
  it("has what the model states and nothing else", () => {
    expect(scheduleOf(least)).toEqual({ prices: { input: 3, output: 15 }, tiers: [], requestUsd: 0 });
  });

  it("has every price under its kind, tiers by rising threshold", () => {
    expect(scheduleOf(all)).toEqual({
      prices: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75, cacheWriteHour: 6, reasoning: 20 },
      tiers: [
        { aboveInputTokens: 200_000, prices: { input: 3, output: 15, cacheRead: 0.6 } },
        { aboveInputTokens: 500_000, prices: { input: 12, output: 15 } },
      ],
      requestUsd: 0.01,
      batchFactor: 0.5,
    });
  });

  it("takes drawn values where it is told what a leaf is worth", () => {
    const doubled = scheduleOf(all, ({ value }) => 2 * value);
    expect(doubled.prices).toEqual({
      ...{ input: 6, output: 30, cacheRead: 0.6, cacheWrite: 7.5, cacheWriteHour: 12, reasoning: 40 },
    });
    expect(doubled.tiers.map(({ aboveInputTokens }) => aboveInputTokens)).toEqual([400_000, 1_000_000]);
    expect([doubled.requestUsd, doubled.batchFactor]).toEqual([0.02, 1]);
  });
});

describe("a provider's cache", () => {
  const cache = {
    minimum_tokens: quantityLeaf("minimum", 1024),
    block_tokens: quantityLeaf("block", 128),
    lifetime_minutes: quantityLeaf("lifetime", 5),
    kind: "automatic",
  } as const;

  it("counts in tokens and seconds, with a long lifetime where there is one", () => {
    const plain = { kind: "automatic", minimumTokens: 1024, blockTokens: 128, lifetimeSeconds: 300 };
    expect(providerCacheOf(cache)).toEqual(plain);
    const long = { ...cache, long_lifetime_minutes: quantityLeaf("long", 60) };
    expect(providerCacheOf(long)).toEqual({ ...plain, longLifetimeSeconds: 3600 });
    expect(providerCacheOf(long, ({ value }) => value + 1)).toEqual({
      ...{ kind: "automatic", minimumTokens: 1025, blockTokens: 129, lifetimeSeconds: 360, longLifetimeSeconds: 3660 },
    });
  });
});

describe("the figures of a price", () => {
  const at = "2026-11-01";
  const figures = priceFigures({ key: "small", at, schedule: scheduleOf(all) });
  const said = (unit: string, label: string, value: number | null) => ({
    value,
    unit,
    label: `${label}, small`,
    formula: "price list, as of 2026-11-01",
    of: [],
  });

  it("name every price with its unit; a tier has the prices below it where it has none of its own", () => {
    expect(figures).toEqual({
      "price.small.input_usd_per_mtok": said("USD/Mtok", "Input tokens", 3),
      "price.small.cache_read_usd_per_mtok": said("USD/Mtok", "Tokens read from cache", 0.3),
      "price.small.cache_write_usd_per_mtok": said("USD/Mtok", "Tokens written to cache", 3.75),
      "price.small.cache_write_1h_usd_per_mtok": said("USD/Mtok", "Tokens written to a cache of an hour", 6),
      "price.small.output_usd_per_mtok": said("USD/Mtok", "Output tokens", 15),
      "price.small.reasoning_usd_per_mtok": said("USD/Mtok", "Reasoning tokens", 20),
      ...Object.fromEntries(
        (
          [
            ["200000", 3, 0.6],
            ["500000", 12, 0.3],
          ] as const
        ).flatMap(([above, input, read]) => {
          const id = (name: string) => `price.small.above_${above}.${name}_usd_per_mtok`;
          const words = (label: string) => `${label} above ${above} tokens`;
          return [
            [id("input"), said("USD/Mtok", words("Input tokens"), input)],
            [id("cache_read"), said("USD/Mtok", words("Tokens read from cache"), read)],
            [id("cache_write"), said("USD/Mtok", words("Tokens written to cache"), 3.75)],
            [id("cache_write_1h"), said("USD/Mtok", words("Tokens written to a cache of an hour"), 6)],
            [id("output"), said("USD/Mtok", words("Output tokens"), 15)],
            [id("reasoning"), said("USD/Mtok", words("Reasoning tokens"), 20)],
          ];
        }),
      ),
      "price.small.request_fee_usd": said("USD/request", "Fee of a request", 0.01),
      "price.small.batch_price_fraction": said("fraction", "Share of the price in a batch", 0.5),
    });
  });

  it("say null of input and output too, where a list has no price of them", () => {
    const none = priceFigures({ key: "small", at, schedule: { prices: {}, tiers: [], requestUsd: 0 } });
    expect(none["price.small.input_usd_per_mtok"]?.value).toBeNull();
    expect(none["price.small.output_usd_per_mtok"]?.value).toBeNull();
  });

  it("say null where a usual price is missing, and nothing of rare ones", () => {
    const bare = priceFigures({ key: "small", at, schedule: scheduleOf(least) });
    expect(Object.entries(bare).map(([id, { value }]) => [id, value])).toEqual([
      ["price.small.input_usd_per_mtok", 3],
      ["price.small.cache_read_usd_per_mtok", null],
      ["price.small.cache_write_usd_per_mtok", null],
      ["price.small.output_usd_per_mtok", 15],
      ["price.small.request_fee_usd", 0],
      ["price.small.batch_price_fraction", null],
    ]);
  });
});
