import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeHtml, htmlPage, htmlTable } from "../../../src/report/formats/html.ts";
import { escapeLatex, latexTable } from "../../../src/report/formats/latex.ts";
import { latexFigures } from "../../../src/report/formats/latex-figures.ts";
import { numberColumn, type Table, table, textCell, textColumn } from "../../../src/report/table.ts";

const HOSTILE = `<script>alert("1")</script> & 100% of $x_1^2$ \\input{a} #~{}`;

const sample: Table = table({
  name: "sample",
  caption: HOSTILE,
  columns: [
    textColumn("name", HOSTILE),
    numberColumn({ key: "cost", label: "Cost", unit: "USD", digits: { decimals: 1 } }),
  ],
  rows: [
    { name: textCell(HOSTILE), cost: { kind: "number", value: 1234.56, marks: ["a"] } },
    { name: textCell("x"), cost: { kind: "empty" } },
  ],
  footnotes: [HOSTILE],
  notes: [{ mark: "a", text: HOSTILE }],
});

describe("HTML", () => {
  it("has a caption, heads for columns and rows, and numbers to the right", () => {
    const html = htmlTable(sample);
    expect(html).toContain('<th scope="col" style="text-align:right">Cost (USD)</th>');
    expect(html).toContain('<td style="text-align:right">1,234.6<sup>a</sup></td>');
    expect(html).toContain('<th scope="row">x</th>');
    expect(htmlPage(sample)).toMatch(/^<!doctype html>\n<html lang="en">/);
  });

  it("shows other people's words and runs none of them", () => {
    expect(htmlTable(sample)).not.toContain("<script");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe("LaTeX", () => {
  it("has booktabs rules, a caption and a label", () => {
    const latex = latexTable(sample);
    for (const part of ["\\toprule", "\\midrule", "\\bottomrule", "\\label{tab:sample}", "\\begin{tabular}{lr}"])
      expect(latex).toContain(part);
    expect(latex).toContain("1,234.6\\textsuperscript{a} \\\\");
  });

  it("lets no word of a plan be a command, a comment or a column", () => {
    expect(escapeLatex("\\input{a} 5% & x_1 $2$ #~^")).toBe(
      "\\textbackslash{}input\\{a\\} 5\\% \\& x\\_1 \\$2\\$ \\#\\textasciitilde{}\\textasciicircum{}",
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const bare = escapeLatex(text).replace(/\\[%&$#_{}]|\\[a-z]+(?:\{\}|\{\\[a-z]+\})|\{[[\]]\}|~/gi, "");
        expect(bare).not.toMatch(/[\\%&$#_^{}~]/);
      }),
    );
  });

  it("defines every figure by its id, in the form that LaTeX allows", () => {
    const text = latexFigures(
      new Map([
        ["data.tokens_total", "3.7M"],
        ["share", "30%"],
      ]),
    );
    expect(text).toContain("\\expandafter\\newcommand\\csname llmplan@data.tokens_total\\endcsname{3.7M}");
    expect(text).toContain("\\endcsname{30\\%}");
    expect(text).toContain("\\newcommand{\\llmplan}[1]");
  });
});
