/** Rows of tables in GitHub-flavoured Markdown (GFM 0.29, section 4.10). */

/** Offsets of the cells of a row, without the pipes; a pipe behind a backslash belongs to its cell. */
export function cellsOfRow(text: string, start: number, end: number): readonly (readonly [number, number])[] {
  const cells: [number, number][] = [];
  let from = start;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === PIPE) {
      cells.push([from, at]);
      from = at + 1;
    }
  }
  cells.push([from, end]);
  const blank = (cell: readonly [number, number] | undefined) => cell && text.slice(...cell).trim() === "";
  if (cells.length > 1 && blank(cells[0])) cells.shift();
  if (cells.length > 1 && blank(cells.at(-1))) cells.pop();
  return cells;
}

/** Whether a line is the rule below the head of a table with so many columns. */
export function isDelimiterRow(text: string, start: number, end: number, columns: number): boolean {
  let pipesOrColons = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === PIPE || code === COLON) pipesOrColons++;
    else if (code !== DASH && code !== SPACE && code !== TAB) return false;
  }
  if (pipesOrColons === 0) return false;
  const cells = cellsOfRow(text, start, end);
  return cells.length === columns && cells.every((cell) => /^[ \t]*:?-+:?[ \t]*$/.test(text.slice(...cell)));
}

export function hasPipe(text: string, start: number, end: number): boolean {
  return text.slice(start, end).includes("|");
}

const BACKSLASH = 92;
const COLON = 58;
const DASH = 45;
const PIPE = 124;
const SPACE = 32;
const TAB = 9;
