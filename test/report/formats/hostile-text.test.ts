import { parse } from "csv-parse/sync";
import type { Node, Text } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, it } from "vitest";
import { csvTable } from "../../../src/report/csv.ts";
import { htmlPage } from "../../../src/report/formats/html.ts";
import { latexTable } from "../../../src/report/formats/latex.ts";
import { escapeMarkdown, escapeParagraph, markdownTable } from "../../../src/report/markdown.ts";
import { singleLine, visibleJson } from "../../../src/report/single-line.ts";
import { escapeXml } from "../../../src/report/svg/escape.ts";
import { csvHead, csvRows } from "../../../src/report/sweep-rows.ts";
import { table, textCell, textColumn } from "../../../src/report/table.ts";
import { terminalTable } from "../../../src/report/terminal.ts";
import { HOSTILE } from "./hostile-words.ts";

const tableOf = (text: string) =>
  table({
    name: "hostile",
    caption: text,
    columns: [textColumn("text", text), textColumn("other", "Other")],
    rows: [{ text: textCell(text), other: textCell(text) }],
    footnotes: [text],
  });

/** The text that a reader of Markdown sees, and the kinds of all that is in it. */
function readMarkdown(markdown: string): { readonly texts: readonly string[]; readonly kinds: ReadonlySet<string> } {
  const texts: string[] = [];
  const kinds = new Set<string>();
  const walk = (node: Node & { readonly children?: readonly Node[] }): string => {
    kinds.add(node.type);
    const inner = node.type === "text" ? (node as Text).value : (node.children ?? []).map(walk).join("");
    if (["tableCell", "heading", "paragraph", "strong"].includes(node.type)) texts.push(inner);
    return inner;
  };
  walk(unified().use(remarkParse).use(remarkGfm).parse(markdown));
  return { texts, kinds };
}

const UNSEEN = /(?!\n)\p{Cc}|\p{Cs}|[\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFFFE\uFFFF]/u;

describe.each(HOSTILE.map((text) => [text, singleLine(text)] as const))("%j", (text, shown) => {
  it("is text, and nothing but text, in Markdown", () => {
    const { texts, kinds } = readMarkdown(markdownTable(tableOf(text)));
    // The caption, two heads, two cells, the footnote.
    expect(texts.filter((found) => found === shown).length).toBeGreaterThanOrEqual(5);
    for (const kind of [
      "html",
      "link",
      "image",
      "code",
      "inlineCode",
      "list",
      "blockquote",
      "thematicBreak",
      "heading",
    ])
      expect(kinds).not.toContain(kind);
    expect(readMarkdown(`# ${escapeMarkdown(text)}`).texts).toEqual([shown]);
    expect(readMarkdown(`before\n\n${escapeParagraph(text)}`).texts).toEqual(["before", shown]);
  });

  it("is no formula in CSV, of a table and of a sweep", () => {
    const columns = { axes: [text], figures: [] };
    for (const csv of [csvTable(tableOf(text)), csvHead(columns) + csvRows(columns, [{ at: [text], values: [] }])])
      for (const cell of (parse(csv) as string[][]).flat()) {
        expect(cell).not.toMatch(/^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/);
        if (cell !== "Other") expect(cell.replace(/^'/, "")).toBe(shown.replace(/^'/, ""));
      }
  });

  it("holds no mark that is not seen, in any of the texts", () => {
    const made = tableOf(text);
    const written = [markdownTable, csvTable, htmlPage, latexTable].map((write) => write(made));
    const terminal = terminalTable(made, { colour: false, width: 80 });
    for (const output of [...written, terminal, escapeXml(text), visibleJson(JSON.stringify(text))])
      expect(output).not.toMatch(UNSEEN);
    expect(JSON.parse(visibleJson(JSON.stringify({ text })))).toEqual({ text });
  });

  it("begins no element and no command", () => {
    const elements = htmlPage(tableOf("plain")).match(/<[^>]*>/g);
    expect(htmlPage(tableOf(text)).match(/<[^>]*>/g)).toEqual(elements);
    expect(escapeXml(text)).not.toMatch(/[<>"]|&(?!(?:amp|lt|gt|quot);)/);
    const commands = (latex: string) => latex.match(/\\(?:input|end|begin|label)\b/g);
    expect(commands(latexTable(tableOf(text)).replaceAll("\\textbackslash{}", ""))).toEqual(
      commands(latexTable(tableOf("plain"))),
    );
  });
});
