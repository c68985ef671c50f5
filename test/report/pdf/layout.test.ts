import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breakable, fold } from "../../../src/report/pdf/fold.ts";
import { type Grid, type GridCell, transposed } from "../../../src/report/pdf/grid.ts";
import { GAP, layGrid } from "../../../src/report/pdf/grid-layout.ts";
import { SIDEWAYS, UPRIGHT, widthOf } from "../../../src/report/pdf/look.ts";
import type { Block } from "../../../src/report/pdf/page-flow.ts";
import { drawBlocks } from "../../../src/report/pdf/page-flow.ts";
import type { PageShape, Paper, TextLook } from "../../../src/report/pdf/paper.ts";

/** Every letter is half as wide as it is high, a heavy one a little more. */
const measure = {
  width: (text: string, { size, weight }: TextLook): number => [...text].length * size * (weight === 600 ? 0.55 : 0.5),
};

const LOOK: TextLook = { size: 10, weight: 400 };

const words = fc.stringMatching(/^[a-z._/-]{1,40}$/);
const text = fc.array(words, { minLength: 0, maxLength: 12 }).map((some) => some.join(" "));

describe("fold", () => {
  it("loses no letter, and no line is wider than asked for", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, fc.boolean()), { maxLength: 4 }),
        fc.integer({ min: 6, max: 300 }),
        (some, width) => {
          const pieces = some.map(([piece, heavy]) => ({
            text: piece,
            weight: heavy ? (600 as const) : (400 as const),
          }));
          const lines = fold(measure, pieces, LOOK, width);
          const shown = lines.map((line) => line.map((piece) => piece.text).join(""));
          expect(shown.join("").replaceAll(" ", "")).toBe(
            some
              .map(([piece]) => piece)
              .join("")
              .replaceAll(" ", ""),
          );
          for (const line of lines) {
            const wide = line.reduce(
              (sum, piece) => sum + measure.width(piece.text, { ...LOOK, weight: piece.weight }),
              0,
            );
            expect(wide).toBeLessThanOrEqual(width + 1e-9);
          }
          for (const line of shown) expect(line).toBe(line.trim());
        },
      ),
    );
  });

  it("breaks a long name behind its dots rather than anywhere", () => {
    const lines = fold(measure, [{ text: "see options.lora.hosting.gpu", weight: 400 }], LOOK, 80);
    expect(lines.map((line) => line.map((piece) => piece.text).join(""))).toEqual([
      "see",
      "options.lora.",
      "hosting.gpu",
    ]);
    expect(breakable("a.bc/d-e")).toEqual(["a.", "bc/", "d-", "e"]);
  });
});

const cellOf = (content: string, head: boolean, whole: boolean): GridCell => ({
  ...{ text: content, marks: "", alignment: whole ? "right" : "left", whole, head },
});

const grids: fc.Arbitrary<Grid> = fc
  .tuple(fc.integer({ min: 1, max: 18 }), fc.integer({ min: 0, max: 30 }))
  .chain(([columns, rows]) =>
    fc.record({
      head: fc.array(
        text.map((content) => cellOf(content, true, false)),
        { minLength: columns, maxLength: columns },
      ),
      rows: fc.array(
        fc.array(
          fc.oneof(
            text.map((content) => cellOf(content, false, false)),
            fc.integer().map((value) => cellOf(String(value), false, true)),
          ),
          { minLength: columns, maxLength: columns },
        ),
        { minLength: rows, maxLength: rows },
      ),
    }),
  );

describe("layGrid", () => {
  it("keeps every table between the margins, whatever is in it, and leaves no column out", () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const { laid, sideways } = layGrid(measure, grid);
        const room = widthOf(sideways ? SIDEWAYS : UPRIGHT);
        for (const { grid: part, widths } of laid) {
          expect(widths).toHaveLength(part.head.length);
          expect(widths.reduce((sum, width) => sum + width, GAP * (widths.length - 1))).toBeLessThanOrEqual(
            room + 1e-6,
          );
          expect(Math.min(...widths)).toBeGreaterThan(0);
        }
        const texts = (some: readonly Grid[]) =>
          new Set(some.flatMap(({ head, rows }) => [head, ...rows].flat().map((cell) => cell.text)));
        expect(texts(laid.map((one) => one.grid))).toEqual(texts([grid]));
      }),
      { numRuns: 200 },
    );
  });

  it("gives the width to the column with much to say", () => {
    const sentence = "a sentence of many words that goes on for quite a while ".repeat(4);
    const row = ["a few words here", sentence].map((content) => cellOf(content, false, false));
    const grid = { head: ["Short", "Long"].map((content) => cellOf(content, true, false)), rows: [row, row] };
    const [short = 0, long = 0] = layGrid(measure, grid).laid[0]?.widths ?? [];
    expect(short + long + GAP).toBeCloseTo(widthOf(UPRIGHT), 6);
    expect(long).toBeGreaterThan(4 * short);
  });

  it("lays a table of many columns and few rows on its side: columns are rows, the first is the head", () => {
    const head = ["Option", "A", "B"].map((content) => cellOf(content, true, false));
    const row = (name: string, first: string, second: string) => [
      cellOf(name, false, false),
      ...[first, second].map((content) => cellOf(content, false, true)),
    ];
    const turned = transposed({ head, rows: [row("one", "1", "2"), row("two", "3", "4")] });
    expect(turned.head.map((cell) => cell.text)).toEqual(["Option", "one", "two"]);
    expect(turned.rows.map((cells) => cells.map((cell) => cell.text))).toEqual([
      ["A", "1", "3"],
      ["B", "2", "4"],
    ]);
  });
});

describe("drawBlocks", () => {
  /** Which blocks stand on which page, and whether it lies on its side. */
  const pagesOf = (blocks: readonly (Partial<Block> & { readonly name: string; readonly height: number })[]) => {
    const pages: { sideways: boolean; names: string[] }[] = [];
    const refuse = (): never => {
      throw new Error("nothing is drawn here");
    };
    const paper: Paper = {
      newPage: (page: PageShape) => pages.push({ sideways: page === SIDEWAYS, names: [] }),
      ...{ width: refuse, text: refuse, fill: refuse, stroke: refuse, within: refuse, onEveryPage: refuse },
      ...{ bookmark: refuse, group: refuse, leaf: refuse, ornament: refuse },
    };
    drawBlocks(
      paper,
      blocks.map(({ name, height, ...block }) => ({
        above: 10,
        start: height,
        draw: (flow) => {
          pages.at(-1)?.names.push(name);
          flow.down(height);
        },
        ...block,
      })),
    );
    return pages;
  };

  it("takes a heading along to the page of what it announces", () => {
    const heading = { name: "heading", height: 20, keepWithNext: true };
    expect(
      pagesOf([{ name: "text", height: 600 }, heading, { name: "table", height: 150 }]).map(({ names }) => names),
    ).toEqual([["text"], ["heading", "table"]]);
  });

  it("turns the page for a wide table, with its heading and its notes, and back after it", () => {
    const pages = pagesOf([
      { name: "text", height: 100, goesWith: "after" },
      { name: "heading", height: 20, goesWith: "after", begins: true, keepWithNext: true },
      { name: "table", height: 200, sideways: true },
      { name: "note", height: 10, goesWith: "before" },
      { name: "next", height: 20, goesWith: "after" },
    ]);
    expect(pages).toEqual([
      { sideways: false, names: ["text"] },
      { sideways: true, names: ["heading", "table", "note"] },
      { sideways: false, names: ["next"] },
    ]);
  });
});
