/** A table as CSV for other programs: full precision, shares as 0 to 1, units in the head. */
import { stringify } from "csv-stringify/sync";
import { cellsOf } from "./cell-text.ts";
import { singleLine } from "./single-line.ts";
import type { Cell, Column, Table } from "./table.ts";

/** RFC 4180 apart from the line break, which is a line feed. A text that a spreadsheet would run as a formula gets a `'`. */
export function csvTable(table: Table): string {
  const head = table.columns.map(unitHead);
  const rows = table.rows.map((row) => cellsOf(table, row).map(({ cell }) => csvValue(cell)));
  return stringify([head, ...rows], { escape_formulas: true, record_delimiter: "\n" });
}

function unitHead(column: Column): string {
  return singleLine(
    column.holds === "numbers" && column.unit !== "" ? `${column.label} (${column.unit})` : column.label,
  );
}

function csvValue(cell: Cell): number | string {
  switch (cell.kind) {
    case "empty":
      return "";
    case "text":
      return singleLine(cell.text);
    case "number":
      return cell.value;
  }
}
