import type { MessageCount } from "./log-record.ts";
import { messageText } from "./message-text.ts";
import { momentOf } from "./moment.ts";
import type { Json, RecordSink } from "./record-sink.ts";
import { recordedUsage } from "./recorded-usage.ts";
import { roleOf } from "./role.ts";
import { wholeNumber } from "./whole-number.ts";

/**
 * Counts one message. Tokens that the log records are taken; else its text is counted.
 *
 * @returns undefined for an unknown role, "bad" where the number of tokens cannot be used
 */
export function readMessage(message: Json, sink: RecordSink): MessageCount | "bad" | undefined {
  const role = roleOf(message.role ?? message.from);
  if (!role) return undefined;
  const stamp = stampIn(message);
  const timeMs = momentOf(stamp);
  if (stamp !== undefined && timeMs === undefined) sink.note("bad-time");
  const usage = role === "assistant" ? recordedUsage(message.usage) : undefined;
  const facts = { role, ...(timeMs !== undefined && { timeMs }), ...(usage && { usage }) };
  const stated = message.tokens ?? message.token_count ?? usage?.outputTokens;
  if (stated !== undefined && stated !== null) {
    const tokens = wholeNumber(stated);
    return tokens === undefined ? "bad" : { ...facts, tokens, basis: "recorded" };
  }
  const { text, uncounted } = messageText(message);
  for (let part = 0; part < uncounted; part++) sink.note("part-without-text");
  return { ...facts, tokens: sink.counter.count(text), basis: sink.counter.basis };
}

/** Whether an object is a message by itself, not a record of several. */
export const isMessage = (item: Json): boolean =>
  ("role" in item || "from" in item) && !OWNERS.some((owner) => owner in item);

/** Keys that say which conversation a message belongs to, or that the object holds messages itself. */
const OWNERS = ["message_tree_id", "conversation_id", "session_id", "thread_id", "conversation", "messages"];

/** The time of a record, under any of its usual names. */
export function stampIn(value: Json): unknown {
  const key = TIMES.find((name) => value[name] !== undefined && value[name] !== null);
  return key === undefined ? undefined : value[key];
}

const TIMES = ["timestamp", "created_at", "created_date", "created", "create_time", "time"] as const;
