import { singleLine } from "../single-line.ts";
import { type Terminal, terminalTable } from "../terminal.ts";
import { wrap } from "../wrap.ts";
import type { CompareView } from "./compare-view.ts";

/** For a terminal: the answer, then the tables that are not folded; what is, is counted. */
export function compareText({ title, answer, blocks }: CompareView, terminal: Terminal): string {
  const folded = blocks
    .filter((block) => block.folded)
    .map(({ title: name, table }) => `${name} (${table.rows.length})`);
  const lines = (text: string): string =>
    `${wrap(singleLine(text), terminal.width, (piece) => piece.length).join("\n")}\n`;
  return [
    lines(answer) + lines(title),
    ...blocks
      .filter((block) => !block.folded)
      .map((block) => terminalTable({ ...block.table, caption: block.title }, terminal)),
    ...(folded.length > 0 ? [lines(`Not shown here, but by --format md, html and json: ${folded.join("; ")}`)] : []),
  ].join("\n");
}
