/** A table as HTML: plain markup with a caption and heads, for a page that brings its own look. */
import { cellsOf, cellText, headText } from "../cell-text.ts";
import { singleLine } from "../single-line.ts";
import type { Cell, Column, Table } from "../table.ts";

/** A `figure` that holds the table and its notes; ends with a line break. */
export function htmlTable(table: Table): string {
  const head = table.columns.map((column) => `<th scope="col"${style(column)}>${escapeHtml(headText(column))}</th>`);
  const rows = table.rows.map((row) => {
    const cells = cellsOf(table, row).map(({ column, cell }, index) => dataCell(column, cell, index === 0));
    return `<tr>${cells.join("")}</tr>`;
  });
  const notes = [
    ...(table.notes ?? []).map(({ mark, text }) => `<p>${raised([mark])} ${escapeHtml(text)}</p>`),
    ...table.footnotes.map((note) => `<p>${escapeHtml(note)}</p>`),
  ];
  return [
    `<figure class="llmplan-table">`,
    "<table>",
    ...(table.caption ? [`<caption>${escapeHtml(table.caption)}</caption>`] : []),
    "<thead>",
    `<tr>${head.join("")}</tr>`,
    "</thead>",
    "<tbody>",
    ...rows,
    "</tbody>",
    "</table>",
    ...(notes.length > 0 ? ["<figcaption>", ...notes, "</figcaption>"] : []),
    "</figure>",
    "",
  ].join("\n");
}

/** A page that shows one table, for a browser or a word processor to open. */
export function htmlPage(table: Table): string {
  const title = escapeHtml(table.caption);
  return `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n<style>${LOOK}</style>\n</head>\n<body>\n${htmlTable(table)}</body>\n</html>\n`;
}

/** Text that shows as it is, in an element or an attribute; it cannot end a script or begin a comment either. */
export function escapeHtml(text: string): string {
  return singleLine(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const LOOK =
  "body{font:16px/1.4 Inter,system-ui,sans-serif;margin:2rem}figure{margin:0}" +
  "table{border-collapse:collapse;border-top:2px solid;border-bottom:2px solid}" +
  "caption{text-align:left;font-weight:600;padding:.4rem 0}thead{border-bottom:1px solid}" +
  "th,td{padding:.25rem .75rem;text-align:left;vertical-align:top;font-weight:400}thead th{font-weight:600}" +
  "td{font-variant-numeric:tabular-nums}figcaption{font-size:.875rem}figcaption p{margin:.4rem 0}";

function dataCell(column: Column, cell: Cell, names: boolean): string {
  const content = `${escapeHtml(cellText(cell, column))}${raised(cell.marks)}`;
  return names ? `<th scope="row"${style(column)}>${content}</th>` : `<td${style(column)}>${content}</td>`;
}

function style({ alignment }: Column): string {
  return alignment === "left" ? "" : ` style="text-align:${alignment === "centre" ? "center" : "right"}"`;
}

const raised = (marks: readonly string[] = []): string => (marks.length > 0 ? `<sup>${marks.join(", ")}</sup>` : "");
