/** Where on which page the next thing goes. */
import { heightOf, SIDEWAYS, UPRIGHT } from "./look.ts";
import type { PageShape, Paper } from "./paper.ts";

export interface PageFlow {
  readonly paper: Paper;
  readonly page: PageShape;
  /** Upper edge of what comes next. */
  readonly y: number;
  /** Height left on this page. */
  readonly room: number;
  /** Whether nothing stands on this page yet. */
  readonly fresh: boolean;
  readonly down: (height: number) => void;
  /** @param page its shape; as this one where nothing is said */
  readonly nextPage: (page?: PageShape) => void;
}

/** Begins on a new page. */
function pageFlow(paper: Paper, first: PageShape): PageFlow {
  let page = first;
  let y = page.top;
  paper.newPage(page);
  return {
    paper,
    get page() {
      return page;
    },
    get y() {
      return y;
    },
    get room() {
      return page.bottom - y;
    },
    get fresh() {
      return y === page.top;
    },
    down: (height) => {
      y += height;
    },
    nextPage: (next = page) => {
      page = next;
      paper.newPage(page);
      y = page.top;
    },
  };
}

/** A piece of the report that knows its height before it is drawn. */
export interface Block {
  /** Space to what stands above it; none at the top of a page. */
  readonly above: number;
  /** Height of what must stand on one page with what comes before it: the whole block, or its beginning. */
  readonly start: number;
  /** Draws at the flow's place and goes on over as many pages as it takes. */
  readonly draw: (flow: PageFlow) => void;
  /** Whether it must not end a page. */
  readonly keepWithNext?: boolean;
  /** Whether it needs the width of a page on its side. */
  readonly sideways?: boolean;
  /** Whether a section begins here. */
  readonly begins?: boolean;
  /** A text that shares a page on its side with the table after it, or the one before it. */
  readonly goesWith?: "before" | "after";
}

/** Blocks one after another; one that must not end a page takes those it announces along. */
export function drawBlocks(paper: Paper, blocks: readonly Block[]): void {
  const shapes = shapesOf(blocks);
  const flow = pageFlow(paper, shapes[0] ?? UPRIGHT);
  for (const [index, block] of blocks.entries()) {
    const shape = shapes[index] ?? UPRIGHT;
    const needed = Math.min(block.above + startOf(blocks, index), heightOf(shape));
    if (shape !== flow.page || (!flow.fresh && needed > flow.room)) flow.nextPage(shape);
    if (!flow.fresh) flow.down(block.above);
    block.draw(flow);
  }
}

function startOf(blocks: readonly Block[], index: number): number {
  const block = blocks[index];
  const next = blocks[index + 1];
  if (block === undefined) return 0;
  return block.start + (block.keepWithNext && next ? next.above + startOf(blocks, index + 1) : 0);
}

/** The page that each block goes on. */
function shapesOf(blocks: readonly Block[]): readonly PageShape[] {
  const sideways = blocks.map((block) => block.sideways === true);
  for (const [index, { goesWith }] of blocks.entries())
    if (goesWith === "before" && sideways[index - 1]) sideways[index] = true;
  for (const [index, { goesWith }] of [...blocks.entries()].reverse())
    if (goesWith === "after" && sideways[index + 1] && !blocks[index + 1]?.begins) sideways[index] = true;
  return sideways.map((on) => (on ? SIDEWAYS : UPRIGHT));
}
