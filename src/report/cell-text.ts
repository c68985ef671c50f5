/** What a person reads in a head or a cell, before any format escapes it. */
import { formatInterval } from "./interval.ts";
import { formatQuantity, isShare } from "./quantity.ts";
import { singleLine } from "./single-line.ts";
import type { Cell, Column, Row, Table } from "./table.ts";

/** Digits of a number that stands in a column of text without saying its own. */
const UNTOLD = { atMost: 6 } as const;

/** The label with its unit: `Cost (USD)`. Shares are printed as percent and carry their sign in the cell. */
export function headText(column: Column): string {
  const shown = column.holds === "numbers" && column.unit !== "" && !isShare(column.unit);
  return singleLine(shown ? `${column.label} (${column.unit})` : column.label);
}

export function cellText(cell: Cell, column: Column): string {
  if (cell.kind === "empty") return "";
  if (cell.kind === "text") return singleLine(cell.text);
  const digits = cell.digits ?? (column.holds === "numbers" ? column.digits : UNTOLD);
  const unit = cell.unit ?? unitInCell(column);
  if (cell.kind === "interval") return formatInterval(cell.interval, unit, digits);
  return Number.isFinite(cell.value) ? formatQuantity(cell.value, unit, digits) : "unlimited";
}

/** The unit of a column of numbers stands in its head; only the sign of a share stands in the cell. */
function unitInCell(column: Column): string {
  return column.holds === "numbers" && isShare(column.unit) ? column.unit : "";
}

/** The cells of a row in the order of the columns. */
export function cellsOf(table: Table, row: Row): readonly { readonly column: Column; readonly cell: Cell }[] {
  return table.columns.map((column) => ({ column, cell: row[column.key] ?? { kind: "empty" } }));
}
