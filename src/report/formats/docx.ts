/** The tables as a Word document: real tables with numbered captions and heads that repeat on every page. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  type IBorderOptions,
  Packer,
  PageOrientation,
  Paragraph,
  SimpleField,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
  Table as WordTable,
} from "docx";
import { cellsOf, cellText, headText } from "../cell-text.ts";
import type { DeliverableTable } from "../deliverable/deliverable-tables.ts";
import { singleLine } from "../single-line.ts";
import type { Alignment, Cell, Column, Row, Table } from "../table.ts";
import { repack, xmlText } from "./office-zip.ts";

/** @param title of the document, in its properties */
export async function docxTables(tables: readonly DeliverableTable[], title: string): Promise<Uint8Array> {
  const document = new Document({
    creator: "llmplan",
    lastModifiedBy: "llmplan",
    title: clean(title),
    styles: STYLES,
    sections: [
      {
        properties: { page: { size: { orientation: PageOrientation.LANDSCAPE }, margin: MARGIN } },
        children: tables.flatMap((made, index) => [
          captionOf(made, index === 0),
          wordTable(made.table),
          ...notesOf(made.table),
        ]),
      },
    ],
  });
  return repack(await Packer.toBuffer(document));
}

/** Twentieths of a point. */
const MARGIN = { top: 1000, bottom: 1000, left: 1000, right: 1000 };
/** Width between the margins of an A4 page on its side, in the same unit. */
const TEXT_WIDTH = 16838 - 2000;

const STYLES = {
  default: { document: { run: { font: "Calibri", size: 20 } } },
  paragraphStyles: [
    {
      id: "Caption",
      name: "caption",
      basedOn: "Normal",
      quickFormat: true,
      run: { bold: true, size: 20 },
      paragraph: { keepNext: true, spacing: { before: 360, after: 80 } },
    },
    {
      id: "TableText",
      name: "Table Text",
      basedOn: "Normal",
      quickFormat: true,
      run: { size: 18 },
      paragraph: { spacing: { before: 20, after: 20 } },
    },
    {
      id: "TableHead",
      name: "Table Head",
      basedOn: "TableText",
      quickFormat: true,
      run: { bold: true },
      paragraph: { keepNext: true },
    },
    {
      id: "TableNote",
      name: "Table Note",
      basedOn: "TableText",
      quickFormat: true,
      run: { size: 16 },
      paragraph: { spacing: { before: 60 } },
    },
  ],
};

/**
 * "Table N": a field that counts, so that the number follows the place where an author pastes the table.
 *
 * @param first begins to count at the number that the table has in the deliverable
 */
function captionOf({ number, table }: DeliverableTable, first: boolean): Paragraph {
  return new Paragraph({
    style: "Caption",
    children: [
      new TextRun("Table "),
      new SimpleField(`SEQ Table \\* ARABIC${first ? ` \\r ${number}` : ""}`, String(number)),
      new TextRun(`: ${clean(table.caption)}`),
    ],
  });
}

function wordTable(table: Table): WordTable {
  const widths = columnWidths(table);
  return new WordTable({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    borders: BORDERS,
    rows: [headRow(table, widths), ...table.rows.map((row) => bodyRow(table, row, widths))],
  });
}

function headRow(table: Table, widths: readonly number[]): TableRow {
  return new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: table.columns.map((column, index) =>
      cellOf("TableHead", column, [new TextRun(clean(headText(column)))], widths[index], { bottom: RULE }),
    ),
  });
}

function bodyRow(table: Table, row: Row, widths: readonly number[]): TableRow {
  return new TableRow({
    cantSplit: true,
    children: cellsOf(table, row).map(({ column, cell }, index) =>
      cellOf("TableText", column, runsOf(cell, column), widths[index], {}),
    ),
  });
}

function cellOf(
  style: string,
  { alignment }: Column,
  children: TextRun[],
  width: number | undefined,
  borders: { readonly bottom?: IBorderOptions },
): TableCell {
  return new TableCell({
    width: { size: width ?? 0, type: WidthType.DXA },
    verticalAlign: style === "TableHead" ? VerticalAlign.BOTTOM : VerticalAlign.TOP,
    margins: { left: 80, right: 80 },
    borders,
    children: [new Paragraph({ style, alignment: ALIGNMENTS[alignment], children })],
  });
}

function runsOf(cell: Cell, column: Column): TextRun[] {
  const text = new TextRun(clean(cellText(cell, column)));
  const { marks = [] } = cell;
  return marks.length === 0 ? [text] : [text, new TextRun({ text: marks.join(", "), superScript: true })];
}

function notesOf({ notes = [], footnotes }: Table): readonly Paragraph[] {
  return [
    ...notes.map(({ mark, text }) => [new TextRun({ text: mark, superScript: true }), new TextRun(` ${clean(text)}`)]),
    ...footnotes.map((note) => [new TextRun(clean(note))]),
  ].map((children) => new Paragraph({ style: "TableNote", children }));
}

const RULE: IBorderOptions = { style: BorderStyle.SINGLE, size: 4, color: "000000" };
const EDGE: IBorderOptions = { style: BorderStyle.SINGLE, size: 8, color: "000000" };
const NO_RULE: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: "auto" };

const BORDERS = {
  top: EDGE,
  bottom: EDGE,
  left: NO_RULE,
  right: NO_RULE,
  insideHorizontal: NO_RULE,
  insideVertical: NO_RULE,
};

const ALIGNMENTS: Readonly<Record<Alignment, (typeof AlignmentType)[keyof typeof AlignmentType]>> = {
  left: AlignmentType.LEFT,
  right: AlignmentType.RIGHT,
  centre: AlignmentType.CENTER,
};

/** Widths of the columns: no word of a head is broken, and long texts fold where the page is too narrow. */
function columnWidths(table: Table): readonly number[] {
  const shapes = table.columns.map((column) => {
    const words = headText(column).split(" ");
    const texts = table.rows.map((row) => cellText(row[column.key] ?? { kind: "empty" }, column).length);
    const least = Math.max(...words.map(({ length }) => length), 4) * BOLD_LETTER + GAP;
    return { least, natural: Math.max(least, Math.min(40, Math.max(...texts, 0)) * LETTER + GAP) };
  });
  const sum = (key: "least" | "natural"): number => shapes.reduce((total, shape) => total + shape[key], 0);
  const [least, natural] = [sum("least"), sum("natural")];
  if (natural <= TEXT_WIDTH) return shapes.map((shape) => Math.round((shape.natural * TEXT_WIDTH) / natural));
  const given = Math.max(0, TEXT_WIDTH - least) / (natural - least);
  return shapes.map((shape) => Math.round(shape.least + (shape.natural - shape.least) * given));
}

/** Width of a letter in the text of a table and in its head, and of the space between columns. */
const LETTER = 100;
const BOLD_LETTER = 145;
const GAP = 180;

const clean = (text: string): string => xmlText(singleLine(text));
