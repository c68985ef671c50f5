/** A table as texts in a grid, which may be laid on its side. */
import { cellsOf, cellText, headText } from "../cell-text.ts";
import type { Alignment, Table } from "../table.ts";

export interface GridCell {
  readonly text: string;
  /** Raised behind the text. */
  readonly marks: string;
  readonly alignment: Alignment;
  /** A number, which is never folded. */
  readonly whole: boolean;
  readonly head: boolean;
}

export interface Grid {
  readonly head: readonly GridCell[];
  readonly rows: readonly (readonly GridCell[])[];
}

export function gridOf(table: Table): Grid {
  return {
    head: table.columns.map((column) => ({
      text: headText(column),
      marks: "",
      alignment: column.alignment,
      whole: false,
      head: true,
    })),
    rows: table.rows.map((row) =>
      cellsOf(table, row).map(({ column, cell }) => ({
        text: cellText(cell, column),
        marks: (cell.marks ?? []).join(", "),
        alignment: column.alignment,
        whole: cell.kind === "number" || cell.kind === "interval",
        head: false,
      })),
    ),
  };
}

/** Columns become rows; the first column becomes the head. Numbers stay on the right. */
export function transposed({ head, rows }: Grid): Grid {
  const [corner, ...labels] = head;
  if (corner === undefined) return { head, rows };
  return {
    head: [
      corner,
      ...rows.flatMap(([name]) => (name ? [{ ...name, head: true, whole: false, alignment: "right" as const }] : [])),
    ],
    rows: labels.map((label, index) => [
      { ...label, head: false, alignment: "left" as const },
      ...rows.flatMap((row) => {
        const cell = row[index + 1];
        return cell ? [{ ...cell, alignment: "right" as const }] : [];
      }),
    ]),
  };
}

/** Some columns, the first always among them, so that each part says what its rows are. */
export function withColumns({ head, rows }: Grid, columns: readonly number[]): Grid {
  const some = (row: readonly GridCell[]): readonly GridCell[] => columns.flatMap((index) => row[index] ?? []);
  return { head: some(head), rows: rows.map(some) };
}
