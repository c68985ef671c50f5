/** Titles, paragraphs and lists. */
import type { Span } from "../report-parts.ts";
import { singleLine } from "../single-line.ts";
import { fold, type Line, type Piece } from "./fold.ts";
import { ACCENT, BODY, LEFT, TEXT_WIDTH, type TextStyle } from "./look.ts";
import type { Block, PageFlow } from "./page-flow.ts";
import type { Paper, Role } from "./paper.ts";

/** @param keepWithNext whether it must not end a page */
export function textBlock(
  paper: Paper,
  pieces: readonly Piece[],
  style: TextStyle,
  role: Role,
  options: { readonly keepWithNext?: boolean; readonly bookmark?: boolean } = {},
): Block {
  const lines = fold(paper, pieces, style.look, TEXT_WIDTH);
  return {
    above: style.above,
    begins: role === "H1" || role === "H2",
    goesWith: role === "Note" ? "before" : "after",
    start: style.leading * (options.keepWithNext ? Math.min(lines.length, KEPT) : startLines(lines.length)),
    ...(options.keepWithNext && { keepWithNext: true }),
    draw: (flow) => {
      if (options.bookmark) paper.bookmark(pieces.map(({ text }) => text).join(""), flow.y);
      paper.leaf(role, () => drawLines(flow, lines, style, LEFT));
    },
  };
}

/** A bullet before each item. */
export function listBlock(paper: Paper, items: readonly (readonly Span[])[]): Block {
  const folded = items.map((spans) => fold(paper, piecesOf(spans), BODY.look, TEXT_WIDTH - INDENT));
  const startOf = (lines: readonly Line[]): number => BODY.leading * startLines(lines.length);
  return {
    above: BODY.above,
    start: startOf(folded[0] ?? []),
    draw: (flow) =>
      paper.group("L", () => {
        for (const [index, lines] of folded.entries()) {
          if (index > 0) flow.down(BETWEEN);
          if (startOf(lines) > flow.room && !flow.fresh) flow.nextPage();
          paper.group("LI", () => {
            const y = flow.y + BODY.leading / 2;
            paper.ornament(() => paper.fill(`M${LEFT + 2} ${y - 1.5}h3v3h-3z`, ACCENT));
            paper.leaf("LBody", () => drawLines(flow, lines, BODY, LEFT + INDENT));
          });
        }
      }),
  };
}

/** Space between two items. */
const BETWEEN = 3.5;

const INDENT = 13;

/** Of a long paragraph two lines stay together at the foot of a page and two at its head. */
const startLines = (count: number): number => (count <= 3 ? count : 2);

/** Lines of a heading that must find room; a title longer than a page goes over to the next. */
const KEPT = 8;

/** Spans as pieces: strong ones are heavier. */
export const piecesOf = (spans: readonly Span[]): readonly Piece[] =>
  spans.map(({ text, style }) => {
    const before = /^\s/.test(text) ? " " : "";
    const after = /\s$/.test(text) ? " " : "";
    return { text: `${before}${singleLine(text)}${after}`, weight: style === "strong" ? 600 : 400 };
  });

function drawLines(flow: PageFlow, lines: readonly Line[], style: TextStyle, x: number): void {
  for (const [index, line] of lines.entries()) {
    const left = lines.length - index;
    // The last line of a paragraph does not stand alone on a page.
    const needed = left === 2 && lines.length > 3 ? 2 * style.leading : style.leading;
    if (needed > flow.room && !flow.fresh) flow.nextPage();
    drawLine(flow.paper, line, style, x, flow.y);
    flow.down(style.leading);
  }
}

/** @param y upper edge of the line */
function drawLine(paper: Paper, line: Line, { look, paint, leading }: TextStyle, x: number, y: number): void {
  let at = x;
  for (const { text, weight } of line) {
    const own = { ...look, weight };
    paper.text(text, { x: at, y: baseline(y, leading, look.size) }, own, paint);
    at += paper.width(text, own);
  }
}

/** Letters stand in the middle of their line: Inter's capitals are 0.73 of its size. */
export const baseline = (y: number, leading: number, size: number): number => y + (leading + size * 0.73) / 2;
