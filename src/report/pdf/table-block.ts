/** A table with its caption and its notes; the head stands again on every page. */
import type { Table } from "../table.ts";
import { fold, plain } from "./fold.ts";
import { type GridCell, gridOf } from "./grid.ts";
import { GAP, type LaidGrid, layGrid, lookOf, raised } from "./grid-layout.ts";
import { CAPTION, HAIRLINE, heightOf, INK, LEFT, NOTE, RULE, SIDEWAYS, UPRIGHT } from "./look.ts";
import type { Block, PageFlow } from "./page-flow.ts";
import type { Paper, Role } from "./paper.ts";
import { baseline, textBlock } from "./text-block.ts";

export function tableBlocks(paper: Paper, table: Table): readonly Block[] {
  const notes = [...(table.notes ?? []).map(({ mark, text }) => `(${mark}) ${text}`), ...table.footnotes];
  const { laid, sideways } = layGrid(paper, gridOf(table));
  return [
    ...(table.caption ? [textBlock(paper, plain(table.caption, 600), CAPTION, "Caption", { keepWithNext: true })] : []),
    ...laid.map((one, index) => gridBlock(paper, one, sideways, index === 0 ? 5 : 9)),
    ...notes.map((note) => textBlock(paper, plain(note), NOTE, "Note")),
  ];
}

interface LaidRow {
  readonly cells: readonly { readonly cell: GridCell; readonly lines: readonly string[] }[];
  readonly height: number;
}

/** A row is a line of cells with some space above and below. */
const PADDING = 2.6;

function gridBlock(paper: Paper, laid: LaidGrid, sideways: boolean, above: number): Block {
  const space = heightOf(sideways ? SIDEWAYS : UPRIGHT);
  const head = layRow(paper, laid, laid.grid.head);
  const rows = laid.grid.rows.map((row) => layRow(paper, laid, row));
  const total = rows.reduce((sum, { height }) => sum + height, head.height);
  const short = total <= space * 0.4;
  const beginning = rows.slice(0, 2).reduce((sum, { height }) => sum + Math.min(height, space / 4), head.height);
  return {
    above,
    start: Math.min(short ? total : beginning, space),
    sideways,
    draw: (flow) => paper.group("Table", () => drawRows(flow, laid, head, rows)),
  };
}

function layRow(paper: Paper, { size, widths }: LaidGrid, row: readonly GridCell[]): LaidRow {
  const cells = row.map((cell, index) => {
    const look = lookOf(cell, size);
    const marks = cell.marks === "" ? 0 : paper.width(cell.marks, raised(look)) + 1;
    const room = Math.max(size, (widths[index] ?? 0) - marks + 0.01);
    const lines = fold(paper, plain(cell.text, look.weight), look, room);
    return { cell, lines: lines.map((line) => line.map(({ text }) => text).join("")) };
  });
  const height = Math.max(1, ...cells.map(({ lines }) => lines.length)) * leadingOf(size) + 2 * PADDING;
  return { cells, height };
}

const leadingOf = (size: number): number => size * 1.3;

function drawRows(flow: PageFlow, laid: LaidGrid, head: LaidRow, rows: readonly LaidRow[]): void {
  const { paper } = flow;
  const wide = laid.widths.reduce((sum, width) => sum + width, GAP * (laid.widths.length - 1));
  const rule = (width: number, paint: typeof RULE): void =>
    paper.ornament(() => paper.stroke(`M${LEFT} ${flow.y}h${wide}`, paint, { width }));
  const begin = (again: boolean): void => {
    rule(0.8, RULE);
    if (head.height < heightOf(flow.page) / 2) {
      if (again) paper.ornament(() => drawRow(flow, laid, head));
      else paper.group("TR", () => drawRow(flow, laid, head, "TH"));
    } else if (!again) paper.group("TR", () => drawLongRow(flow, laid, head, () => rule(0.8, RULE)));
    rule(0.6, RULE);
  };
  begin(false);
  for (const [index, row] of rows.entries()) {
    const last = index === rows.length - 2 ? (rows[index + 1]?.height ?? 0) : 0;
    // The last row does not stand alone on a page, unless it must.
    const needed = row.height + (last < heightOf(flow.page) / 4 ? last : 0);
    if (needed > flow.room && rowFits(flow, row, head)) {
      rule(0.6, RULE);
      flow.nextPage();
      begin(true);
    } else if (index > 0) rule(0.4, HAIRLINE);
    paper.group("TR", () => {
      if (rowFits(flow, row, head)) drawRow(flow, laid, row, "TD");
      else drawLongRow(flow, laid, row, () => begin(true));
    });
  }
  rule(0.8, RULE);
}

