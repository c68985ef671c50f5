import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Warning } from "../analysis/result.ts";
import { InputError } from "../assumptions/problem.ts";
import { type Columns, parseColumns } from "../logs/columns.ts";
import { AS_RECORDED, type Counts, totalOf } from "../logs/counts.ts";
import { logReader, rowReader } from "../logs/log-reader.ts";
import type { LogRecord } from "../logs/log-record.ts";
import {
  NOTE_WORDS,
  type NoteTaker,
  noteTaker,
  type ReadingNotes,
  SKIP_WORDS,
  StrictReadingError,
} from "../logs/reading-notes.ts";
import { tally } from "../logs/tally.ts";
import { carefulCounter, estimatingCounter, type TokenCounter } from "../logs/token-counter.ts";
import { parquetFiles, streamParquet } from "../node/duckdb.ts";
import { attempt, FileError } from "../node/file-error.ts";
import { streamLog } from "../node/log-stream.ts";
import { TOKENIZER_HINT, tokenizer } from "../node/tokenizer.ts";
import { counted } from "../report/quantity.ts";
import { UsageError } from "./exit.ts";
import { noteInput } from "./input-files.ts";
import type { LogOptions } from "./log-options.ts";
import { progressLine } from "./progress.ts";

/** Logs that were read to their end. */
export interface ReadLogs {
  readonly counts: Counts;
  readonly notes: ReadingNotes;
  /** Each file's name without its folder, and its sha-256. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/**
 * Reads logs, each once, from end to end.
 *
 * @param take sees every record, for what cannot be done from counts
 * @throws UsageError, InputError or FileError
 */
export async function readLogs(
  paths: readonly string[],
  options: LogOptions,
  take: (record: LogRecord) => void = () => {},
): Promise<ReadLogs> {
  const files = logFiles(paths);
  for (const path of files) noteInput(path);
  if (files.length === 0) throw new UsageError("no logs: name at least one file");
  const columns = columnsOf(options.columns);
  const counter = counterFor(options.encoding);
  const notes = noteTaker(options.strict ?? false);
  const counting = tally(counter.encoding);
  const progress = progressLine();
  const read: { name: string; sha256: string }[] = [];
  try {
    for (const path of files) {
      const name = path === "-" ? "standard input" : basename(path);
      const addRecord = (record: LogRecord): void => {
        counting.add(record, () => notes.note("time-out-of-order", name));
        take(record);
      };
      const reading = { counter, notes, ...(columns && { columns }) };
      const show = showProgress(progress.show, name, notes);
      const sha256 = isParquet(path)
        ? await readParquet(path, columns, rowReader(name, reading, addRecord), show)
        : await readStream(path, logReader(name, reading, addRecord), show);
      read.push({ name, sha256 });
    }
  } catch (error) {
    throw asInputError(error);
  } finally {
    progress.clear();
  }
  return { counts: counting.counts(), notes: notes.taken(), files: read };
}

async function readStream(
  path: string,
  reader: ReturnType<typeof logReader>,
  progress: (bytes: number) => void,
): Promise<string> {
  const end = await streamLog(path, { take: reader.push, progress });
  reader.end(end.brokenOff);
  return end.sha256;
}

async function readParquet(
  path: string,
  columns: Columns | undefined,
  reader: ReturnType<typeof rowReader>,
  progress: (rows: number) => void,
): Promise<string> {
  const names = columns && Object.values(columns);
  const sha256 = await streamParquet(path, names, { take: reader.row, tooLong: reader.tooLong, progress });
  reader.end();
  return sha256;
}

const isParquet = (path: string): boolean => /\.(parquet|pq)$/i.test(path);

/** The files that some paths stand for. */
export const logFiles = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => attempt(`cannot read ${path}`, () => filesOf(path)));

