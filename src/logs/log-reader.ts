import { byteLines } from "./byte-lines.ts";
import { isMessage } from "./chat-message.ts";
import { type Columns, guessColumns, readRow } from "./columns.ts";
import { csvRows } from "./csv-rows.ts";
import { firstLine } from "./first-line.ts";
import { conversationGroups } from "./grouping.ts";
import { idMemory } from "./id-memory.ts";
import { jsonValues } from "./json-values.ts";
import type { LogRecord } from "./log-record.ts";
import { plainBytes } from "./plain-bytes.ts";
import type { NoteTaker } from "./reading-notes.ts";
import { readRecord } from "./record-reader.ts";
import { isJson, type Json, type RecordSink } from "./record-sink.ts";
import type { TokenCounter } from "./token-counter.ts";
import { utf8Text } from "./utf8-text.ts";

export interface ReadingOptions {
  readonly counter: TokenCounter;
  readonly notes: NoteTaker;
  /** Named columns; without them, the columns of known traces are looked for. */
  readonly columns?: Columns;
}

/** Takes the bytes of one file, in pieces of any size. */
export interface LogReader {
  readonly push: (piece: Uint8Array) => void;
  /** @param brokenOff the bytes ended before the file did (a truncated archive) */
  readonly end: (brokenOff?: boolean) => void;
}

/**
 * Reads logs of every known form, found out from the first bytes: JSON one value a line, JSON lists and objects over
 * several lines, CSV and TSV. Memory does not grow with the length of the file.
 *
 * @param file name for messages
 */
export function logReader(file: string, options: ReadingOptions, take: (record: LogRecord) => void): LogReader {
  const { notes, columns } = options;
  const place = { line: 0 };
  const { sink, groups } = recordSink(file, place, options, take);
  const readJson = (text: string): void => {
    const value = jsonOf(text);
    try {
      if (value === undefined) sink.skip("not-json");
      else if (columns && isJson(value)) readRow(value, columns, sink);
      else readRecord(value, sink);
    } catch (error) {
      // A value nested so deeply that the stack ends.
      if (!(error instanceof RangeError)) throw error;
      sink.skip("unknown-shape");
    }
  };

  let form: Form | undefined;
  const begin = firstLine((line, whole) => {
    const found = formOf(line, whole);
    if (found === "csv") form = csvForm(columns, sink, place, notes);
    else form = (found === "lines" ? linesForm : valuesForm)(sink, place, notes, readJson);
    return form.push;
  });
  const plain = plainBytes((piece) => (form ? form.push(piece) : begin.push(piece)));
  return {
    push: plain.push,
    end(brokenOff = false) {
      plain.end();
      begin.end();
      form?.end();
      groups.end();
      if (brokenOff) sink.skip("broken-off");
    },
  };
}

/** Takes rows whose columns are known by name, as a database hands them over. */
export function rowReader(
  file: string,
  options: ReadingOptions,
  take: (record: LogRecord) => void,
): { readonly row: (row: Json) => void; readonly tooLong: () => void; readonly end: () => void } {
  const place = { line: 0 };
  const { sink, groups } = recordSink(file, place, options, take);
  return {
    row(row) {
      place.line++;
      options.notes.line(1);
      if (options.columns) readRow(row, options.columns, sink);
      else readRecord(row, sink);
    },
    tooLong() {
      place.line++;
      options.notes.line(1);
      sink.skip("too-long");
    },
    end: groups.end,
  };
}

/** Where records go: counted, with rows of one conversation put together. */
function recordSink(file: string, place: Place, { counter, notes }: ReadingOptions, take: (record: LogRecord) => void) {
  const at = (): string => `${file}:${place.line}`;
  const seen = idMemory();
  const takeRecord = (record: LogRecord): void => {
    if (record.kind === "conversation" && record.id !== undefined && seen(record.id)) notes.note("duplicate-id", at());
    notes.record();
    take(record);
  };
  const groups = conversationGroups(takeRecord);
  const sink: RecordSink = {
    counter,
    take: (record) =>
      record.kind === "message" || record.kind === "request-row" ? groups.add(record) : takeRecord(record),
    skip: (reason) => notes.skip(reason, at()),
    note: (reason) => notes.note(reason, at()),
  };
  return { sink, groups };
}

