import {
  AS_RECORDED,
  binned,
  binnedPause,
  type Counts,
  LAST_TURN,
  type SizeSeries,
  sizeClass,
  type Total,
} from "./counts.ts";
import type { ConversationRecord, LogRecord, MessageCount } from "./log-record.ts";
import { requestsOf } from "./requests.ts";

/** Counts records as they come. Whatever is stored is a whole number. */
export interface Tally {
  /** @param late is called for a message that is dated before the one above it */
  readonly add: (record: LogRecord, late: () => void) => void;
  readonly counts: () => Counts;
}

/** @param encoding how text became tokens */
export function tally(encoding: string): Tally {
  const series = new Map<string, Map<number, number>>();
  const span = { firstMs: Infinity, lastMs: -Infinity };
  const count = (name: string, value: number, amount = 1): void => {
    const histogram = series.get(name) ?? new Map<number, number>();
    if (histogram.size === 0) series.set(name, histogram);
    histogram.set(value, (histogram.get(value) ?? 0) + amount);
  };
  const size = (name: SizeSeries, value: number): void => count(name, binned(value));
  const total = (name: Total, amount: number): void => count(`total.${name}`, 0, amount);
  const time = (timeMs: number | undefined): void => {
    if (timeMs === undefined) return;
    span.firstMs = Math.min(span.firstMs, timeMs);
    span.lastMs = Math.max(span.lastMs, timeMs);
  };
  const write = { count, size, total, time };
  return {
    add(record, late) {
      switch (record.kind) {
        case "conversation":
          return addConversation(record, write, late);
        case "request":
          total("traced_requests", 1);
          total("requests", 1);
          size("context_tokens", record.usage.inputTokens);
          size("output_tokens", record.usage.outputTokens);
          total("input_tokens", record.usage.inputTokens);
          total("output_tokens", record.usage.outputTokens);
          return time(record.timeMs);
        case "usage":
          total("summed_requests", record.requests);
          total("requests", record.requests);
          total("input_tokens", record.usage.inputTokens);
          total("output_tokens", record.usage.outputTokens);
          return time(record.timeMs);
      }
    },
    counts: () => ({
      encoding: series.has("total.counted_messages") || series.has("total.estimated_messages") ? encoding : AS_RECORDED,
      series,
      ...(span.firstMs <= span.lastMs && { firstMs: span.firstMs, lastMs: span.lastMs }),
    }),
  };
}

interface Write {
  readonly count: (series: string, value: number, amount?: number) => void;
  readonly size: (series: SizeSeries, value: number) => void;
  readonly total: (total: Total, amount: number) => void;
  readonly time: (timeMs: number | undefined) => void;
}

function addConversation(conversation: ConversationRecord, write: Write, late: () => void): void {
  const { messages } = conversation;
  const { size, total, count } = write;
  const users = messages.filter(({ role }) => role === "user");
  total("conversations", 1);
  size("messages", messages.length);
  size("user_turns", users.length);
  users.forEach(({ tokens }, turn) => {
    size(turn === 0 ? "first_user_tokens" : "later_user_tokens", tokens);
    size("user_tokens", tokens);
    count("turn.user_messages", Math.min(turn + 1, LAST_TURN));
    count("turn.user_tokens", Math.min(turn + 1, LAST_TURN), tokens);
  });
  const system = messages.filter(({ role }) => role === "system");
  if (system.length > 0) size("system_tokens", sumOf(system));
  for (const { role, tokens, basis } of messages) {
    if (role === "tool") size("tool_tokens", tokens);
    total(`${basis}_messages`, 1);
  }
  addRequests(conversation, write);
  addNeighbours(messages, write);
  addTimes(messages, write, late);
}

function addRequests(conversation: ConversationRecord, { size, total, count }: Write): void {
  const requests = requestsOf(conversation);
  size("requests", requests.length);
  if (requests.length > 0) total("answered_conversations", 1);
  total("requests", requests.length);
  const length = Math.min(requests.length, LAST_TURN);
  count("length.conversations", length);
  requests.forEach(({ freshTokens, inputTokens, outputTokens }, position) => {
    size("fresh_tokens", freshTokens);
    size("assistant_tokens", outputTokens);
    total("input_tokens", inputTokens);
    total("output_tokens", outputTokens);
    count("length.fresh_tokens", length, freshTokens);
    count("length.assistant_tokens", length, outputTokens);
    count("turn.assistant_messages", Math.min(position + 1, LAST_TURN));
    count("turn.assistant_tokens", Math.min(position + 1, LAST_TURN), outputTokens);
    const before = requests[position - 1];
    if (!before) return;
    total("previous_input_tokens", Math.min(inputTokens, before.inputTokens));
    total("previous_exchange_tokens", Math.min(inputTokens, before.inputTokens + before.outputTokens));
  });
}

/** Sizes of messages that follow each other: a user message and its reply, and each with the next of its kind. */
function addNeighbours(messages: readonly MessageCount[], { count }: Write): void {
  const pair = (name: string, first: number, second: number): void =>
    count(`pair.${name}`, 64 * sizeClass(first) + sizeClass(second));
  let user: number | undefined;
  let reply: number | undefined;
  messages.forEach(({ role, tokens }, position) => {
    if (role === "user") {
      if (user !== undefined) pair("user_user", user, tokens);
      user = tokens;
    } else if (role === "assistant") {
      const before = messages[position - 1];
      if (before?.role === "user") pair("user_reply", before.tokens, tokens);
      if (reply !== undefined) pair("reply_reply", reply, tokens);
      reply = tokens;
    }
  });
}

/** Pauses from a message to the user's next one. */
function addTimes(messages: readonly MessageCount[], { count, time }: Write, late: () => void): void {
  let before: number | undefined;
  for (const { role, timeMs } of messages) {
    time(timeMs);
    if (timeMs === undefined) continue;
    if (before !== undefined && timeMs < before) late();
    else if (before !== undefined && role === "user") count("pause_ms", binnedPause(timeMs - before));
    before = timeMs;
  }
}

const sumOf = (messages: readonly MessageCount[]): number => messages.reduce((sum, { tokens }) => sum + tokens, 0);
