import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvTable } from "../../src/report/csv.ts";
import { escapeMarkdown, markdownTable } from "../../src/report/markdown.ts";
import {
  emptyCell,
  numberCell,
  numberColumn,
  type Table,
  table,
  textCell,
  textColumn,
} from "../../src/report/table.ts";
import { terminalTable } from "../../src/report/terminal.ts";

const needs = table({
  name: "needs",
  caption: "What each approach needs",
  columns: [
    textColumn("approach", "Approach"),
    numberColumn({ key: "compute", label: "Compute", unit: "H100-days", digits: { significant: 3 } }),
    numberColumn({ key: "fits", label: "Fits", unit: "probability", digits: { decimals: 0 } }),
  ],
  rows: [
    { approach: textCell("pre-training"), compute: numberCell(22784.123), fits: numberCell(0.005) },
    { approach: textCell("LoRA"), compute: numberCell(2.1, { decimals: 0 }), fits: emptyCell },
  ],
  footnotes: ["1. One session of three."],
});

const hostile = (text: string): Table =>
  table({
    name: "hostile",
    caption: text,
    columns: [textColumn("text", text), numberColumn({ key: "n", label: text, unit: "", digits: { decimals: 0 } })],
    rows: [{ text: textCell(text), n: numberCell(1) }],
    footnotes: [text],
  });

describe("a table", () => {
  it("refuses a row without a cell for every column, and two columns of one key", () => {
    expect(() => table({ ...needs, rows: [{ approach: textCell("x") }] })).toThrow(/row 1: missing \[compute,fits\]/);
    expect(() => table({ ...needs, columns: [textColumn("a", "A"), textColumn("a", "B")], rows: [] })).toThrow(/key/);
  });

  it("becomes Markdown with units in the head and numbers rounded there and then", () => {
    expect(markdownTable(needs)).toBe(
      [
        "**What each approach needs**",
        "",
        "| Approach | Compute (H100-days) | Fits |",
        "| --- | ---: | ---: |",
        "| pre-training | 22,800 | 1% |",
        "| LoRA | 2 |  |",
        "",
        "1\\. One session of three.",
        "",
      ].join("\n"),
    );
  });

  it("becomes CSV with every digit", () => {
    expect(csvTable(needs)).toBe(
      "Approach,Compute (H100-days),Fits (probability)\npre-training,22784.123,0.005\nLoRA,2.1,\n",
    );
  });

  it("keeps negative numbers numbers in CSV, while text that looks like a formula is disarmed", () => {
    const csv = csvTable(
      table({
        ...needs,
        rows: ["=1+1", "+1", "-1", "@SUM(A1)"].map((text) => ({
          approach: textCell(text),
          compute: numberCell(-5),
          fits: emptyCell,
        })),
      }),
    );
    const rows = csv.split("\n").slice(1, -1);
    expect(rows).toEqual(["'=1+1,-5,", "'+1,-5,", "'-1,-5,", "'@SUM(A1),-5,"]);
  });

  it("becomes a terminal table in plain text where colour is off", () => {
    expect(terminalTable(needs, { colour: false, width: 80 })).toBe(
      [
        "What each approach needs",
        "Approach      Compute (H100-days)  Fits",
        "pre-training               22,800    1%",
        "LoRA                            2",
        "1. One session of three.",
        "",
      ].join("\n"),
    );
    expect(terminalTable(needs, { colour: true, width: 80 })).toContain("\u001b[1m");
  });

  it("folds text and heads, never numbers, to the width of the terminal", () => {
    const wide = table({
      ...needs,
      rows: [
        { approach: textCell("a long reason in plain words ".repeat(6)), compute: numberCell(5), fits: emptyCell },
      ],
    });
    for (const width of [80, 60, 40]) {
      const lines = terminalTable(wide, { colour: false, width }).split("\n");
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
    }
    expect(terminalTable(needs, { colour: false, width: 10 })).toContain("22,800");
  });
});

describe("hostile text", () => {
  const nasty = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "a | b\n| --- |\n# x",
      "\u001b[31mred\u001b]0;title\u0007",
      "\u009b31m",
      "<script>alert(1)</script>",
      "<!-- llmplan:table x -->",
      "\u202Egnp.exe",
      '=HYPERLINK("http://x","y")',
      "\t=1+1",
      "\r\n=1+1",
      "[x](javascript:1)",
      "$a$ and `b` **c** __d__ ~~e~~ \\",
    ),
  );

  it("cannot leave its Markdown cell, start markup or open a tag", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const lines = markdownTable(hostile(text)).split("\n");
        expect(lines.filter((line) => line.startsWith("| "))).toHaveLength(3);
        for (const row of lines.filter((line) => line.startsWith("| "))) {
          expect(row.replace(/\\\\|\\\|/g, "").match(/\|/g)).toHaveLength(3);
        }
        expect(lines.join("\n")).not.toMatch(/[<>]/);
        expect(escapeMarkdown(text).replace(/\\./g, "")).not.toMatch(/[`*_[\]|~]/);
      }),
    );
  });

  it("cannot drive a terminal, in any format", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        for (const render of [markdownTable, csvTable, (t: Table) => terminalTable(t, { colour: false, width: 60 })]) {
          expect(render(hostile(text)).replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u);
        }
      }),
    );
  });

  it("cannot become a formula in a spreadsheet", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        for (const line of csvTable(hostile(text)).split("\n")) {
          expect(line.replace(/^"/, "")).not.toMatch(/^[=+@\-\t\r＝＋－＠]/);
        }
      }),
    );
  });
});