/** A folder stands for the logs in it, by name; a pattern of Parquet files is DuckDB's own. */
function filesOf(path: string): readonly string[] {
  if (path === "-" || parquetFiles(path)) return [path];
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const inside = readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name));
  return inside.filter((file) => LOG_NAME.test(file) && statSync(file).isFile()).sort();
}

const LOG_NAME = /\.(jsonl|ndjson|json|csv|tsv|parquet|pq)(\.gz|\.zst)?$/i;

function columnsOf(text: string | undefined): Columns | undefined {
  if (text === undefined) return undefined;
  try {
    return parseColumns(text);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

function counterFor(encoding: LogOptions["encoding"]): TokenCounter {
  if (encoding === "estimate") return estimatingCounter;
  const name = encoding === "auto" ? "cl100k_base" : encoding;
  const count = tokenizer(name);
  if (count) return carefulCounter(name, count);
  if (encoding === "auto") return estimatingCounter;
  throw new UsageError(`--encoding ${encoding} needs an optional package: ${TOKENIZER_HINT}`);
}

function showProgress(show: (text: string) => void, name: string, notes: NoteTaker): (amount: number) => void {
  let last = 0;
  return (amount) => {
    const now = performance.now();
    if (now - last < 100) return;
    last = now;
    show(`reading ${name}: ${Math.round(amount / 1e6)} MB, ${counted(notes.taken().records, "records")}`);
  };
}

function asInputError(error: unknown): unknown {
  if (error instanceof StrictReadingError) {
    const [, file = "", line = "0", found = ""] = /^(.*?):(\d+): (.*)$/s.exec(error.message) ?? [];
    return new InputError([
      {
        place: { file, line: Number(line), column: 1 },
        path: [],
        found,
        expected: "a log without bad lines (--strict)",
      },
    ]);
  }
  return error instanceof RangeError && !(error instanceof FileError) && /^no column/.test(error.message)
    ? new UsageError(error.message)
    : error;
}

/** What a reading came across, as warnings: how many, and where the first ones are. */
export function readingWarnings({ notes, counts }: Pick<ReadLogs, "notes" | "counts">): readonly Warning[] {
  const places = (first: readonly string[], count: number): string =>
    `${first.join(", ")}${count > first.length ? ", …" : ""}`;
  const skipped = [...notes.skipped].map(
    ([reason, { count, first }]): Warning => ({
      code: `skipped-${reason}`,
      message: `skipped ${count}: ${SKIP_WORDS[reason]} (${places(first, count)})`,
    }),
  );
  const noted = [...notes.notes].map(
    ([reason, { count, first }]): Warning => ({
      code: reason,
      message: `${counted(count, "times")}: ${NOTE_WORDS[reason]} (${places(first, count)})`,
    }),
  );
  const estimated = totalOf(counts, "estimated_messages");
  const estimate: readonly Warning[] =
    estimated > 0
      ? [
          {
            code: "estimated-tokens",
            message: `the tokens of ${counted(estimated, "messages")} are estimated from their length, not counted; for exact counts: ${TOKENIZER_HINT}`,
          },
        ]
      : [];
  return [...skipped, ...noted, ...estimate];
}

/** The reading as plain data, for JSON. */
export function readingSummary({ notes, counts, files }: ReadLogs) {
  return {
    files,
    tokens: counts.encoding,
    token_basis: {
      recorded: totalOf(counts, "recorded_messages"),
      counted: totalOf(counts, "counted_messages"),
      estimated: totalOf(counts, "estimated_messages"),
    },
    lines: notes.lines,
    records: notes.records,
    skipped: Object.fromEntries(notes.skipped),
    notes: Object.fromEntries(notes.notes),
  };
}

/** How tokens were counted, in words. */
export function encodingWords({ encoding }: Counts): string {
  if (encoding === AS_RECORDED) return "tokens as recorded in the log";
  return encoding === estimatingCounter.encoding
    ? "tokens estimated from the length of the text"
    : `tokens counted as ${encoding}`;
}
