/** A table for a terminal: no rules, a bold head, columns folded at spaces where the terminal is narrow. */
import CliTable from "cli-table3";
import pico from "picocolors";
import { cellsOf, cellText, headText } from "./cell-text.ts";
import { columnWidths, lengthOf } from "./column-widths.ts";
import { singleLine } from "./single-line.ts";
import type { Alignment, Table } from "./table.ts";
import { wrap } from "./wrap.ts";

/** What the caller knows of the terminal. Where there is none, colour is false and the width generous. */
export interface Terminal {
  readonly colour: boolean;
  /** Characters in a line. */
  readonly width: number;
}

/** Caption, table and footnotes; ends with a line break. */
export function terminalTable(table: Table, terminal: Terminal): string {
  const { bold, dim } = pico.createColors(terminal.colour);
  const head = table.columns.map(headText);
  const rows = table.rows.map((row) =>
    cellsOf(table, row).map(({ column, cell }) => `${cellText(cell, column)}${bracketed(cell.marks)}`),
  );
  const widths = columnWidths({ columns: table.columns, head, rows, width: terminal.width, gap: GAP.length });
  // A row for each line: what cli-table3 takes for a cell of several lines grows with the cube of its length.
  const fold = (texts: readonly string[], style: (line: string) => string): string[][] => {
    const folded = texts.map((text, index) => wrap(text, widths[index] ?? 1, lengthOf));
    const height = Math.max(...folded.map((cell) => cell.length));
    return Array.from({ length: height }, (_, line) => folded.map((cell) => style(cell[line] ?? "")));
  };
  const lines = (text: string, style: (line: string) => string): readonly string[] =>
    wrap(singleLine(text), Math.max(1, terminal.width), lengthOf).map(style);

  const drawn = new CliTable({
    chars: BARE,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    colAligns: table.columns.map((column) => ALIGNMENTS[column.alignment]),
  });
  for (const lines of [fold(head, bold), ...rows.map((row) => fold(row, (line) => line))]) drawn.push(...lines);
  const body = drawn.toString().replace(/[ \t]+$/gm, "");
  const notes = [...(table.notes ?? []).map(({ mark, text }) => `[${mark}] ${text}`), ...table.footnotes].flatMap(
    (note) => lines(note, dim),
  );
  return `${[...lines(table.caption, bold), body, ...notes].join("\n")}\n`;
}

const bracketed = (marks: readonly string[] = []): string => (marks.length > 0 ? ` [${marks.join(", ")}]` : "");

const GAP = "  ";

const ALIGNMENTS: Readonly<Record<Alignment, "left" | "right" | "center">> = {
  left: "left",
  right: "right",
  centre: "center",
};

const BARE = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: GAP,
};
