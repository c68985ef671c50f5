/** The report on paper: the same parts as in Markdown, in the same order. */
import { type ReportContent, type ReportPart, reportParts } from "../report-parts.ts";
import { singleLine } from "../single-line.ts";
import { plain } from "./fold.ts";
import { ACCENT, BODY, HEADING, MARGINAL, NOTE, RULE, TITLE } from "./look.ts";
import { type Block, drawBlocks } from "./page-flow.ts";
import type { PageShape, Paper } from "./paper.ts";
import { pictureBlock } from "./picture-block.ts";
import { tableBlocks } from "./table-block.ts";
import { listBlock, piecesOf, textBlock } from "./text-block.ts";

/** @param remarks about this copy, below its title */
export async function drawReport(paper: Paper, content: ReportContent, remarks: readonly string[]): Promise<void> {
  const parts = reportParts(content);
  const [title, ...others] = parts;
  const about = remarks.map((text): ReportPart => ({ kind: "remark", text }));
  const blocks: Block[] = [];
  for (const part of title ? [title, ...about, ...others] : about) blocks.push(...(await blocksOf(paper, part)));
  drawBlocks(paper, blocks);
  paper.onEveryPage((page, number, of) => drawMargins(paper, content, page, `${number} / ${of}`, number === 1));
}

async function blocksOf(paper: Paper, part: ReportPart): Promise<readonly Block[]> {
  switch (part.kind) {
    case "title":
      return [textBlock(paper, plain(part.text, 600), TITLE, "H1", { keepWithNext: true })];
    case "heading":
      return [textBlock(paper, plain(part.text, 600), HEADING, "H2", { keepWithNext: true, bookmark: true })];
    case "remark":
      return [textBlock(paper, plain(part.text), NOTE, "Note")];
    case "paragraph":
      return [textBlock(paper, piecesOf(part.spans), BODY, "P")];
    case "list":
      return [listBlock(paper, part.items)];
    case "table":
      return tableBlocks(paper, part.table);
    case "picture":
      return [await pictureBlock(paper, part.picture)];
  }
}

/** The page's number below, and from the second page on what it belongs to above. */
function drawMargins(paper: Paper, content: ReportContent, page: PageShape, number: string, first: boolean): void {
  const { look, paint } = MARGINAL;
  const right = (text: string, y: number): void =>
    paper.text(text, { x: page.right - paper.width(text, look), y }, look, paint);
  right(number, page.height - 30);
  if (first) {
    paper.fill(`M${page.left} 40h36v4h-36z`, ACCENT);
    return;
  }
  const made = `llmplan ${content.version}, plan ${content.digest}`;
  right(made, 38);
  const room = page.right - page.left - paper.width(made, look) - 20;
  paper.text(shortened(paper, singleLine(content.title), room), { x: page.left, y: 38 }, look, paint);
  paper.stroke(`M${page.left} 44.5H${page.right}`, RULE, { width: 0.4 });
}

function shortened(paper: Paper, text: string, room: number): string {
  if (paper.width(text, MARGINAL.look) <= room) return text;
  const letters = [...text];
  // Titles may be as long as a file; no more letters than this could fit.
  for (let count = Math.min(letters.length, 200); count > 0; count--) {
    const start = `${letters.slice(0, count).join("").trimEnd()}…`;
    if (paper.width(start, MARGINAL.look) <= room) return start;
  }
  return "…";
}
