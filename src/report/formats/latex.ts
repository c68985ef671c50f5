/** A table as LaTeX with the rules of the booktabs package, for pdfLaTeX, XeLaTeX and LuaLaTeX alike. */
import { cellsOf, cellText, headText } from "../cell-text.ts";
import { singleLine } from "../single-line.ts";
import type { Alignment, Table } from "../table.ts";

/** A `table` float with caption and label `tab:<name>`; ends with a line break. Needs `\usepackage{booktabs}`. */
export function latexTable(table: Table): string {
  const head = table.columns.map((column) => escapeLatex(headText(column)));
  const rows = table.rows.map((row) =>
    cellsOf(table, row).map(({ column, cell }) => `${escapeLatex(cellText(cell, column))}${raised(cell.marks)}`),
  );
  const notes = [
    ...(table.notes ?? []).map(({ mark, text }) => `${raised([mark])} ${escapeLatex(text)}`),
    ...table.footnotes.map(escapeLatex),
  ];
  return [
    "\\begin{table}[htbp]",
    "  \\centering",
    ...(table.caption ? [`  \\caption{${escapeLatex(table.caption)}}`, `  \\label{tab:${table.name}}`] : []),
    `  \\begin{tabular}{${table.columns.map(({ alignment }) => LETTERS[alignment]).join("")}}`,
    "    \\toprule",
    `    ${head.join(" & ")} \\\\`,
    "    \\midrule",
    ...rows.map((cells) => `    ${cells.join(" & ")} \\\\`),
    "    \\bottomrule",
    "  \\end{tabular}",
    ...notes.map((note) => `  \\par\\smallskip{\\footnotesize ${note}\\par}`),
    "\\end{table}",
    "",
  ].join("\n");
}

/** Text that shows as it is; what pdfLaTeX does not know as a letter is written as a command. */
export function escapeLatex(text: string): string {
  return singleLine(text).replace(SPECIAL, (character) => COMMANDS[character] ?? character);
}

const LETTERS: Readonly<Record<Alignment, string>> = { left: "l", right: "r", centre: "c" };

const COMMANDS: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  "%": "\\%",
  _: "\\_",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  '"': "\\textquotedbl{}",
  "'": "\\textquotesingle{}",
  "`": "\\textasciigrave{}",
  "[": "{[}",
  "]": "{]}",
  "–": "--",
  "×": "\\texttimes{}",
  "÷": "\\textdiv{}",
  "−": "\\textminus{}",
  "≥": "\\ensuremath{\\geq}",
  "≤": "\\ensuremath{\\leq}",
  "≈": "\\ensuremath{\\approx}",
  "√": "\\ensuremath{\\surd}",
  "→": "\\textrightarrow{}",
  "€": "\\texteuro{}",
  "\u00A0": "~",
  "\uFFFD": "?",
};

const SPECIAL = new RegExp(
  `[${Object.keys(COMMANDS)
    .map((character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .join("")}]`,
  "gu",
);

const raised = (marks: readonly string[] = []): string =>
  marks.length > 0 ? `\\textsuperscript{${marks.join(",")}}` : "";
