import type { Comment } from "../comment.ts";
import { htmlComments } from "../html-comments.ts";
import { type Stretch, visitBlocks } from "./blocks.ts";
import { inlineComments } from "./inline-comments.ts";

/**
 * The comments of a Markdown document, in order: those that are HTML to its reader, not those shown in code.
 *
 * @param near offsets of what is looked for, ascending; parts of the document without any are only skipped over
 */
export function markdownComments(text: string, near: readonly number[]): readonly Comment[] {
  const comments: Comment[] = [];
  let passed = 0;
  visitBlocks(text, (stretch) => {
    const start = stretch.lines[0]?.[0] ?? 0;
    const end = stretch.lines.at(-1)?.[1] ?? 0;
    while (passed < near.length && (near[passed] ?? 0) < start) passed++;
    if ((near[passed] ?? Number.POSITIVE_INFINITY) < end) comments.push(...commentsOf(text, stretch));
  });
  return comments;
}

function commentsOf(text: string, { kind, lines }: Stretch): readonly Comment[] {
  const joined = lines.map(([start, end]) => text.slice(start, end)).join("\n");
  const found = kind === "html" ? htmlComments(joined) : inlineComments(joined);
  const place = placeIn(lines);
  return found.map((comment) => ({ ...comment, start: place(comment.start), end: place(comment.end - 1) + 1 }));
}

/** Offsets in joined lines to offsets in the document; asked for in ascending order. */
function placeIn(lines: Stretch["lines"]): (offset: number) => number {
  let index = 0;
  let before = 0;
  return (offset) => {
    for (let line = lines[index]; line; line = lines[++index]) {
      const length = line[1] - line[0];
      if (offset <= before + length) return line[0] + offset - before;
      before += length + 1;
    }
    throw new RangeError(`offset: ${offset}, expected one within the lines`);
  };
}