type Form = Omit<LogReader, "end"> & { readonly end: () => void };

interface Place {
  line: number;
}

function linesForm(sink: RecordSink, place: Place, notes: NoteTaker, read: (text: string) => void): Form {
  return byteLines(({ bytes, number, tooLong }) => {
    place.line = number;
    notes.line(1);
    if (tooLong) return sink.skip("too-long");
    const { text, replaced } = utf8Text(bytes);
    if (replaced) sink.note("not-utf8");
    if (text.trim() !== "") read(text);
  });
}

/** Messages that stand in a list by themselves are one conversation a list. */
function valuesForm(sink: RecordSink, place: Place, notes: NoteTaker, read: (text: string) => void): Form {
  let loose: Json[] = [];
  let looseGroup = 0;
  const close = (): void => {
    if (loose.length > 0) readRecord(loose, sink);
    loose = [];
  };
  const values = jsonValues(({ bytes, number, tooLong, group }) => {
    place.line = number;
    notes.line(1);
    if (tooLong) return sink.skip("too-long");
    const { text, replaced } = utf8Text(bytes);
    if (replaced) sink.note("not-utf8");
    const value = jsonOf(text);
    if (group !== looseGroup) close();
    looseGroup = group;
    if (isJson(value) && isMessage(value)) loose.push(value);
    else read(text);
  });
  return {
    push: values.push,
    end() {
      const brokenOff = values.end();
      close();
      if (brokenOff) sink.skip("broken-off");
    },
  };
}

function csvForm(columns: Columns | undefined, sink: RecordSink, place: Place, notes: NoteTaker): Form {
  let found: Columns | undefined;
  const rows = csvRows({
    head(names) {
      found = columns ?? guessColumns(names);
      const missing = Object.values(columns ?? {}).filter((name) => !names.includes(name));
      if (missing.length > 0)
        throw new RangeError(
          `no column ${missing.join(", ")}; the file has ${names.join(", ").slice(0, LONGEST_LIST)}`,
        );
    },
    row(row, line) {
      place.line = line;
      if (found) readRow(row, found, sink);
      else sink.skip("unknown-shape");
    },
    bad(line) {
      place.line = line;
      sink.skip("bad-row");
    },
  });
  const lines = byteLines(({ bytes, number, tooLong }) => {
    place.line = number;
    notes.line(1);
    if (tooLong) return sink.skip("too-long");
    const { text, replaced } = utf8Text(bytes);
    if (replaced) sink.note("not-utf8");
    rows.push(text, number);
  });
  return {
    push: lines.push,
    end() {
      lines.end();
      rows.end();
    },
  };
}

/** What the first bytes look like; `whole` where they are the whole file. */
function formOf(bytes: Uint8Array, whole: boolean): "lines" | "values" | "csv" {
  const text = utf8Text(bytes).text;
  const start = text.trimStart();
  if (!/^[[{]/.test(start))
    return /^["\w\s.,;:#\t-]/.test(start) && !/^(NaN|null|true|false)\b/.test(start) ? "csv" : "lines";
  const line = start.split("\n")[0]?.trim() ?? "";
  if (jsonOf(line) !== undefined) return "lines";
  // A first line that stops where more must follow is a value over several lines; a very long list has no end in sight.
  if (/[[{,]$/.test(line) || (start.startsWith("[") && !whole && !start.includes("\n"))) return "values";
  return "lines";
}

/** The value, or undefined where the text is not JSON; a value `undefined` does not exist in JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Characters of names in a message. */
const LONGEST_LIST = 1000;
