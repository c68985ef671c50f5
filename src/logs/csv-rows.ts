import { parse } from "csv-parse/sync";
import type { Json } from "./record-sink.ts";

/** Rows of a CSV or TSV text that comes line by line, parsed in batches, so that memory stays small. */
export function csvRows(take: {
  readonly head: (names: readonly string[]) => void;
  readonly row: (row: Json, line: number) => void;
  readonly bad: (line: number) => void;
}): { readonly push: (line: string, number: number) => void; readonly end: () => void } {
  let names: readonly string[] | undefined;
  let delimiter = ",";
  let batch: string[] = [];
  let size = 0;
  let firstLine = 1;
  let quotes = 0;
  const flush = (): void => {
    if (batch.length === 0) return;
    const lines = batch;
    batch = [];
    size = 0;
    quotes = 0;
    const rows = parsed(lines.join("\n"), delimiter, (line) => take.bad(firstLine + line - 1));
    for (const { record, line } of rows) {
      if (!names) {
        names = record;
        take.head(record);
      } else if (record.length !== names.length) take.bad(firstLine + line - 1);
      else take.row(Object.fromEntries(names.map((name, at) => [name, record[at]])), firstLine + line - 1);
    }
  };
  return {
    push(line, number) {
      if (batch.length === 0) firstLine = number;
      if (!names && batch.length === 0) delimiter = likeliestDelimiter(line);
      batch.push(line);
      size += line.length;
      quotes += line.split('"').length - 1;
      // A quoted field may go over several lines: a batch ends where its quotes are even, or has grown too large.
      if ((quotes % 2 === 0 && (size > BATCH || !names)) || size > LARGEST) flush();
    },
    end: flush,
  };
}

const BATCH = 1 << 18;
const LARGEST = 1 << 22;

function likeliestDelimiter(head: string): string {
  const counts = [",", "\t", ";"].map((sign) => head.split(sign).length);
  return counts[1] === Math.max(...counts) && (counts[1] ?? 0) > 1
    ? "\t"
    : (counts[2] ?? 0) > (counts[0] ?? 0)
      ? ";"
      : ",";
}

interface ParsedRow {
  readonly record: readonly string[];
  /** 1-based, in the batch. */
  readonly line: number;
}

/** A batch whose quotes do not close is read again, each line by itself, so that one bad line costs only itself. */
function parsed(text: string, delimiter: string, bad: (line: number) => void): readonly ParsedRow[] {
  try {
    return parsedStrictly(text, delimiter);
  } catch {
    const lines = text.split(/\r\n|[\r\n]/);
    const whole = wholeLine(delimiter);
    const good = [...lines.keys()].filter((index) => {
      const isWhole = whole.test(lines[index] ?? "");
      if (!isWhole) bad(index + 1);
      return isWhole;
    });
    // All that are whole at once: the parser takes as long for one line by itself as for a hundred together.
    const rows = parsedStrictly(good.map((index) => lines[index]).join("\n"), delimiter);
    return rows.map(({ record, line }) => ({ record, line: (good[line - 1] ?? 0) + 1 }));
  }
}

/** A line in which a quote stands only around a cell, and doubled within one. */
function wholeLine(delimiter: string): RegExp {
  const blank = delimiter === "\t" ? "[ \\f]*" : "[ \\t\\f]*";
  const cell = `(?:[^"${delimiter}]*|${blank}"[^"]*(?:""[^"]*)*"${blank})`;
  return new RegExp(`^${cell}(?:${delimiter}${cell})*$`);
}

function parsedStrictly(text: string, delimiter: string): readonly ParsedRow[] {
  const rows = parse(text, {
    ...{ delimiter, record_delimiter: ["\r\n", "\n", "\r"], relax_column_count: true, skip_empty_lines: true },
    ...{ info: true, trim: true },
  });
  return rows.map((row): ParsedRow => {
    // With `info` each row stands beside where it was read; the types of the package know rows alone.
    const { record, info } = row as unknown as { readonly record: readonly string[]; readonly info: { lines: number } };
    return { record, line: info.lines };
  });
}
