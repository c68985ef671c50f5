import type { Notebook } from "./notebook.ts";

/** For each code cell whose outputs differ: its number as Jupyter shows it, and the first line that is not the same. */
export function staleCells(before: Notebook, after: Notebook): readonly string[] {
  let count = 0;
  return after.cells.flatMap((cell, index) => {
    if (cell.cell_type !== "code") return [];
    count++;
    const [was, is] = [textOf(before.cells[index]?.outputs), textOf(cell.outputs)];
    if (was.join("\n") === is.join("\n")) return [];
    const at = is.findIndex((line, row) => line !== was[row]);
    const row = at < 0 ? is.length : at;
    return [`  [${count}]`, `  - ${clipped(was[row])}`, `  + ${clipped(is[row])}`];
  });
}

/** Every text in the outputs, line by line. */
function textOf(outputs: unknown): readonly string[] {
  if (typeof outputs === "string") return outputs.split("\n").filter((line) => line !== "");
  if (typeof outputs !== "object" || outputs === null) return [];
  return Object.values(outputs).flatMap(textOf);
}

const clipped = (line: string | undefined): string =>
  line === undefined ? "(nothing)" : line.length > 160 ? `${line.slice(0, 160)}…` : line;
