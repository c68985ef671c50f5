/** How a table fits between the margins: the size of its letters and the width of each column. */
import { breakable } from "./fold.ts";
import { type Grid, type GridCell, transposed, withColumns } from "./grid.ts";
import { SIDEWAYS, TABLE_SIZES, UPRIGHT, widthOf } from "./look.ts";
import type { Paper, TextLook } from "./paper.ts";

export interface LaidGrid {
  readonly grid: Grid;
  readonly size: number;
  readonly widths: readonly number[];
}

/** Space between two columns. */
export const GAP = 10;

type Measure = Pick<Paper, "width">;

/**
 * The best of these that fits: the table as it is or smaller; on its side, where it has more columns than rows; on a page
 * on its side, where it is long; upright with names broken; cut into several tables that each begin with the first column.
 */
export function layGrid(
  measure: Measure,
  grid: Grid,
): { readonly laid: readonly LaidGrid[]; readonly sideways: boolean } {
  const [upright, across] = [widthOf(UPRIGHT), widthOf(SIDEWAYS)];
  const few = grid.rows.length < grid.head.length;
  const long = grid.rows.length > LONG;
  const whole =
    fitted(measure, grid, upright, WHOLE_WORDS) ??
    (few ? fitted(measure, transposed(grid), upright, WHOLE_WORDS) : undefined) ??
    (long ? undefined : fitted(measure, grid, upright, BROKEN_WORDS));
  if (whole) return { laid: [whole], sideways: false };
  const wide = long
    ? (fitted(measure, grid, across, WHOLE_WORDS) ?? fitted(measure, grid, across, BROKEN_WORDS))
    : undefined;
  return wide ? { laid: [wide], sideways: true } : { laid: cutIntoParts(measure, grid, upright), sideways: false };
}

/** A table with more rows is worth a page of its own. */
const LONG = 12;

function fitted(measure: Measure, grid: Grid, width: number, attempts: typeof WHOLE_WORDS): LaidGrid | undefined {
  const room = roomFor(grid.head.length, width);
  for (const { size, word } of attempts) {
    const shapes = shapesOf(measure, grid, size, word);
    if (sum(shapes.map(({ least }) => least)) <= room) return { grid, size, widths: shared(shapes, room) };
  }
  return undefined;
}

/** Sizes of letters, the best first; a word wider than `word` may be broken within: a name with dots, an address. */
const WHOLE_WORDS = TABLE_SIZES.map((size) => ({ size, word: 64 }));
const BROKEN_WORDS = [7.5, 7].map((size) => ({ size, word: 30 }));

/** As many columns as fit beside the first; one that does not even fit alone is narrowed, and its words are cut. */
function cutIntoParts(measure: Measure, grid: Grid, width: number): readonly LaidGrid[] {
  const size = Math.min(...TABLE_SIZES);
  const shapes = shapesOf(measure, grid, size, 30).map(({ least, natural }) => ({
    least: Math.min(least, (width - GAP) / 2),
    natural,
  }));
  const parts: number[][] = [];
  let part: number[] = [0];
  for (const index of shapes.keys()) {
    if (index === 0) continue;
    const longer = [...part, index];
    if (part.length > 1 && sum(longer.map((one) => shapes[one]?.least ?? 0)) > roomFor(longer.length, width)) {
      parts.push(part);
      part = [0, index];
    } else part = longer;
  }
  return [...parts, part].map((columns) => ({
    grid: withColumns(grid, columns),
    size,
    widths: shared(
      columns.flatMap((index) => shapes[index] ?? []),
      roomFor(columns.length, width),
    ),
  }));
}

const roomFor = (columns: number, width: number): number => width - GAP * (columns - 1);

interface Shape {
  /** The widest piece that must stay in one line. */
  readonly least: number;
  /** Width of each cell's text, in one line. */
  readonly natural: readonly number[];
}

function shapesOf(measure: Measure, grid: Grid, size: number, word: number): readonly Shape[] {
  return grid.head.map((head, index) => {
    const cells = [head, ...grid.rows.flatMap((row) => row[index] ?? [])];
    const shapes = cells.map((cell) => shapeOf(measure, cell, size, word));
    return {
      least: shapes.reduce((most, { least }) => Math.max(most, least), size),
      natural: shapes.map(({ natural }) => natural),
    };
  });
}

function shapeOf(measure: Measure, cell: GridCell, size: number, word: number) {
  const look = lookOf(cell, size);
  const marks = cell.marks === "" ? 0 : measure.width(cell.marks, raised(look)) + 1;
  const lengthOf = (text: string): number => measure.width(text, look);
  const natural = lengthOf(cell.text) + marks;
  if (cell.whole) return { least: natural, natural };
  const words = cell.text.split(" ").flatMap((one) => (lengthOf(one) > word ? breakable(one) : [one]));
  const widest = words.reduce((most, one) => Math.max(most, lengthOf(one)), 0);
  return { least: Math.min(widest, LONGEST) + marks, natural };
}

/** A word that cannot be broken well is cut where it is wider than this. */
const LONGEST = 124;

export const lookOf = (cell: GridCell, size: number): TextLook => ({
  size,
  weight: cell.head ? 600 : 400,
  ...(cell.alignment === "right" && { tabular: true }),
});

/** Marks of notes, above the line. */
export const raised = (look: TextLook): TextLook => ({ ...look, size: look.size * 0.7 });

/**
 * Natural widths where they fit. Else every column begins at its least, and what is left goes in small steps to where it
 * saves most: a cell that needs n lines weighs n², so that one high cell counts more than many low ones.
 */
function shared(shapes: readonly Shape[], room: number): readonly number[] {
  const natural = shapes.map((shape) => shape.natural.reduce((most, width) => Math.max(most, width), shape.least));
  if (sum(natural) <= room) return natural;
  const widths = shapes.map(({ least }) => least);
  const step = (room - sum(widths)) / STEPS;
  const height = ({ natural: texts }: Shape, width: number): number =>
    texts.reduce((total, text) => total + Math.max(1, text / width) ** 2, 0);
  const gains = shapes.map((shape, index) => {
    const width = widths[index] ?? 0;
    return height(shape, width) - height(shape, width + step);
  });
  for (let given = 0; given < STEPS; given++) {
    const best = gains.reduce((most, gain, index) => (gain > (gains[most] ?? 0) ? index : most), 0);
    const shape = shapes[best];
    if (shape === undefined) break;
    const width = (widths[best] ?? 0) + step;
    widths[best] = width;
    gains[best] = height(shape, width) - height(shape, width + step);
  }
  return widths;
}

const STEPS = 200;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
