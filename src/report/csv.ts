/** A table as CSV for other programs: full precision, shares as 0 to 1, units in the head. */
import { stringify } from "csv-stringify/browser/esm/sync";
import { cellsOf } from "./cell-text.ts";
import { singleLine } from "./single-line.ts";
import type { Cell, Column, Row, Table } from "./table.ts";

/** RFC 4180 apart from the line break, which is a line feed. A text that a spreadsheet would run as a formula gets a `'`. */
export function csvTable(table: Table): string {
  const shapes = table.columns.map((column) => shapeOf(table, column));
  const noted = (table.notes ?? []).length > 0;
  const rows = table.rows.map((row) => [
    ...cellsOf(table, row).flatMap(({ cell }, index) => (shapes[index] ?? PLAIN).values(cell)),
    ...(noted ? [notesOf(table, row)] : []),
  ]);
  const head = [...shapes.flatMap(({ heads }) => heads), ...(noted ? ["Notes"] : [])];
  return stringify([head, ...rows], { escape_formulas: true, record_delimiter: "\n" });
}

/** The notes about the cells of a row, each with the column it is about. */
function notesOf(table: Table, row: Row): string {
  const texts = new Map((table.notes ?? []).map(({ mark, text }) => [mark, text]));
  const notes = cellsOf(table, row).flatMap(({ column, cell }) =>
    (cell.marks ?? []).map((mark) => `${column.label}: ${texts.get(mark) ?? ""}`),
  );
  return singleLine(notes.join(" "));
}

/** One column of a table is one, two or three of a file: an interval has two ends, a quantity brings its unit. */
interface Shape {
  readonly heads: readonly string[];
  readonly values: (cell: Cell) => readonly (number | string)[];
}

const PLAIN: Shape = { heads: [], values: (cell) => [csvValue(cell)] };

function shapeOf(table: Table, column: Column): Shape {
  const label = singleLine(column.label);
  const intervals = table.rows.some((row) => row[column.key]?.kind === "interval");
  const unit = (cell: Cell) => (cell.kind === "number" ? (cell.unit ?? "") : "");
  // A table that states the units in a column of its own leaves those of the cells empty.
  const stated = table.rows.some((row) => unit(row[column.key] ?? { kind: "empty" }) !== "");
  if (!intervals && column.holds === "quantities" && stated) {
    return { heads: [label, `${label}: unit`], values: (cell) => [csvValue(cell), singleLine(unit(cell))] };
  }
  if (!intervals) return { ...PLAIN, heads: [unitHead(column)] };
  return {
    heads: [`${unitHead(column)}: low`, `${unitHead(column)}: high`],
    values: (cell) =>
      cell.kind === "interval" ? [cell.interval.low, cell.interval.high] : [csvValue(cell), csvValue(cell)],
  };
}

function unitHead(column: Column): string {
  return singleLine(
    column.holds === "numbers" && column.unit !== "" ? `${column.label} (${column.unit})` : column.label,
  );
}

function csvValue(cell: Cell): number | string {
  switch (cell.kind) {
    case "empty":
    case "interval":
      return "";
    case "text":
      return singleLine(cell.text);
    case "number":
      return Number.isFinite(cell.value) ? cell.value : "unlimited";
  }
}
