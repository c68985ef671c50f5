/**
 * The tables as sheets of cells: numbers as numbers, and for what is computed a formula that leads back to the sheet of
 * assumptions. Where a figure is a median over drawn plans no formula of cells gives it, and it stands as a number.
 */
import type { ListedAssumption } from "../../analysis/assumption-list.ts";
import { cellsOf } from "../cell-text.ts";
import type { DeliverableTable } from "../deliverable/deliverable-tables.ts";
import type { DeliverableView } from "../deliverable/shown-cell.ts";
import { singleLine } from "../single-line.ts";
import type { Table } from "../table.ts";
import { addressText, type CellAddress } from "./cell-address.ts";
import type { SheetCell } from "./sheet-cell.ts";
import { type SheetColumn, sheetColumns } from "./sheet-columns.ts";
import { spreadsheetFormula } from "./spreadsheet-formula.ts";

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly SheetCell[])[];
  /** Rows above the data, which stay in sight. */
  readonly headRows: number;
  /** In characters. */
  readonly widths: readonly number[];
}

/** Where numbers stand, by the id of the figure or assumption; the first place that shows one is its home. */
type Homes = ReadonlyMap<string, Home>;

interface Home extends CellAddress {
  /** What the number was divided by for reading. */
  readonly scale: number;
}

/** A sheet for each table, then one with every assumption. */
export function workbook(tables: readonly DeliverableTable[], view: DeliverableView): readonly Sheet[] {
  const assumptions = [...view.assumptions.values()];
  const homes = new Map<string, Home>();
  for (const [index, { id, value }] of assumptions.entries())
    if (typeof value === "number")
      homes.set(id, { sheet: ASSUMPTIONS, column: VALUE_COLUMN, row: HEAD_ROWS + index, scale: 1 });
  for (const { table } of tables) for (const home of homesIn(table)) if (!homes.has(home.id)) homes.set(home.id, home);
  return [...tables.map((made) => tableSheet(made, view, homes)), assumptionsSheet(assumptions)];
}

const ASSUMPTIONS = "Assumptions";
/** Title and head. */
const HEAD_ROWS = 2;
const VALUE_COLUMN = 2;

function homesIn(table: Table): readonly (Home & { readonly id: string })[] {
  const columns = sheetColumns(table);
  return table.rows.flatMap((cells, row) =>
    columns.flatMap(({ key, part }, column) => {
      const cell = cells[key];
      if (part !== "value" || cell?.kind !== "number" || !cell.of || !Number.isFinite(cell.value)) return [];
      return [{ ...cell.of, sheet: table.name, column, row: HEAD_ROWS + row }];
    }),
  );
}

function tableSheet({ number, table }: DeliverableTable, view: DeliverableView, homes: Homes): Sheet {
  const columns = sheetColumns(table);
  const here = homesIn(table);
  const rows = table.rows.map((cells, index) => {
    const row = HEAD_ROWS + index;
    const own = new Map(here.filter((home) => home.row === row).map((home) => [home.id, home]));
    return columns.map((column, position): SheetCell => {
      const made = column.cell(cells[column.key] ?? { kind: "empty" });
      const id = here.find((home) => home.row === row && home.column === position)?.id;
      if (made.kind !== "number" || id === undefined) return made;
      const formula = formulaAt({ sheet: table.name, column: position, row }, id, { view, homes, own });
      return formula === undefined ? made : { ...made, formula };
    });
  });
  const notes = [
    ...notesOf(table),
    ...table.footnotes.map(singleLine),
    ...(here.some(({ id }) => view.figures[id]?.interval90) ? [DRAWN] : []),
  ].map((text): readonly SheetCell[] => [{ kind: "text", text }]);
  return {
    name: table.name,
    rows: [
      [{ kind: "title", text: singleLine(`Table ${number}. ${table.caption}`) }],
      columns.map(({ head, right }): SheetCell => ({ kind: "head", text: head, right })),
      ...rows,
      ...(notes.length > 0 ? [[], ...notes] : []),
    ],
    headRows: HEAD_ROWS,
    widths: columns.map((column) => widthOf(column, table)),
  };
}

