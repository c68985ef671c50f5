/**
 * A place in a line of Markdown, counted in characters and in columns: a tab reaches to the next multiple of four, and
 * a container may take a part of it (CommonMark 0.31, section 2.2).
 */
export interface LineCursor {
  /** Offset of the next character. */
  at: number;
  column: number;
  /** Offset after the last character of the line, before its break. */
  end: number;
}

/** The next character that is no blank: its offset, and how many columns away it is. */
export function indentOf(
  text: string,
  { at, column, end }: LineCursor,
): { readonly next: number; readonly indent: number } {
  let next = at;
  let reached = column;
  for (; next < end; next++) {
    const code = text.charCodeAt(next);
    if (code === SPACE) reached += 1;
    else if (code === TAB) reached += 4 - (reached % 4);
    else break;
  }
  return { next, indent: reached - column };
}

/** Moves over blanks, at most so many columns. */
export function skipColumns(text: string, cursor: LineCursor, columns: number): void {
  const target = cursor.column + columns;
  while (cursor.column < target && cursor.at < cursor.end) {
    const code = text.charCodeAt(cursor.at);
    if (code === SPACE) {
      cursor.at++;
      cursor.column++;
    } else if (code === TAB) {
      const stop = cursor.column + 4 - (cursor.column % 4);
      cursor.column = Math.min(target, stop);
      if (cursor.column === stop) cursor.at++;
    } else return;
  }
}

/** Moves over blanks and a number of other characters. */
export function skipTo(text: string, cursor: LineCursor, next: number, characters: number): void {
  const { indent } = indentOf(text, cursor);
  cursor.column += indent + characters;
  cursor.at = next + characters;
}

const SPACE = 32;
const TAB = 9;
