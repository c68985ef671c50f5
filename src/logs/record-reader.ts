import { isMessage, readMessage, stampIn } from "./chat-message.ts";
import { guessColumns, readRow } from "./columns.ts";
import type { ConversationRecord, LogRecord, MessageCount, MessageRow, RecordedUsage } from "./log-record.ts";
import { momentOf } from "./moment.ts";
import type { SkipReason } from "./reading-notes.ts";
import { recordId } from "./record-id.ts";
import { isJson, type Json, type RecordSink } from "./record-sink.ts";
import { recordedUsage } from "./recorded-usage.ts";
import { readReplyTree } from "./reply-tree.ts";
import { readTrace } from "./trace-record.ts";
import { readUsageExport } from "./usage-export.ts";

/** Reads one JSON value of a log, whatever known shape it has; one that has none is skipped. */
export function readRecord(value: unknown, sink: RecordSink): void {
  if (!Array.isArray(value) || messagesIn(value)) readOne(value, sink);
  else for (const item of value) readOne(item, sink);
}

/** A list is a conversation where its items are messages, else a list of records. */
function messagesIn(list: readonly unknown[]): readonly Json[] | undefined {
  const messages = list.filter(isJson).filter(isMessage);
  return list.length > 0 && messages.length === list.length ? messages : undefined;
}

function readOne(value: unknown, sink: RecordSink): void {
  const messages = Array.isArray(value) ? messagesIn(value) : undefined;
  if (messages) put(conversationOf(messages, {}, sink), sink);
  else if (!isJson(value)) sink.skip("unknown-shape");
  else if (!readUsageExport(value, sink)) put(recordOf(value, sink), sink);
}

function recordOf(value: Json, sink: RecordSink): LogRecord | MessageRow | SkipReason | undefined {
  if (isJson(value.prompt) && "message_tree_id" in value) return readReplyTree(value, sink);
  if (typeof value.message_tree_id === "string" && "message_id" in value) return treeMessage(value, sink);
  const messages = listOfMessages(value);
  if (messages) return conversationOf(messages, value, sink);
  if (isJson(value.response) || isJson(value.error)) return batchOutput(value);
  if (isJson(value.usage)) return responseOf(value);
  const trace = readTrace(value, sink);
  if (trace) return trace;
  const columns = guessColumns(Object.keys(value));
  if (!columns) return "unknown-shape";
  readRow(value, columns, sink);
  return undefined;
}

function put(found: LogRecord | MessageRow | SkipReason | undefined, sink: RecordSink): void {
  if (typeof found === "string") sink.skip(found);
  else if (found) sink.take(found);
}

/** OpenAI messages and batch input, ShareGPT, and counts without text. */
function listOfMessages(value: Json): readonly Json[] | undefined {
  const body = isJson(value.body) ? value.body : isJson(value.request) ? value.request : value;
  const list = body.messages ?? value.conversations ?? value.conversation ?? value.items ?? body.input;
  return Array.isArray(list) && list.every(isJson) ? list : undefined;
}

function conversationOf(messages: readonly Json[], record: Json, sink: RecordSink): ConversationRecord | SkipReason {
  const counted: MessageCount[] = [];
  for (const item of messages) {
    const message = readMessage(item, sink);
    if (message === "bad") return "bad-tokens";
    if (message === undefined) sink.skip("unknown-role");
    else counted.push(message);
  }
  const reply = lastUsage(record);
  const id = recordId(record.id ?? record.custom_id ?? record.conversation_id ?? record.session_id);
  return {
    kind: "conversation",
    ...(id !== undefined && { id }),
    messages: reply ? withUsage(counted, reply, momentOf(stampIn(record))) : counted,
  };
}

/** One message of a tree that is written message by message. */
function treeMessage(value: Json, sink: RecordSink): MessageRow | SkipReason {
  const message = readMessage(value, sink);
  if (message === "bad") return "bad-tokens";
  if (message === undefined) return "unknown-role";
  const [conversation, id] = [recordId(value.message_tree_id), recordId(value.message_id)];
  if (conversation === undefined || id === undefined) return "bad-row";
  const parent = typeof value.parent_id === "string" ? value.parent_id : undefined;
  return { kind: "message", conversation, message, node: { id, parent } };
}

/** A line of OpenAI's batch output: one request with its recorded usage, or its failure. */
function batchOutput(value: Json): LogRecord | SkipReason {
  const response = isJson(value.response) ? value.response : {};
  const body = isJson(response.body) ? response.body : response;
  const status = response.status_code;
  const failed = isJson(value.error) || isJson(body.error) || (typeof status === "number" && status >= 400);
  return failed ? "failed-request" : responseOf(body);
}

/** A response of a provider, kept as it came: one request with its recorded usage. */
function responseOf(body: Json): LogRecord | SkipReason {
  const usage = recordedUsage(body.usage);
  if (!usage) return isJson(body.usage) ? "bad-tokens" : "unknown-shape";
  const timeMs = momentOf(stampIn(body));
  return { kind: "request", usage, ...(timeMs !== undefined && { timeMs }) };
}

/** The usage that a whole record states is that of its last request. */
function lastUsage(record: Json): RecordedUsage | undefined {
  const response = isJson(record.response) ? record.response : {};
  const body = isJson(response.body) ? response.body : response;
  return recordedUsage(record.usage) ?? recordedUsage(body.usage);
}

function withUsage(
  messages: readonly MessageCount[],
  usage: RecordedUsage,
  timeMs: number | undefined,
): readonly MessageCount[] {
  const last = messages.at(-1);
  if (last?.role === "assistant") return [...messages.slice(0, -1), { ...last, usage }];
  const time = timeMs !== undefined ? { timeMs } : {};
  return [...messages, { role: "assistant", tokens: usage.outputTokens, basis: "recorded", usage, ...time }];
}
