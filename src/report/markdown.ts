/** A table as GitHub-flavoured Markdown. Cells are not padded: a change of one number is a change of one line. */
import { cellsOf, cellText, headText } from "./cell-text.ts";
import { singleLine } from "./single-line.ts";
import type { Alignment, Table } from "./table.ts";

/** The caption in bold, the table, then its notes; ends with a line break. */
export function markdownTable(table: Table): string {
  const head = line(table.columns.map((column) => escapeMarkdown(headText(column))));
  const rule = line(table.columns.map((column) => RULES[column.alignment]));
  const rows = table.rows.map((row) =>
    line(cellsOf(table, row).map(({ column, cell }) => escapeMarkdown(cellText(cell, column)) + raised(cell.marks))),
  );
  const notes = [
    ...(table.notes ?? []).map(({ mark, text }) => `${raised([mark])} ${escapeMarkdown(text)}\n`),
    ...table.footnotes.map((note) => `${escapeParagraph(note)}\n`),
  ];
  const title = table.caption ? [`**${escapeMarkdown(table.caption)}**\n`] : [];
  return [...title, [head, rule, ...rows, ""].join("\n"), ...notes].join("\n");
}

/** Plain text that shows inside a line of Markdown exactly as it is: no markup, HTML, comment, formula or table cell. */
export function escapeMarkdown(text: string): string {
  const escaped = singleLine(text)
    .replace(/[\\`*_[\]|~]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    // At the end of a heading these would go.
    .replace(/#+$/, "\\$&");
  // Two dollar signs on a line are a formula on GitHub; one is money.
  return (escaped.match(/\$/g) ?? []).length > 1 ? escaped.replaceAll("$", "\\$") : escaped;
}

/** Plain text as a paragraph of its own. */
export const escapeParagraph = (text: string): string => escapeStart(escapeMarkdown(text));

/** What begins a heading, a list, a rule or an underline at the start of a line. */
function escapeStart(text: string): string {
  return text.replace(/^[#+=-]/, "\\$&").replace(/^(\d+)([.)])/, "$1\\$2");
}

/** Marks of notes, which are letters, above the line. */
const raised = (marks: readonly string[] = []): string => (marks.length > 0 ? `<sup>${marks.join(", ")}</sup>` : "");

const RULES: Readonly<Record<Alignment, string>> = { left: "---", right: "---:", centre: ":---:" };

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
