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

  it("refuses a price that is none", () => {
    expect(() => flatPrice({ inputUsdPerMtok: -1, outputUsdPerMtok: 1 })).toThrow(/inputUsdPerMtok is -1/);
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
