/**
 * The blocks of Markdown, line by line, as far as it matters where code and HTML stand. Follows the block phase of
 * CommonMark 0.31 (appendix "A parsing strategy") with the tables and footnotes of GitHub. Each line is read a bounded
 * number of times, whatever the size of the document; remark's parser needs minutes for two megabytes. A test holds both
 * to the same answer.
 */
import { type Container, containerStart, continues } from "./container.ts";
import { type HtmlBlock, htmlBlockStart } from "./html-block.ts";
import { indentOf, type LineCursor } from "./line-cursor.ts";
import { cellsOfRow, hasPipe, isDelimiterRow } from "./table-row.ts";

/** Text that is not code: lines of HTML, or of a paragraph, heading or cell. Each line is a start and an end. */
export interface Stretch {
  readonly kind: "html" | "inline";
  readonly lines: readonly (readonly [number, number])[];
}

type Line = readonly [number, number];

/** What the next line may go on with. */
type Leaf =
  | { readonly kind: "none" | "indented" | "table" }
  | { readonly kind: "paragraph"; readonly lines: Line[] }
  | { readonly kind: "fence"; readonly mark: string; readonly length: number }
  | { readonly kind: "html"; readonly block: HtmlBlock; readonly lines: Line[] };

const NONE: Leaf = { kind: "none" };

/** Calls `visit` with every stretch of a document that is not code, in order. */
export function visitBlocks(text: string, visit: (stretch: Stretch) => void): void {
  const containers: Container[] = [];
  let leaf: Leaf = NONE;

  const close = (next: Leaf): void => {
    if (leaf.kind === "html") visit({ kind: "html", lines: leaf.lines });
    if (leaf.kind === "paragraph" && leaf.lines.length > 0) visit({ kind: "inline", lines: leaf.lines });
    leaf = next;
  };
  const visitRow = ([start, end]: Line): void => {
    for (const cell of cellsOfRow(text, start, end)) visit({ kind: "inline", lines: [cell] });
  };

  /** Goes on with a fence, HTML or indented code whose containers all hold the line; false where it ends before it. */
  const goesOn = (cursor: LineCursor): boolean => {
    const { next, indent } = indentOf(text, cursor);
    const blank = next === cursor.end;
    switch (leaf.kind) {
      case "fence":
        if (indent < 4 && closesFence(text, next, cursor.end, leaf)) close(NONE);
        return true;
      case "html": {
        if (leaf.block === "blank" && blank) return false;
        leaf.lines.push([cursor.at, cursor.end]);
        if (leaf.block !== "blank" && leaf.block.until.test(text.slice(cursor.at, cursor.end))) close(NONE);
        return true;
      }
      case "indented":
        return blank || indent >= 4;
      default:
        return false;
    }
  };

  /** Opens the leaf that begins at the cursor, if one does that may interrupt a paragraph. */
  const leafStart = (cursor: LineCursor, inParagraph: boolean, lazy: boolean): boolean => {
    const { next, indent } = indentOf(text, cursor);
    if (next === cursor.end) return false;
    if (indent > 3) {
      if (inParagraph) return false;
      close({ kind: "indented" });
      return true;
    }
    const first = text.charAt(next);
    if (first === "<") {
      const line = text.slice(next, cursor.end);
      const block = htmlBlockStart(line, inParagraph);
      if (!block) return false;
      close({ kind: "html", block, lines: [[cursor.at, cursor.end]] });
      if (block !== "blank" && block.until.test(line)) close(NONE);
      return true;
    }
    if (first === "`" || first === "~") {
      const length = fenceLength(text, next, cursor.end);
      if (length === 0) return false;
      close({ kind: "fence", mark: first, length });
      return true;
    }
    const line = "#=-_*".includes(first) ? text.slice(next, cursor.end) : "";
    if (/^#{1,6}(?:[ \t]|$)/.test(line)) {
      close({ kind: "paragraph", lines: [[next, cursor.end]] });
      close(NONE);
      return true;
    }
    const underline = inParagraph && !lazy && /^(?:=+|-+)[ \t]*$/.test(line);
    if (!underline && !thematicBreaks(text, cursor.end)(cursor, false)) return false;
    close(NONE);
    return true;
  };

  const addText = (cursor: LineCursor, next: number, lazy: boolean): void => {
    const line: Line = [next, cursor.end];
    if (leaf.kind === "table") visitRow(line);
    else if (leaf.kind !== "paragraph") close({ kind: "paragraph", lines: [line] });
    else {
      const head = leaf.lines.at(-1);
      const columns = !lazy && head && hasPipe(text, ...head) ? cellsOfRow(text, ...head).length : 0;
      if (!head || columns === 0 || !isDelimiterRow(text, ...line, columns)) leaf.lines.push(line);
      else {
        leaf.lines.pop();
        close({ kind: "table" });
        visitRow(head);
      }
    }
  };

  let blankBefore = false;
  eachLine(text, (start, end) => {
    const cursor: LineCursor = { at: start, column: 0, end };
    const blank = indentOf(text, cursor).next === end;
    // A second blank line changes nothing, and every open list would have to be asked.
    if (blank && blankBefore) return;
    blankBefore = blank;
    let held = 0;
    for (const container of containers) {
      if (!continues(container, text, cursor)) break;
      held++;
    }
    const allHeld = held === containers.length;
    if (allHeld && goesOn(cursor)) return;

    let lazy = !allHeld && leaf.kind === "paragraph";
    const leave = (): void => {
      if (lazy) containers.length = held;
      lazy = false;
    };
    if (!lazy) {
      containers.length = held;
      if (!allHeld || (leaf.kind !== "paragraph" && leaf.kind !== "table")) close(NONE);
    }
    for (const breaks = thematicBreaks(text, end); !breaks(cursor, leaf.kind === "paragraph" && !lazy); ) {
      const container = containerStart(text, cursor, leaf.kind === "paragraph" && !lazy);
      if (!container) break;
      leave();
      close(NONE);
      containers.push(container);
    }
    if (leafStart(cursor, leaf.kind === "paragraph", lazy)) {
      leave();
      return;
    }
    const { next } = indentOf(text, cursor);
    if (next < end) addText(cursor, next, lazy);
    else {
      leave();
      close(NONE);
    }
  });
  close(NONE);
}

