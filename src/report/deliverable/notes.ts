import type { Cell, MarkedNote, Row, Table } from "../table.ts";

/** Something to say about one cell of a table. */
export interface TableNote {
  /** Name of the table. */
  readonly table: string;
  /** Key of the row. */
  readonly row: string;
  /** Key of the column. */
  readonly column: string;
  readonly note: string;
}

/** Marks the cells that have notes, in reading order; cells with the same note share a mark. */
export function withNotes(table: Table, notes: readonly TableNote[]): Table {
  const marks = new Map<string, string>();
  const markOf = (note: string): string => {
    const known = marks.get(note) ?? letters(marks.size);
    marks.set(note, known);
    return known;
  };
  const marked = (cell: Cell, row: string, column: string): Cell => {
    const own = notes.filter((note) => note.table === table.name && note.row === row && note.column === column);
    return own.length === 0 ? cell : { ...cell, marks: own.map(({ note }) => markOf(note)) };
  };
  const rows = table.rows.map((row, index): Row => {
    const key = table.rowKeys?.[index] ?? "";
    const cells = table.columns.map((column) => [
      column.key,
      marked(row[column.key] ?? { kind: "empty" }, key, column.key),
    ]);
    return Object.fromEntries(cells);
  });
  if (marks.size === 0) return table;
  return { ...table, rows, notes: [...marks].map(([text, mark]): MarkedNote => ({ mark, text })) };
}

/** a, b … z, aa, ab … */
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : `${letters(Math.floor(index / 26) - 1)}${last}`;
}
