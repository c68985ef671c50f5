/** A CSV file as spreadsheets export it, in rows whose cells know where they were written. */
import { CsvError, parse } from "csv-parse/browser/esm/sync";
import type { Place } from "../analysis/node.ts";
import type { Problem } from "./problem.ts";

export interface CsvCell {
  readonly text: string;
  readonly place: Place;
}

/**
 * Reads commas, semicolons or tabs between cells, whichever the head line uses; quoted line breaks; any line ends; a
 * `sep=;` line; and leaves out empty lines.
 *
 * @param text without a byte order mark
 * @returns rows of trimmed cells, the head first, or what keeps the file from being read
 */
export function readCsv(text: string, file: string): readonly (readonly CsvCell[])[] | Problem {
  const lines = text.replace(/\r\n?/g, "\n");
  const said = /^sep=([;,\t])\n/.exec(lines);
  const delimiter = said?.[1] ?? delimiterOf(lines);
  const start = said ? 2 : 1;
  let read = 0;
  try {
    // The library's types do not know what `raw` and `info` add to a record.
    const records = parse(said ? lines.slice(said[0].length) : lines, {
      delimiter,
      raw: true,
      info: true,
      relax_column_count: true,
      max_record_size: MOST_IN_LINE,
      to: MOST_ROWS + 1,
      on_record: (record, { lines: end }) => {
        read = end;
        return record;
      },
    }) as unknown as readonly Parsed[];
    let line = start;
    const wide = records.find(({ record }) => record.length > MOST_CELLS);
    if (wide) {
      const place = { file, line: start + wide.info.lines - 1, column: 1 };
      return { place, path: [], found: `${wide.record.length} cells in a line`, expected: `at most ${MOST_CELLS}` };
    }
    if (records.length > MOST_ROWS) {
      const place = { file, line: read + start - 1, column: 1 };
      return { place, path: [], found: `more than ${MOST_ROWS} rows`, expected: "fewer" };
    }
    return records
      .map(({ record, raw }) => {
        const cells = cellsOf(record, raw, delimiter, { file, line, column: 1 });
        line += newlinesIn(raw);
        return cells;
      })
      .filter((cells) => cells.some((cell) => cell.text !== ""));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === "CSV_MAX_RECORD_SIZE") {
      const place = { file, line: read + start, column: 1 };
      return { place, path: [], found: `a line of more than ${MOST_IN_LINE} characters`, expected: "a shorter one" };
    }
    const unclosed = error.code === "CSV_QUOTE_NOT_CLOSED";
    const found = unclosed ? "a quote that is never closed" : "a quote inside a cell that does not begin with one";
    const expected = 'cells with quotes doubled inside quotes: "she said ""no"""';
    return { place: { file, line: read + start, column: 1 }, path: [], found, expected };
  }
}

/** What csv-parse gives for each record when asked for `info` and `raw`. */
interface Parsed {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** A comment of fifty pages, or a quote that is never closed. */
const MOST_IN_LINE = 100_000;

/** Sheets by hand have some thousands. */
const MOST_ROWS = 100_000;

/** A sheet by hand has ten. */
const MOST_CELLS = 200;

/** The mark that parts the head line into most cells. */
function delimiterOf(text: string): string {
  const [head = ""] = text.split("\n", 1);
  const parts = (mark: string): number => head.replace(/"[^"]*"/g, "").split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (parts(mark) > parts(best) ? mark : best));
}

function cellsOf(record: readonly string[], raw: string, delimiter: string, start: Place): readonly CsvCell[] {
  const starts = [0];
  let quoted = false;
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] === '"') quoted = !quoted;
    else if (raw[at] === delimiter && !quoted) starts.push(at + 1);
  }
  return record.map((text, index) => {
    const before = raw.slice(0, starts[index] ?? 0);
    const line = start.line + newlinesIn(before);
    return { text: text.trim(), place: { ...start, line, column: before.length - before.lastIndexOf("\n") } };
  });
}

const newlinesIn = (text: string): number => text.split("\n").length - 1;
