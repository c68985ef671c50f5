import type { Counts } from "../../src/logs/counts.ts";
import { logReader, type ReadingOptions } from "../../src/logs/log-reader.ts";
import type { LogRecord } from "../../src/logs/log-record.ts";
import { noteTaker, type ReadingNotes } from "../../src/logs/reading-notes.ts";
import { tally } from "../../src/logs/tally.ts";
import { carefulCounter } from "../../src/logs/token-counter.ts";
import { streamLog } from "../../src/node/log-stream.ts";

/** Counts words: a tokenizer that every expected value can be checked by hand with. */
export const wordCounter = carefulCounter("words", (text) => text.split(/\s+/).filter(Boolean).length);

export interface ReadLog {
  readonly records: readonly LogRecord[];
  readonly counts: Counts;
  readonly notes: ReadingNotes;
}

/** Reads a log that is given as text or bytes, in pieces of some size. */
export function readLog(
  log: string | Uint8Array,
  options: Partial<ReadingOptions> & {
    readonly pieces?: number;
    readonly brokenOff?: boolean;
    readonly strict?: boolean;
  } = {},
): ReadLog {
  const bytes = typeof log === "string" ? new TextEncoder().encode(log) : log;
  const size = options.pieces ?? 1 << 16;
  return collect(options, (push) => {
    for (let at = 0; at < bytes.length; at += size) push(bytes.subarray(at, at + size));
    return options.brokenOff ?? false;
  });
}

/** Reads a file, unpacked. */
export async function readLogFile(path: string, options: Partial<ReadingOptions> = {}): Promise<ReadLog> {
  const pieces: Uint8Array[] = [];
  const { brokenOff } = await streamLog(path, { take: (piece) => pieces.push(piece.slice()), progress: () => {} });
  return collect(options, (push) => {
    pieces.forEach(push);
    return brokenOff;
  });
}

function collect(
  options: Partial<ReadingOptions> & { readonly strict?: boolean },
  feed: (push: (piece: Uint8Array) => void) => boolean,
): ReadLog {
  const records: LogRecord[] = [];
  const notes = noteTaker(options.strict ?? false);
  const counter = options.counter ?? wordCounter;
  const counting = tally(counter.encoding);
  const reader = logReader(
    "log",
    { notes, counter, ...(options.columns && { columns: options.columns }) },
    (record) => {
      records.push(record);
      counting.add(record, () => notes.note("time-out-of-order", "log"));
    },
  );
  reader.end(feed(reader.push));
  return { records, counts: counting.counts(), notes: notes.taken() };
}
