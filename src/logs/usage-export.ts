import type { UsageRecord } from "./log-record.ts";
import { momentOf } from "./moment.ts";
import type { Json, RecordSink } from "./record-sink.ts";
import { wholeNumber } from "./whole-number.ts";

/**
 * OpenAI's usage exports: a page of buckets (`data` → `results`), one bucket or one result; also the older list of
 * `n_requests` with `n_context_tokens_total`. Only sums are known, so they can be billed but no law be fitted to them.
 *
 * @returns whether the value is such an export
 */
export function readUsageExport(value: Json, sink: RecordSink): boolean {
  const inner = Array.isArray(value.data) ? value.data : Array.isArray(value.results) ? value.results : undefined;
  if (inner) {
    const timed = inner.map((item: unknown) =>
      typeof item === "object" && item !== null ? { start_time: value.start_time, ...item } : item,
    );
    if (!timed.every((item) => typeof item === "object" && item !== null && looksLikeUsage(item as Json))) return false;
    for (const item of timed) readUsageExport(item as Json, sink);
    return true;
  }
  if (!looksLikeUsage(value)) return false;
  const record = usageRecord(value);
  if (record) sink.take(record);
  else sink.skip("bad-tokens");
  return true;
}

const looksLikeUsage = (value: Json): boolean =>
  "num_model_requests" in value || "n_requests" in value || Array.isArray(value.results);

/** One row of sums; undefined where a number is missing or cannot be. */
export function usageRecord(value: Json): UsageRecord | undefined {
  const requests = wholeNumber(value.num_model_requests ?? value.n_requests);
  const inputTokens = wholeNumber(value.input_tokens ?? value.n_context_tokens_total);
  const outputTokens = wholeNumber(value.output_tokens ?? value.n_generated_tokens_total);
  const cacheReadTokens = wholeNumber(value.input_cached_tokens ?? value.n_cached_context_tokens_total);
  if (requests === undefined || inputTokens === undefined || outputTokens === undefined) return undefined;
  const timeMs = momentOf(value.start_time ?? value.aggregation_timestamp);
  return {
    kind: "usage",
    requests,
    usage: { inputTokens, outputTokens, ...(cacheReadTokens !== undefined && { cacheReadTokens }) },
    ...(timeMs !== undefined && { timeMs }),
  };
}
