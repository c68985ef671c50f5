import { escapeMarkdown, escapeParagraph, markdownTable } from "../markdown.ts";
import type { Cell, Table } from "../table.ts";
import type { CompareView } from "./compare-view.ts";

/** For a comment on a pull request: what matters at once, the rest folded, and never longer than GitHub takes. */
export function compareMarkdown(view: CompareView): string {
  for (const size of SIZES) {
    const text = written(view, size);
    if (text.length <= MOST_CHARACTERS) return text;
  }
  return `${escapeParagraph(shortened(view.answer, 1000))}\n`;
}

/** GitHub refuses a comment of more than 65,536 characters; some room is left for what a workflow puts around it. */
const MOST_CHARACTERS = 60_000;

/** Rows of a table and characters of a cell, from generous to what fits in any case. */
const SIZES = [
  { rows: 400, characters: 300 },
  { rows: 100, characters: 200 },
  { rows: 30, characters: 120 },
  { rows: 8, characters: 40 },
] as const;

type Size = (typeof SIZES)[number];

function written({ title, answer, blocks }: CompareView, size: Size): string {
  const parts = blocks.map(({ title: name, table, folded }) => {
    const body = markdownTable(fitted(table, size));
    if (!folded) return `**${escapeMarkdown(name)}**\n\n${body}`;
    return `<details><summary>${escapeMarkdown(name)}</summary>\n\n${body}\n</details>\n`;
  });
  const head = `${MARK}\n### llmplan: ${escapeMarkdown(shortened(title, 200))}\n\n${escapeParagraph(shortened(answer, 1000))}\n`;
  return [head, ...parts].join("\n");
}

/** By which a workflow finds its earlier comment. */
const MARK = "<!-- llmplan compare -->";

function fitted(table: Table, { rows, characters }: Size): Table {
  const left = table.rows.length - rows;
  const shown = table.rows
    .slice(0, rows)
    .map((row) => Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, fittedCell(cell, characters)])));
  return {
    ...table,
    rows: shown,
    footnotes: left > 0 ? [...table.footnotes, `and ${left} more rows`] : table.footnotes,
  };
}

const fittedCell = (cell: Cell, characters: number): Cell =>
  cell.kind === "text" ? { ...cell, text: shortened(cell.text, characters) } : cell;

const shortened = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
