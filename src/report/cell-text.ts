/** What a person reads in a head or a cell, before any format escapes it. */
import { formatNumber } from "./number.ts";
import { formatPercent, isShare } from "./quantity.ts";
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
  switch (cell.kind) {
    case "empty":
      return "";
    case "text":
      return singleLine(cell.text);
    case "number": {
      if (column.holds === "text") return formatNumber(cell.value, cell.digits ?? UNTOLD);
      const digits = cell.digits ?? column.digits;
      return isShare(column.unit) ? formatPercent(cell.value, digits) : formatNumber(cell.value, digits);
    }
  }
}

/** The cells of a row in the order of the columns. */
export function cellsOf(table: Table, row: Row): readonly { readonly column: Column; readonly cell: Cell }[] {
  return table.columns.map((column) => ({ column, cell: row[column.key] ?? { kind: "empty" } }));
}