const DRAWN = "Figures with a 90% interval are medians over drawn plans; they are numbers here, without formulas.";

interface Surroundings {
  readonly view: DeliverableView;
  readonly homes: Homes;
  /** The numbers in the same row, which a reader looks at first. */
  readonly own: Homes;
}

/** The formula of a cell; nothing for a cell whose number no other cells give. */
function formulaAt(place: CellAddress, id: string, { view, homes, own }: Surroundings): string | undefined {
  const reference = ({ scale, ...address }: Home, divided: number): string => {
    const text = addressText(address, place.sheet);
    if (scale === divided) return text;
    return scale > divided ? `${text}*${scale / divided}` : `${text}/${divided / scale}`;
  };
  const isHere = (home: Home | undefined): boolean =>
    home?.sheet === place.sheet && home.column === place.column && home.row === place.row;
  const scaleHere = own.get(id)?.scale ?? 1;
  const home = homes.get(id);
  if (home && !isHere(home)) return reference(home, scaleHere);

  const operand = (input: string): string | undefined => {
    const found = own.get(input) ?? homes.get(input);
    const text = found && !isHere(found) ? reference(found, 1) : definition(input);
    return text === undefined || /^[\w.'!-]+$/.test(text) ? text : `(${text})`;
  };
  const definition = (figure: string): string | undefined => {
    const result = view.figures[figure];
    return result && !result.interval90 ? spreadsheetFormula(result, operand) : undefined;
  };
  const formula = definition(id)?.replace(/^\(([^()]*)\)$/, "$1");
  return formula === undefined || scaleHere === 1 ? formula : `(${formula})/${scaleHere}`;
}

/** The notes of a table, each with the cells it is about. */
function notesOf(table: Table): readonly string[] {
  return (table.notes ?? []).map(({ mark, text }) => {
    const about = table.rows.flatMap((row) =>
      cellsOf(table, row)
        .filter(({ cell }) => cell.marks?.includes(mark))
        .map(({ column }) => {
          const [first] = cellsOf(table, row);
          return `${first?.cell.kind === "text" ? first.cell.text : ""}, ${column.label}`;
        }),
    );
    return singleLine(`${about.join("; ")}: ${text}`);
  });
}

const WIDEST = 60;

function widthOf({ key, head, cell }: SheetColumn, table: Table): number {
  const texts = table.rows.map((row) => {
    const made = cell(row[key] ?? { kind: "empty" });
    return made.kind === "text" ? made.text.length : 10;
  });
  // Heads have two lines.
  const words = Math.max(head.length / 2, ...head.split(" ").map((word) => word.length));
  return Math.min(WIDEST, Math.ceil(Math.max(...texts, words * 1.2)) + 3);
}

function assumptionsSheet(assumptions: readonly ListedAssumption[]): Sheet {
  const heads = [
    "Assumption",
    "What it is",
    "Value",
    "Unit",
    "90% interval: low",
    "90% interval: high",
    "Provenance",
    "Source",
    "Note",
  ];
  const plain = (value: number): SheetCell => ({ kind: "number", value, format: "General" });
  const text = (words: string): SheetCell => ({ kind: "text", text: singleLine(words) });
  const rows = assumptions.map(
    ({ id, label, value, unit, interval90, provenance, source, note }): readonly SheetCell[] => [
      text(id),
      text(label),
      typeof value === "number" ? plain(value) : text(value),
      text(unit),
      ...(interval90 ? interval90.map(plain) : [EMPTY, EMPTY]),
      text(provenance),
      text(source),
      text(note ?? ""),
    ],
  );
  return {
    name: ASSUMPTIONS,
    rows: [
      [{ kind: "title", text: "Assumptions: change a value here, and every formula follows" }],
      heads.map((head): SheetCell => ({ kind: "head", text: head })),
      ...rows,
    ],
    headRows: HEAD_ROWS,
    widths: [48, 36, 14, 22, 12, 12, 12, WIDEST, WIDEST],
  };
}

const EMPTY: SheetCell = { kind: "empty" };
