/** The tables as a workbook. write-excel-file makes its parts; values that formulas have now are put in beside them. */
import writeXlsxFile, { type CellObject, type Sheet as FileSheet } from "write-excel-file/universal";
import type { DeliverableTable } from "../deliverable/deliverable-tables.ts";
import type { DeliverableView } from "../deliverable/shown-cell.ts";
import { addressText } from "./cell-address.ts";
import { repack, xmlText } from "./office-zip.ts";
import type { SheetCell } from "./sheet-cell.ts";
import { type Sheet, workbook } from "./workbook.ts";

export async function xlsxTables(tables: readonly DeliverableTable[], view: DeliverableView): Promise<Uint8Array> {
  const sheets = workbook(tables, view);
  const blob = await writeXlsxFile(sheets.map(fileSheet), { fontFamily: "Calibri", fontSize: 11 }).toBlob();
  return repack(new Uint8Array(await blob.arrayBuffer()), (name, xml) => {
    const sheet = sheets[Number(/^xl\/worksheets\/sheet(\d+)\.xml$/.exec(name)?.[1]) - 1];
    return sheet ? fitToWidth(withValues(xml, sheet)) : xml;
  });
}

/** Two lines, in points. */
const HEAD_HEIGHT = 30;

function fileSheet({ name, rows, headRows, widths }: Sheet): FileSheet<Blob> {
  return {
    sheet: name,
    data: rows.map((row) => row.map(fileCell)),
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: headRows,
    orientation: "landscape",
  };
}

function fileCell(cell: SheetCell): CellObject | null {
  switch (cell.kind) {
    case "empty":
      return null;
    case "title":
      return { value: xmlText(cell.text), type: String, fontWeight: "bold" };
    case "head":
      return {
        value: xmlText(cell.text),
        type: String,
        fontWeight: "bold",
        wrap: true,
        alignVertical: "bottom",
        bottomBorderStyle: "thin",
        height: HEAD_HEIGHT,
        ...(cell.right && { align: "right" as const }),
      };
    // Text of a plan is the value of a string cell, which no spreadsheet takes for a formula.
    case "text":
      return cell.text === "" ? null : { value: xmlText(cell.text), type: String, indent: 1 };
    case "number": {
      const format = cell.format === "General" ? {} : { format: cell.format };
      return cell.formula === undefined
        ? { value: cell.value, type: Number, ...format }
        : { value: cell.formula, type: "Formula", ...format };
    }
  }
}

/** Printed, a sheet is as wide as the page and as long as it needs. */
const fitToWidth = (xml: string): string =>
  xml
    .replace(/<worksheet[^>]*>/, '$&<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace("<pageSetup ", '<pageSetup fitToHeight="0" ');

/** A formula without a value shows nothing in a preview, and nothing to a program that does not compute. */
function withValues(xml: string, { name, rows }: Sheet): string {
  const values = new Map(
    rows.flatMap((row, y) =>
      row.flatMap((cell, x) =>
        cell.kind === "number" && cell.formula !== undefined
          ? [[addressText({ sheet: name, column: x, row: y }, name), cell.value] as const]
          : [],
      ),
    ),
  );
  return xml.replace(/(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*<\/f>)(<\/c>)/g, (whole, start, address, end) => {
    const value = values.get(address);
    return value === undefined ? whole : `${start}<v>${value}</v>${end}`;
  });
}
