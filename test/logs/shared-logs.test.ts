import { describe, expect, it } from "vitest";
import { type Counts, type SizeSeries, type Total, totalOf } from "../../src/logs/counts.ts";
import { summaryOf, weightedQuantile, weightedSample } from "../../src/math/weighted-sample.ts";
import { readLogFile } from "./read-log.ts";
import {
  CHATS,
  type ExpectedChat,
  type ExpectedSize,
  type ExpectedTrace,
  expectedOf,
  HAS_SHARED_DATA,
  sharedFile,
  TRACES,
} from "./shared-data.ts";

const SKIPPED = HAS_SHARED_DATA ? "" : " (skipped: ../shared/data is absent)";

/** Printed to four decimals. */
function expectSize(counts: Counts, series: SizeSeries, expected: ExpectedSize): void {
  const sample = weightedSample(counts.series.get(series) ?? []);
  const { n, mean, sd, max } = summaryOf(sample);
  expect({ n, max }).toEqual({ n: expected.n, max: expected.max });
  expect(Math.abs(mean - expected.mean)).toBeLessThan(5.1e-5);
  expect(Math.abs(sd - expected.sd)).toBeLessThan(5.1e-5);
  const quantiles = [0.5, 0.9, 0.95, 0.99].map((p) => Math.round(weightedQuantile(sample, p) * 100) / 100);
  expect(quantiles).toEqual(expected.p50_90_95_99);
}

describe.skipIf(!HAS_SHARED_DATA)(`logs counted by other means (EXPECTED.json)${SKIPPED}`, () => {
  it.each(Object.entries(CHATS))("has the same conversations, turns and tokens: %s", async (key, file) => {
    const expected = expectedOf<ExpectedChat>(key);
    const { counts, notes } = await readLogFile(sharedFile(file));
    expect(notes.skipped.size).toBe(0);
    for (const series of ["messages", "user_turns", "user_tokens", "assistant_tokens"] as const)
      expectSize(counts, series, expected[series]);
    const totals: Readonly<Partial<Record<Total, number>>> = {
      conversations: expected.conversations,
      requests: expected.api_calls,
      input_tokens: expected.sum_input_tokens_resent,
      output_tokens: expected.sum_output_tokens,
      previous_input_tokens: expected.sum_cached_A_prev_input,
      previous_exchange_tokens: expected.sum_cached_B_prev_input_plus_reply,
    };
    for (const [total, value] of Object.entries(totals)) expect(totalOf(counts, total as Total), total).toBe(value);
  });

  it.each(Object.entries(TRACES))("has the same requests and tokens: %s", async (key, file) => {
    const expected = expectedOf<ExpectedTrace>(key);
    const { counts, notes } = await readLogFile(sharedFile(file));
    expect(notes.skipped.size).toBe(0);
    expect(totalOf(counts, "requests")).toBe(expected.requests);
    expect(totalOf(counts, "input_tokens")).toBe(expected.sum_input);
    expect(totalOf(counts, "output_tokens")).toBe(expected.sum_output);
  });

  it("takes the longest thread of each tree that is written message by message, as the counts of it say", async () => {
    const thread = await readLogFile(sharedFile(CHATS.oasst_val_longest));
    const trees = await readLogFile(sharedFile("chat/oasst1-en-validation.messages.jsonl.gz"));
    expect(totalOf(trees.counts, "conversations")).toBe(191);
    for (const series of ["messages", "user_turns", "requests"]) {
      expect(trees.counts.series.get(series), series).toEqual(thread.counts.series.get(series));
    }
  });
});