const rowFits = ({ page }: PageFlow, row: LaidRow, head: LaidRow): boolean =>
  row.height <= heightOf(page) / 2 && row.height + head.height <= heightOf(page);

/** @param role what the cells are; absent where they only repeat what was read before */
function drawRow(flow: PageFlow, laid: LaidGrid, row: LaidRow, role?: Role): void {
  const { paper } = flow;
  let x: number = LEFT;
  for (const [index, { cell, lines }] of row.cells.entries()) {
    const at = x;
    // A head of fewer lines than its neighbours stands on the rule.
    const lower = cell.head ? row.height - 2 * PADDING - lines.length * leadingOf(laid.size) : 0;
    const draw = (): void => {
      for (const [number, line] of lines.entries())
        drawCellLine(flow, laid, {
          cell,
          line,
          index,
          x: at,
          y: lower + PADDING + number * leadingOf(laid.size),
          last: number === lines.length - 1,
        });
    };
    if (role) paper.leaf(role, draw);
    else draw();
    x += (laid.widths[index] ?? 0) + GAP;
  }
  flow.down(row.height);
}

/** A row that would leave half a page empty, line by line: readers aloud get its columns a line at a time. */
function drawLongRow(flow: PageFlow, laid: LaidGrid, row: LaidRow, begin: () => void): void {
  const leading = leadingOf(laid.size);
  const count = Math.max(...row.cells.map(({ lines }) => lines.length));
  for (let number = 0; number < count; number++) {
    if (leading + 2 * PADDING > flow.room) {
      flow.nextPage();
      begin();
    }
    flow.paper.leaf("TD", () => {
      let x: number = LEFT;
      for (const [index, { cell, lines }] of row.cells.entries()) {
        const line = lines[number];
        if (line !== undefined)
          drawCellLine(flow, laid, { cell, line, index, x, y: PADDING, last: number === lines.length - 1 });
        x += (laid.widths[index] ?? 0) + GAP;
      }
    });
    flow.down(leading);
  }
  flow.down(2 * PADDING);
}

/** @param place x of the column, y below the flow's place; marks stand behind the last line */
function drawCellLine(
  flow: PageFlow,
  laid: LaidGrid,
  place: {
    readonly cell: GridCell;
    readonly line: string;
    readonly index: number;
    readonly x: number;
    readonly y: number;
    readonly last: boolean;
  },
): void {
  const { paper } = flow;
  const { cell, line, index, last } = place;
  const look = lookOf(cell, laid.size);
  const marks = last ? cell.marks : "";
  const width = paper.width(line, look);
  const marksWidth = marks === "" ? 0 : paper.width(marks, raised(look)) + 1;
  const free = (laid.widths[index] ?? 0) - width - marksWidth;
  const x = place.x + (cell.alignment === "right" ? free : cell.alignment === "centre" ? free / 2 : 0);
  const y = baseline(flow.y + place.y, leadingOf(laid.size), laid.size);
  paper.text(line, { x, y }, look, INK);
  if (marks !== "") paper.text(marks, { x: x + width + 1, y: y - laid.size * 0.35 }, raised(look), INK);
}
