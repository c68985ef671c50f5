import { describe, expect, it } from "vitest";
import type { CacheRule } from "../../../src/analysis/replay/cache-rule.ts";
import { prefixBlocks } from "../../../src/analysis/replay/prefix-blocks.ts";
import { replay } from "../../../src/analysis/replay/replay.ts";
import { flatPrice } from "../../../src/analysis/replay/request-price.ts";
import type { LogRecord } from "../../../src/logs/log-record.ts";
import { requestsOf } from "../../../src/logs/requests.ts";
import { boundedSample } from "../../../src/math/bounded-sample.ts";
import { readLogFile } from "../../logs/read-log.ts";
import {
  CHATS,
  type ExpectedChat,
  type ExpectedTrace,
  expectedOf,
  HAS_SHARED_DATA,
  sharedFile,
} from "../../logs/shared-data.ts";

const price = flatPrice({ inputUsdPerMtok: 3, outputUsdPerMtok: 15, cacheReadUsdPerMtok: 0.3 });
const terms = (rule: CacheRule, minimumTokens = 0) => ({ price, cache: { rule, minimumTokens } });

function billed(records: readonly LogRecord[], rule: CacheRule, minimumTokens = 0) {
  const billing = replay(terms(rule, minimumTokens));
  for (const record of records) if (record.kind === "conversation") billing.conversation(requestsOf(record));
  return billing.result();
}

describe.skipIf(!HAS_SHARED_DATA)(
  `replay of shared logs${HAS_SHARED_DATA ? "" : " (skipped: ../shared/data is absent)"}`,
  () => {
    it.each(Object.entries(CHATS))("bills what was computed by other means, cached and not: %s", async (key, file) => {
      const expected = expectedOf<ExpectedChat>(key);
      const { records } = await readLogFile(sharedFile(file));
      const plain = billed(records, "none");
      const input = billed(records, "previous-input");
      const exchange = billed(records, "previous-exchange");
      expect(plain.costUsd).toBeCloseTo(expected.usd_no_cache_3_15, 6);
      expect(input.costUsd).toBeCloseTo(expected.usd_cacheA_read_0p30, 6);
      expect(exchange.costUsd).toBeCloseTo(expected.usd_cacheB_read_0p30, 6);
      expect(plain).toMatchObject({
        conversations: expected.conversations,
        requests: expected.api_calls,
        inputTokens: expected.sum_input_tokens_resent,
        outputTokens: expected.sum_output_tokens,
        cacheReadTokens: 0,
      });
      expect(input.cacheReadTokens).toBe(expected.sum_cached_A_prev_input);
      expect(exchange.cacheReadTokens).toBe(expected.sum_cached_B_prev_input_plus_reply);
      expect(billed(records, "previous-input", 1024).cacheReadTokens).toBe(expected.sum_cached_A_min1024);
      // Printed to six decimals.
      [0.5, 0.9, 0.95, 0.99].forEach((p, at) => {
        expect(Math.abs(plain.costQuantile(p) - (expected.usd_per_conv_p50_90_95_99_no_cache[at] ?? 0))).toBeLessThan(
          1e-6,
        );
      });
      expect(plain.costUsd / plain.conversations).toBeCloseTo(expected.usd_per_conv_mean_no_cache, 6);
    });

    it("finds the shared prefixes of a trace with block ids", async () => {
      const expected = expectedOf<ExpectedTrace & { readonly prefix_hit_tokens: number }>("mooncake_synthetic");
      const { records } = await readLogFile(sharedFile("traces/mooncake_synthetic_trace.jsonl.gz"));
      const shared = prefixBlocks(512);
      const read = records.reduce(
        (sum, record) => sum + (record.kind === "request" ? shared(record.blocks ?? [], record.usage.inputTokens) : 0),
        0,
      );
      expect(read / expected.sum_input).toBeCloseTo(expected.prefix_hit_tokens, 6);
    });
  },
);

