import type { LogRecord, MessageRow, RequestRow } from "./log-record.ts";
import { messageText } from "./message-text.ts";
import { momentOf } from "./moment.ts";
import { recordId } from "./record-id.ts";
import type { Json, RecordSink } from "./record-sink.ts";
import { roleOf } from "./role.ts";
import { usageRecord } from "./usage-export.ts";
import { wholeNumber } from "./whole-number.ts";

/** What a column can hold. */
export const COLUMN_MEANINGS = [
  "conversation",
  "role",
  "tokens",
  "text",
  "time",
  "input",
  "output",
  "cached",
  "requests",
] as const;

export type ColumnMeaning = (typeof COLUMN_MEANINGS)[number];

/** The name of the column that holds each meaning. */
export type Columns = Readonly<Partial<Record<ColumnMeaning, string>>>;

/** Reads `conversation=thread_id,role=author,tokens=n`; throws RangeError with what is wrong. */
export function parseColumns(text: string): Columns {
  const entries = text.split(",").map((part): readonly [ColumnMeaning, string] => {
    const at = part.indexOf("=");
    const meaning = COLUMN_MEANINGS.find((known) => known === part.slice(0, Math.max(0, at)).trim());
    const name = part.slice(at + 1).trim();
    if (!meaning || name === "")
      throw new RangeError(`--columns ${part.trim()}; expected meaning=name with one of ${COLUMN_MEANINGS.join(", ")}`);
    return [meaning, name];
  });
  const columns: Columns = Object.fromEntries(entries);
  if (!isComplete(columns))
    throw new RangeError(`--columns ${text}; expected input and output, or conversation and role with tokens or text`);
  return columns;
}

/** Whether a row of such columns says enough to count: a request, or a message of a conversation. */
function isComplete({ conversation, role, tokens, text, input, output }: Columns): boolean {
  if (input !== undefined && output !== undefined) return true;
  return conversation !== undefined && role !== undefined && (tokens ?? text) !== undefined;
}

/** Finds the columns that known traces and exports use; undefined where the names say too little. */
export function guessColumns(names: readonly string[]): Columns | undefined {
  const plain = names.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));
  const find = (meaning: ColumnMeaning): string | undefined => {
    const at = NAMES[meaning].map((known) => plain.indexOf(known)).find((place) => place >= 0);
    return at === undefined ? undefined : names[at];
  };
  const found = COLUMN_MEANINGS.flatMap((meaning) => {
    const name = find(meaning);
    return name === undefined ? [] : [[meaning, name] as const];
  });
  const columns: Columns = Object.fromEntries(found);
  return isComplete(columns) ? columns : undefined;
}

const NAMES: Readonly<Record<ColumnMeaning, readonly string[]>> = {
  conversation: ["conversation", "conversationid", "sessionid", "session", "threadid", "chatid", "dialogid"],
  role: ["role", "from", "author", "sender", "speaker"],
  tokens: ["tokens", "tokencount", "ntokens", "numtokens"],
  text: ["text", "content", "message", "value"],
  time: ["timestamp", "time", "starttime", "createdat", "created", "arrivaltime", "arrivedat", "datetime"],
  input: [
    "contexttokens",
    "inputtokens",
    "prompttokens",
    "requesttokens",
    "inputlength",
    "promptlength",
    "ncontexttokenstotal",
    "numprefilltokens",
  ],
  output: [
    "generatedtokens",
    "outputtokens",
    "completiontokens",
    "responsetokens",
    "outputlength",
    "ngeneratedtokenstotal",
    "numdecodetokens",
  ],
  cached: ["inputcachedtokens", "cachedtokens", "cachereadtokens", "cacheread"],
  requests: ["nummodelrequests", "nrequests", "numrequests"],
};

/** Reads one row; rows of a conversation are put together by whoever takes them. */
export function readRow(row: Json, columns: Columns, sink: RecordSink): void {
  const at = (meaning: ColumnMeaning): unknown => {
    const name = columns[meaning];
    return name === undefined ? undefined : row[name];
  };
  const moment = columns.time === undefined ? undefined : momentOf(at("time"));
  if (columns.time !== undefined && moment === undefined) sink.note("bad-time");
  const time = moment !== undefined ? { timeMs: moment } : {};
  const record = columns.input !== undefined ? requestOf(at, columns, time) : messageOf(at, columns, time, sink);
  if (typeof record === "string") sink.skip(record);
  else sink.take(record);
}

type At = (meaning: ColumnMeaning) => unknown;
type Time = { readonly timeMs?: number };

function requestOf(at: At, columns: Columns, time: Time): LogRecord | RequestRow | "bad-tokens" | "bad-row" {
  const inputTokens = wholeNumber(at("input"));
  const outputTokens = wholeNumber(at("output"));
  if (inputTokens === undefined || outputTokens === undefined) return "bad-tokens";
  const cached = wholeNumber(at("cached"));
  const usage = { inputTokens, outputTokens, ...(cached !== undefined && { cacheReadTokens: cached }) };
  if (columns.requests !== undefined) {
    const sums = { num_model_requests: at("requests"), input_tokens: inputTokens, output_tokens: outputTokens };
    return usageRecord({ ...sums, ...(cached !== undefined && { input_cached_tokens: cached }) }) ?? "bad-tokens";
  }
  if (columns.conversation === undefined) return { kind: "request", usage, ...time };
  const conversation = recordId(at("conversation"));
  return conversation === undefined ? "bad-row" : { kind: "request-row", conversation, usage, ...time };
}

function messageOf(
  at: At,
  columns: Columns,
  time: Time,
  { counter }: RecordSink,
): MessageRow | "bad-tokens" | "bad-row" | "unknown-role" {
  const conversation = recordId(at("conversation"));
  if (conversation === undefined) return "bad-row";
  const role = roleOf(at("role"));
  if (!role) return "unknown-role";
  if (columns.tokens !== undefined) {
    const tokens = wholeNumber(at("tokens"));
    if (tokens === undefined) return "bad-tokens";
    return { kind: "message", conversation, message: { role, tokens, basis: "recorded", ...time } };
  }
  const text = at("text");
  const tokens = counter.count(typeof text === "object" ? messageText({ content: text }).text : String(text ?? ""));
  return { kind: "message", conversation, message: { role, tokens, basis: counter.basis, ...time } };
}
