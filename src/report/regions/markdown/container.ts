/** Blocks of Markdown that hold other blocks (CommonMark 0.31, section 5), and footnotes (GitHub). */
import { indentOf, type LineCursor, skipColumns, skipTo } from "./line-cursor.ts";

export type Container =
  | { readonly kind: "quote" }
  /** `width`: columns that a line must be indented by to belong to it. `empty`: its first line was blank. */
  | { readonly kind: "item"; readonly width: number; empty: boolean }
  | { readonly kind: "footnote" };

/** Moves the cursor behind what marks a line as part of an open container; false where it is not part of it. */
export function continues(container: Container, text: string, cursor: LineCursor): boolean {
  const { next, indent } = indentOf(text, cursor);
  const blank = next === cursor.end;
  switch (container.kind) {
    case "quote": {
      if (indent > 3 || text.charAt(next) !== ">" || blank) return false;
      skipQuoteMark(text, cursor, next);
      return true;
    }
    case "item": {
      if (blank) return !container.empty;
      if (indent < container.width) return false;
      container.empty = false;
      skipColumns(text, cursor, container.width);
      return true;
    }
    case "footnote": {
      if (!blank && indent < 4) return false;
      skipColumns(text, cursor, 4);
      return true;
    }
  }
}

/**
 * A container that begins at the cursor, which then stands behind its mark.
 *
 * @param interrupts whether the line would otherwise go on with a paragraph; few lists may then begin
 */
export function containerStart(text: string, cursor: LineCursor, interrupts: boolean): Container | undefined {
  const { next, indent } = indentOf(text, cursor);
  if (indent > 3 || next === cursor.end) return undefined;
  const first = text.charAt(next);
  if (first === ">") {
    skipQuoteMark(text, cursor, next);
    return { kind: "quote" };
  }
  if (first === "[") {
    const mark = /\[\^[^\]\s[]+\]:/y;
    mark.lastIndex = next;
    if (!mark.test(text) || mark.lastIndex > cursor.end) return undefined;
    skipTo(text, cursor, next, mark.lastIndex - next);
    skipColumns(text, cursor, Number.POSITIVE_INFINITY);
    return { kind: "footnote" };
  }
  return itemStart(text, cursor, interrupts, next, indent);
}

function skipQuoteMark(text: string, cursor: LineCursor, next: number): void {
  skipTo(text, cursor, next, 1);
  skipColumns(text, cursor, 1);
}

function itemStart(
  text: string,
  cursor: LineCursor,
  interrupts: boolean,
  next: number,
  indent: number,
): Container | undefined {
  const mark = /(?:[*+-]|(\d{1,9})[.)])(?=[ \t\r\n]|$)/y;
  mark.lastIndex = next;
  const found = mark.exec(text);
  if (!found) return undefined;
  const behind: LineCursor = { ...cursor };
  skipTo(text, behind, next, found[0].length);
  const gap = indentOf(text, behind);
  const blank = gap.next >= cursor.end;
  if (interrupts && (blank || (found[1] ?? "1") !== "1")) return undefined;
  const padding = blank || gap.indent > 4 ? 1 : gap.indent;
  skipColumns(text, behind, padding);
  Object.assign(cursor, behind);
  return { kind: "item", width: indent + found[0].length + padding, empty: blank };
}
