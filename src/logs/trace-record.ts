import type { RequestRecord } from "./log-record.ts";
import { momentOf } from "./moment.ts";
import type { SkipReason } from "./reading-notes.ts";
import type { Json, RecordSink } from "./record-sink.ts";
import { wholeNumber } from "./whole-number.ts";

/**
 * One request of a trace in JSON: Mooncake's `{timestamp, input_length, output_length, hash_ids}` (milliseconds from
 * the start of the trace, ids of the prompt's blocks), or the same facts under the names of other traces.
 *
 * @returns undefined where the value is no such request
 */
export function readTrace(value: Json, sink: RecordSink): RequestRecord | SkipReason | undefined {
  const input = INPUT_NAMES.find((name) => name in value);
  const output = OUTPUT_NAMES.find((name) => name in value);
  if (input === undefined || output === undefined) return undefined;
  const inputTokens = wholeNumber(value[input]);
  const outputTokens = wholeNumber(value[output]);
  if (inputTokens === undefined || outputTokens === undefined) return "bad-tokens";
  const { hash_ids: blocks, timestamp } = value;
  const timeMs = input === "input_length" && typeof timestamp === "number" ? timestamp : momentOf(timestamp);
  if (timestamp !== undefined && timeMs === undefined) sink.note("bad-time");
  return {
    kind: "request",
    usage: { inputTokens, outputTokens },
    ...(timeMs !== undefined && Number.isFinite(timeMs) && { timeMs }),
    ...(Array.isArray(blocks) && blocks.every(Number.isSafeInteger) && { blocks: blocks as readonly number[] }),
  };
}

const INPUT_NAMES = ["input_length", "input_tokens", "prompt_tokens", "context_tokens", "ContextTokens"];
const OUTPUT_NAMES = ["output_length", "output_tokens", "completion_tokens", "generated_tokens", "GeneratedTokens"];
