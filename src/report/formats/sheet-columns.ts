import { formatNumber } from "../number.ts";
import { formatPercent, isShare } from "../quantity.ts";
import { singleLine } from "../single-line.ts";
import type { Cell, Column, Table } from "../table.ts";
import type { SheetCell } from "./sheet-cell.ts";

/** A column of a sheet: a column of a table, one end of its intervals, or the units of its quantities. */
export interface SheetColumn {
  readonly key: string;
  readonly part: "value" | "low" | "high" | "unit";
  readonly head: string;
  readonly right: boolean;
  readonly cell: (cell: Cell) => SheetCell;
}

/** The columns of a sheet that holds a table. */
export function sheetColumns(table: Table): readonly SheetColumn[] {
  return table.columns.flatMap((column): readonly SheetColumn[] => {
    const head = headOf(column);
    const make = (part: SheetColumn["part"], words: string): SheetColumn => ({
      key: column.key,
      part,
      head: singleLine(words),
      right: column.alignment === "right" && part !== "unit",
      cell: (cell) => sheetCell(cell, column, part),
    });
    if (table.rows.some((row) => row[column.key]?.kind === "interval"))
      return [make("low", `${head}: low`), make("high", `${head}: high`)];
    return column.holds === "quantities" ? [make("value", head), make("unit", `${head}: unit`)] : [make("value", head)];
  });
}

function headOf(column: Column): string {
  const unit = column.holds === "numbers" && !isShare(column.unit) ? column.unit : "";
  return unit === "" ? column.label : `${column.label} (${unit})`;
}

function sheetCell(cell: Cell, column: Column, part: SheetColumn["part"]): SheetCell {
  switch (cell.kind) {
    case "empty":
      return cell;
    case "text":
      return part === "unit" || part === "high" ? { kind: "empty" } : { kind: "text", text: singleLine(cell.text) };
    case "number":
      if (part === "unit") return { kind: "text", text: singleLine(cell.unit ?? "") };
      return Number.isFinite(cell.value) ? numberOf(cell.value, cell, column) : { kind: "text", text: "unlimited" };
    case "interval": {
      const { low, high } = cell.interval;
      return numberOf(part === "high" ? high : low, cell, column);
    }
  }
}

function numberOf(value: number, cell: Extract<Cell, { kind: "number" | "interval" }>, column: Column): SheetCell {
  return { kind: "number", value, format: formatOf(value, cell, column) };
}

/** A number format that shows as many decimals as the text of the cell would. */
function formatOf(value: number, cell: Extract<Cell, { kind: "number" | "interval" }>, column: Column): string {
  const digits = cell.digits ?? (column.holds === "numbers" ? column.digits : { atMost: 6 });
  const share = isShare(cell.unit ?? (column.holds === "numbers" ? column.unit : ""));
  const text = share ? formatPercent(value, digits).replace("%", "") : formatNumber(value, digits);
  const decimals = text.split(".")[1]?.length ?? 0;
  const places = decimals === 0 ? "" : `.${"0".repeat(decimals)}`;
  return share ? `0${places}%` : `#,##0${places}`;
}
