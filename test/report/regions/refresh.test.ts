import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refresh } from "../../../src/report/regions/refresh.ts";
import { type DocumentFormat, regionsOf } from "../../../src/report/regions/region.ts";
import type { RegionContent } from "../../../src/report/regions/region-content.ts";

const FIGURE = "<!-- llmplan:figure a.b -->";
const TABLE = "<!-- llmplan:table t -->";
const END = "<!-- /llmplan -->";

const content = ({ kind }: { readonly kind: string }): RegionContent =>
  kind === "table" ? { layout: "block", text: "| a |\n| - |\n| 1 |\n" } : { layout: "inline", text: "42" };

const refreshed = (text: string, format: DocumentFormat = "markdown") => refresh(text, format, content);

/** Everything outside regions, as its scanner saw the document. */
const outside = (text: string, format: DocumentFormat): readonly string[] => {
  const { regions } = regionsOf(text, format);
  return [...regions, undefined].map((region, index) =>
    text.slice(index === 0 ? 0 : regions[index - 1]?.end, region?.start ?? text.length),
  );
};

describe("regions of a document", () => {
  it("replaces a figure within its line and a table on lines of its own, and nothing else", () => {
    const { text, stale } = refreshed(`We have ${FIGURE}3.3M${END} tokens.\n\n${TABLE}\nold\n${END}\nend`);
    expect(text).toBe(`We have ${FIGURE}42${END} tokens.\n\n${TABLE}\n\n| a |\n| - |\n| 1 |\n\n${END}\nend`);
    expect(stale).toHaveLength(2);
  });

  it("finds nothing stale in what it has written", () => {
    const once = refreshed(`${TABLE}${END}\n\n- x ${FIGURE}${END}`).text;
    expect(refreshed(once)).toMatchObject({ text: once, stale: [] });
  });

  it("keeps line breaks, byte order mark, tabs and a missing last line break", () => {
    const { text } = refreshed(`\uFEFFa\t${FIGURE}1${END}\r\n\r\n${TABLE}\r\n${END}\r\n\r\n\tb`);
    expect(text).toBe(
      `\uFEFFa\t${FIGURE}42${END}\r\n\r\n${TABLE}\r\n\r\n| a |\r\n| - |\r\n| 1 |\r\n\r\n${END}\r\n\r\n\tb`,
    );
  });

  it("goes on with the marks of quotations and lists, so that a table stays in them", () => {
    const { text } = refreshed(`> 1. ${TABLE}\n>    ${END}\n`);
    expect(text).toBe(`> 1. ${TABLE}\n>\n>    | a |\n>    | - |\n>    | 1 |\n>\n>    ${END}\n`);
  });

  it("fills a figure in a cell of a table", () => {
    expect(refreshed(`| a | b |\n|---|---|\n| ${FIGURE}x${END} | 2 |\n`).text).toContain(`| ${FIGURE}42${END} | 2 |`);
  });

  it("leaves markers in code alone", () => {
    const text = `\`${FIGURE}1${END}\`\n\n~~~\n${TABLE}\n${END}\n~~~\n\n    ${FIGURE}1${END}\n`;
    expect(refreshed(text)).toMatchObject({ text, regions: [], faults: [] });
  });

  it("reads HTML as a browser does, and LaTeX by its comments", () => {
    const html = `<p title="${FIGURE}">${FIGURE}1${END}</p><script>"${TABLE}"</script>`;
    expect(refreshed(html, "html").text).toBe(html.replace(`${FIGURE}1${END}</p>`, `${FIGURE}42${END}</p>`));
    const latex =
      "  % llmplan:table t\n  % /llmplan\n\\begin{verbatim}\n% llmplan:table t\n\\end{verbatim}\n50\\% llmplan:x";
    expect(refreshed(latex, "latex").text).toBe(
      latex.replace("table t\n  %", "table t\n  | a |\n  | - |\n  | 1 |\n  %"),
    );
  });

  it.each([
    ["a marker without its end", `a\n\nb ${FIGURE}1`, [[5, "llmplan:figure a.b without an end"]]],
    ["an end without a marker", `a ${END}`, [[2, "/llmplan"]]],
    ["a doubled marker", `${FIGURE}${FIGURE}1${END}`, [[0, "llmplan:figure a.b without an end"]]],
    ["a doubled end", `${FIGURE}1${END} ${END}`, [[46, "/llmplan"]]],
    ["a nested region", `x ${FIGURE}${TABLE}1${END}${END}`, [[29, "a region inside another"]]],
    ["a misspelt kind", `x <!-- llmplan:tabel t -->`, [[2, "llmplan:tabel"]]],
    ["a marker without a name", `x <!-- llmplan:figure digits=2 -->`, [[2, "llmplan:figure digits=2"]]],
    ["an option twice", `x <!-- llmplan:figure a.b digits=2 digits=3 -->`, [[2, "a second digits="]]],
    ["an option without a value", `x <!-- llmplan:figure a.b digits -->`, [[2, "digits"]]],
    ["a marker over two lines", `x <!-- llmplan:figure\na.b -->`, [[2, "a line break in a marker"]]],
    ["a table within a sentence", `x ${TABLE}${END}`, [[2, "llmplan:table after other text"]]],
    [
      "all of them at once",
      `x <!-- llmplan:figur a --> ${END}`,
      [
        [2, "llmplan:figur"],
        [27, "/llmplan"],
      ],
    ],
  ])("tells %s, with its place, and changes nothing", (_, text, faults) => {
    const result = refreshed(text);
    expect(result.faults.map(({ at, found }) => [at, found])).toEqual(faults);
    expect(result.text).toBe(text);
  });

  const piece = fc.constantFrom(
    ...[FIGURE, FIGURE, TABLE, `\n${TABLE}\n`, END, END, END, `${FIGURE}x${END}`, `\n\n${TABLE}\nx\n${END}\n\n`],
    ...["\n", "\r\n", "\r", "\n\n", " ", "\t", "    ", "> ", "- ", "1. ", "a", "é\u{1F600}", "`", "``", "```", "~~~"],
    ...[
      "|",
      "| a | b |\n|---|---|\n",
      "<div>",
      "<pre>",
      "</pre>",
      "<script>",
      "</script>",
      "<!--",
      "-->",
      '<a b="',
      '">',
    ],
    ...[
      "\\",
      "%",
      "% llmplan:table t\n",
      "% /llmplan\n",
      "\\begin{verbatim}\n",
      "\\end{verbatim}\n",
      "\uFEFF",
      "\u0000",
    ],
  );

  it.each(["markdown", "html", "latex"] as const)("never changes a byte outside a region of any %s", (format) => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const before = pieces.join("");
        const { text, faults, stale } = refreshed(before, format);
        if (faults.length > 0 || stale.length === 0) expect(text).toBe(before);
        expect(outside(text, format).join("\u0000")).toBe(outside(before, format).join("\u0000"));
        expect(refreshed(text, format)).toMatchObject({ text, stale: [] });
      }),
      { numRuns: 3000, seed: 7 },
    );
  });

  it.each([
    [
      "prose with code",
      (mark: string) => `${"Some *text* and `code`.\n\n- item\n\n~~~\ncode\n~~~\n\n".repeat(1_100_000)}${mark}`,
    ],
    ["one line", (mark: string) => `${"word `a` ".repeat(5_600_000)}${mark}`],
    [
      "quotations and lists in each other",
      (mark: string) => `${"> - ".repeat(6_000_000)}a${"\n".repeat(26_000_000)}${mark}`,
    ],
    [
      "backticks that never match",
      (mark: string) => `${Array.from({ length: 10_000 }, (_, n) => "`".repeat(n + 1)).join(" ")}\n\n${mark}`,
    ],
  ])("finds the one region in 50 MB of %s in bounded time", (_, document) => {
    const before = document(`${FIGURE}x${END} end`);
    expect(before.length).toBeGreaterThan(49e6);
    expect(refreshed(before).text === document(`${FIGURE}42${END} end`)).toBe(true);
  });
});
