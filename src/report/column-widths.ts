/** How wide each column of a terminal table may be. */
import type { Column } from "./table.ts";

/** A text column is folded down to this, and no further: below it words fall apart. */
const NARROWEST = 12;

/**
 * Natural widths where they fit; else the widest column that may gives way, one character at a time. A number is never
 * folded, only the words above it. A terminal too narrow even so gets a table wider than itself.
 *
 * @param gap characters between two columns
 */
export function columnWidths(spec: {
  readonly columns: readonly Column[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly width: number;
  readonly gap: number;
}): readonly number[] {
  const { columns, head, rows, width, gap } = spec;
  const widest = (index: number, texts: readonly (readonly string[])[]): number =>
    texts.reduce((most, row) => Math.max(most, lengthOf(row[index] ?? "")), 1);
  const shapes = columns.map((column, index) => {
    const natural = widest(index, [head, ...rows]);
    const word = Math.max(...(head[index] ?? "").split(" ").map(lengthOf));
    const least = column.holds === "numbers" ? Math.max(word, widest(index, rows)) : Math.min(natural, NARROWEST);
    return { natural, least };
  });
  return shrink(shapes, width - gap * (columns.length - 1));
}

/** Characters as a terminal counts them, for the scripts we write in. */
export function lengthOf(text: string): number {
  return [...text].length;
}

function shrink(
  shapes: readonly { readonly natural: number; readonly least: number }[],
  room: number,
): readonly number[] {
  const widths = shapes.map(({ natural }) => natural);
  for (let excess = widths.reduce((total, width) => total + width, 0) - room; excess > 0; excess--) {
    const able = [...shapes.keys()].filter((index) => (widths[index] ?? 0) > (shapes[index]?.least ?? 0));
    const [first, ...others] = able;
    if (first === undefined) break;
    const widest = others.reduce((best, index) => ((widths[index] ?? 0) > (widths[best] ?? 0) ? index : best), first);
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