/**
 * Whether a line is a thematic break or an underline from the cursor on, which look like the beginning of a list and
 * win. Where a line of `- - -` stops being one is found once, since every nested list asks again.
 */
function thematicBreaks(text: string, end: number): (cursor: LineCursor, inParagraph: boolean) => boolean {
  const otherFrom = new Map<string, number>();
  return (cursor, inParagraph) => {
    const { next, indent } = indentOf(text, cursor);
    const mark = text.charAt(next);
    if (next === end || indent > 3 || !"-*_".includes(mark)) return false;
    let other = otherFrom.get(mark) ?? next;
    while (other < end && (text.charAt(other) === mark || " \t".includes(text.charAt(other)))) other++;
    otherFrom.set(mark, other);
    if (other < end) return false;
    const marks = text.slice(next, end);
    return (inParagraph && /^-+[ \t]*$/.test(marks)) || marks.replaceAll(mark, "").length <= marks.length - 3;
  };
}

function fenceLength(text: string, at: number, end: number): number {
  const mark = text.charCodeAt(at);
  let after = at;
  while (after < end && text.charCodeAt(after) === mark) after++;
  const length = after - at;
  if (length < 3) return 0;
  return text.charAt(at) === "`" && text.slice(after, end).includes("`") ? 0 : length;
}

function closesFence(text: string, at: number, end: number, fence: { readonly mark: string; readonly length: number }) {
  let after = at;
  while (after < end && text.charAt(after) === fence.mark) after++;
  return after - at >= fence.length && text.slice(after, end).trim() === "";
}

function eachLine(text: string, visit: (start: number, end: number) => void): void {
  const breaks = /\r\n|\n|\r/g;
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (let found = breaks.exec(text); found; found = breaks.exec(text)) {
    visit(start, found.index);
    start = breaks.lastIndex;
  }
  if (start < text.length) visit(start, text.length);
}
