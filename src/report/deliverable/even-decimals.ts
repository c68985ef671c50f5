import { decimalOf } from "../decimal.ts";
import type { Cell, NumberColumn, Table } from "../table.ts";
import { AS_WRITTEN } from "./shown-cell.ts";

/**
 * Gives the numbers of a column that are printed as written the decimals that most of them have, so that a `3.0` which
 * was read as 3 stands as 3.0 beside 3.1 and 6.1. Where most have none, each stays as it is: 105 days beside 13.4 are
 * no 105.0.
 */
export function evenDecimals(table: Table): Table {
  const even = new Map(
    table.columns.flatMap((column) => {
      const decimals = column.holds === "numbers" ? usualDecimals(table, column) : 0;
      return decimals > 0 ? [[column.key, decimals] as const] : [];
    }),
  );
  if (even.size === 0) return table;
  const rows = table.rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, padded(cell, even.get(key) ?? 0)])),
  );
  return { ...table, rows };
}

/** The decimals that more than half of the numbers have; 0 where no number of decimals is so common. */
function usualDecimals(table: Table, { key }: NumberColumn): number {
  const found = table.rows.flatMap((row) => {
    const cell = row[key];
    return cell && isWritten(cell) ? [decimalsOf(cell.value)] : [];
  });
  return found.find((decimals) => found.filter((other) => other === decimals).length > found.length / 2) ?? 0;
}

type Written = Extract<Cell, { kind: "number" }>;

const isWritten = (cell: Cell): cell is Written => cell.kind === "number" && cell.digits === AS_WRITTEN;

const padded = (cell: Cell, decimals: number): Cell =>
  isWritten(cell) && decimalsOf(cell.value) < decimals ? { ...cell, digits: { decimals } } : cell;

function decimalsOf(value: number): number {
  const { digits, point } = decimalOf(value);
  return Math.max(0, digits.length - point);
}
