import type { LogRecord, MessageRow, RequestRow } from "./log-record.ts";
import type { NoteReason, SkipReason } from "./reading-notes.ts";
import type { TokenCounter } from "./token-counter.ts";

export type Json = Readonly<Record<string, unknown>>;

/** Where readers of single records put what they find. */
export interface RecordSink {
  readonly counter: TokenCounter;
  readonly take: (record: LogRecord | MessageRow | RequestRow) => void;
  readonly skip: (reason: SkipReason) => void;
  readonly note: (reason: NoteReason) => void;
}

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