describe("replay", () => {
  const requests = [
    { inputTokens: 100, outputTokens: 10 },
    { inputTokens: 150, outputTokens: 20, cacheReadTokens: 64 },
    { inputTokens: 120, outputTokens: 5 },
  ];

  it("takes recorded cache reads before the rule, and never reads more than it sends", () => {
    const billing = replay(terms("previous-exchange"));
    billing.conversation(requests);
    // 0, 64 as recorded, min(120, 150 + 20).
    expect(billing.result().cacheReadTokens).toBe(184);
    expect(billing.result().costUsd).toBeCloseTo((3 * (370 - 184) + 0.3 * 184 + 15 * 35) / 1e6, 12);
  });

  it("hands any price schedule the request as it is billed, its parts adding up to the input", () => {
    const seen: number[] = [];
    const billing = replay({
      cache: { rule: "previous-input", minimumTokens: 0 },
      price: ({ uncachedTokens, cacheReadTokens, cacheWriteTokens }) => {
        seen.push(uncachedTokens + cacheReadTokens + cacheWriteTokens);
        return 1;
      },
    });
    billing.conversation(requests);
    billing.sums(7, { inputTokens: 9, outputTokens: 1 });
    expect(seen).toEqual([100, 150, 120, 9]);
    expect(billing.result()).toMatchObject({ conversations: 1, requests: 10, answered: 1, costUsd: 4 });
  });

  it("counts a conversation that nobody answered, at no cost", () => {
    const billing = replay(terms("none"));
    billing.conversation([]);
    expect(billing.result()).toMatchObject({ conversations: 1, requests: 0, costUsd: 0, answered: 0 });
    expect(billing.result().costQuantile(0.5)).toBe(0);
  });

  it("bills each kind of token at its own price, what is written to cache too", () => {
    const own = { ...terms("previous-input").cache, writes: true };
    const prices = { inputUsdPerMtok: 3, outputUsdPerMtok: 15, cacheReadUsdPerMtok: 0.3, cacheWriteUsdPerMtok: 4 };
    const billing = replay({ price: flatPrice(prices), cache: own });
    billing.conversation([
      { inputTokens: 1000, outputTokens: 10, cacheReadTokens: 100, cacheWriteTokens: 700 },
      { inputTokens: 1500, outputTokens: 20 },
    ]);
    // 200 new, 100 read, 700 written; then 1,000 read and 500 written.
    const usd = (200 * 3 + 1100 * 0.3 + 1200 * 4 + 30 * 15) / 1e6;
    const { costUsd, cacheReadTokens, cacheWriteTokens } = billing.result();
    expect(costUsd).toBeCloseTo(usd, 15);
    expect({ cacheReadTokens, cacheWriteTokens }).toEqual({ cacheReadTokens: 1100, cacheWriteTokens: 1200 });
    const plain = flatPrice({ inputUsdPerMtok: 3, outputUsdPerMtok: 15 });
    const one = { uncachedTokens: 200, cacheReadTokens: 100, cacheWriteTokens: 700, outputTokens: 10 };
    expect(plain(one)).toBeCloseTo((1000 * 3 + 10 * 15) / 1e6, 15);
  });

  it("hands on what the log says of reasoning and of when, and nothing that it does not say", () => {
    const seen: object[] = [];
    const billing = replay({ ...terms("none"), price: (request) => seen.push(request) });
    billing.request({ inputTokens: 9, outputTokens: 4, reasoningTokens: 0, timeMs: 0 });
    billing.request({ inputTokens: 7, outputTokens: 3 });
    const none = { cacheReadTokens: 0, cacheWriteTokens: 0 };
    expect(seen).toStrictEqual([
      { uncachedTokens: 9, ...none, outputTokens: 4, reasoningTokens: 0, timeMs: 0 },
      { uncachedTokens: 7, ...none, outputTokens: 3 },
    ]);
    expect(billing.result()).toMatchObject({
      ...{ conversations: 0, requests: 2, answered: 2, answeredInputTokens: 16, costUsd: 3, answeredCostUsd: 3 },
    });
    expect(billing.result().costQuantile(1)).toBe(2);
  });

  it("adds up what sums of requests cost at least and at most", () => {
    const billing = replay({ ...terms("none"), sumsPrice: () => ({ usd: 5, leastUsd: 3, mostUsd: 9 }) });
    billing.sums(2, { inputTokens: 9, outputTokens: 4 });
    billing.sums(2, { inputTokens: 9, outputTokens: 4 });
    expect(billing.result()).toMatchObject({ costUsd: 10, costLeastUsd: 6, costMostUsd: 18, answered: 0, requests: 4 });
  });

  it("refuses a price that is none", () => {
    const priced = (usd: number) => flatPrice({ inputUsdPerMtok: usd, outputUsdPerMtok: 1 });
    expect(() => priced(-1)).toThrow("inputUsdPerMtok is -1; expected a finite number, 0 or more");
    for (const wrong of [Number.POSITIVE_INFINITY, Number.NaN]) expect(() => priced(wrong)).toThrow(RangeError);
    const free = priced(0)({ uncachedTokens: 5, cacheReadTokens: 5, cacheWriteTokens: 5, outputTokens: 1e6 });
    expect(free).toBe(1);
  });
});

describe("prefix blocks", () => {
  it("count from the start of a prompt to the first that is new, and no more than the prompt has", () => {
    const shared = prefixBlocks(10);
    expect([shared([1, 2, 3], 30), shared([1, 2, 4], 30), shared([5, 1], 20), shared([1, 2, 3], 25)]).toEqual([
      0, 20, 0, 25,
    ]);
  });

  it("are forgotten beyond as many as are remembered", () => {
    const shared = prefixBlocks(10, 2);
    shared([1, 2, 3], 30);
    expect(shared([1, 2, 3], 30)).toBe(20);
  });
});

describe("a bounded sample", () => {
  it("has exact quantiles while it is small, and the same to 1 in 2,000 when it is large", () => {
    const [exact, binned] = [boundedSample(), boundedSample(100)];
    for (let at = 0; at < 5000; at++) {
      const value = ((at * 7919) % 5000) ** 1.5 / 1e6;
      exact.add(value);
      binned.add(value);
    }
    for (const p of [0.05, 0.5, 0.95, 0.99]) expect(binned.quantile(p) / exact.quantile(p)).toBeCloseTo(1, 3);
    expect(() => exact.add(Number.NaN)).toThrow(RangeError);
  });
});
