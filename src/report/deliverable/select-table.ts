import type { Cell, Row, Table } from "../table.ts";

/** Which part of a table is wanted. */
export interface TableSelection {
  /** Keys of columns, in the order wanted; all where absent. */
  readonly columns?: readonly string[];
  /** Keys of rows, in the order wanted; all where absent. */
  readonly rows?: readonly string[];
  /** Significant digits of every number, at most. */
  readonly digits?: number;
}

/** A column or a row that the table does not have. */
export interface Missing {
  readonly what: "column" | "row";
  readonly name: string;
  readonly known: readonly string[];
}

/** Part of a table; notes stay with the cells that are left. */
export function selectTable(table: Table, { columns, rows, digits }: TableSelection): Table | readonly Missing[] {
  const rowKeys = table.rowKeys ?? table.rows.map((_, index) => String(index + 1));
  const columnKeys = table.columns.map(({ key }) => key);
  const missing = [...unknown("column", columns, columnKeys), ...unknown("row", rows, rowKeys)];
  if (missing.length > 0) return missing;
  const chosen = (columns ?? columnKeys).flatMap((name) => table.columns.filter(({ key }) => key === name));
  const places = (rows ?? rowKeys).map((key) => rowKeys.indexOf(key));
  const cell = (made: Cell | undefined): Cell => {
    const known = made ?? { kind: "empty" };
    return digits !== undefined && "digits" in known ? { ...known, digits: { atMost: digits } } : known;
  };
  const selected = places.map(
    (place): Row => Object.fromEntries(chosen.map(({ key }) => [key, cell(table.rows[place]?.[key])])),
  );
  const marks = new Set(selected.flatMap((row) => Object.values(row).flatMap((made) => made.marks ?? [])));
  const notes = (table.notes ?? []).filter(({ mark }) => marks.has(mark));
  return {
    ...table,
    columns: chosen.map((column) =>
      digits !== undefined && column.holds === "numbers" ? { ...column, digits: { atMost: digits } } : column,
    ),
    rows: selected,
    rowKeys: places.map((place) => rowKeys[place] ?? ""),
    notes,
  };
}

const unknown = (
  what: Missing["what"],
  asked: readonly string[] | undefined,
  known: readonly string[],
): readonly Missing[] => (asked ?? []).filter((name) => !known.includes(name)).map((name) => ({ what, name, known }));
