/**
 * The one table type. Everything that prints a table (Markdown, CSV, terminal, and later HTML, LaTeX, DOCX, XLSX) renders
 * this; numbers keep full precision here and are rounded only when rendered.
 */
import type { Interval } from "./interval.ts";
import type { Digits } from "./number.ts";

export type Alignment = "left" | "right" | "centre";

interface ColumnFacts {
  readonly key: string;
  readonly label: string;
  readonly alignment: Alignment;
}

export interface TextColumn extends ColumnFacts {
  readonly holds: "text";
}

/** `unit` as in `formatQuantity`; empty where the label says it all. */
export interface NumberColumn extends ColumnFacts {
  readonly holds: "numbers";
  readonly unit: string;
  readonly digits: Digits;
}

/** Numbers of different kinds under each other: every cell brings its own unit and digits. */
export interface QuantityColumn extends ColumnFacts {
  readonly holds: "quantities";
}

export type Column = TextColumn | NumberColumn | QuantityColumn;

/** `digits` and `unit` of a cell win over those of its column: a column of figures of different kinds needs that. */
export type Cell = (
  | {
      readonly kind: "number";
      readonly value: number;
      readonly unit?: string;
      readonly digits?: Digits;
      readonly of?: CellOrigin;
    }
  | { readonly kind: "interval"; readonly interval: Interval; readonly unit?: string; readonly digits?: Digits }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "empty" }
) & {
  /** Marks of notes about this cell: `a`. */
  readonly marks?: readonly string[];
};

/** The figure or assumption that a number is, and what it was divided by for reading. */
export interface CellOrigin {
  readonly id: string;
  readonly scale: number;
}

export type Row = Readonly<Record<string, Cell>>;

export interface Table {
  /** Kebab-case; the name of files made of it. */
  readonly name: string;
  /** Empty where the place says it. */
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** What the rows are called in the plan, where they have such names. */
  readonly rowKeys?: readonly string[];
  readonly footnotes: readonly string[];
  /** Notes about single cells, each with the mark that its cells carry. */
  readonly notes?: readonly MarkedNote[];
}

export interface MarkedNote {
  readonly mark: string;
  readonly text: string;
}

/** Checks that every row has a cell for every column and nothing else, so that a renderer need not ask. */
export function table(spec: Table): Table {
  const keys = spec.columns.map((column) => column.key);
  if (new Set(keys).size !== keys.length) throw new RangeError(`table ${spec.name}: two columns share a key`);
  if (spec.rowKeys && spec.rowKeys.length !== spec.rows.length)
    throw new RangeError(`table ${spec.name}: ${spec.rows.length} rows and ${spec.rowKeys.length} names of rows`);
  for (const [index, row] of spec.rows.entries()) {
    const missing = keys.filter((key) => row[key] === undefined);
    const extra = Object.keys(row).filter((key) => !keys.includes(key));
    if (missing.length + extra.length > 0) {
      throw new RangeError(`table ${spec.name}, row ${index + 1}: missing [${missing}], not a column [${extra}]`);
    }
  }
  return spec;
}

/** Text, left-aligned. */
export function textColumn(key: string, label: string): TextColumn {
  return { holds: "text", key, label, alignment: "left" };
}

/** Numbers, right-aligned. */
export function numberColumn(spec: {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly digits: Digits;
}): NumberColumn {
  return { holds: "numbers", alignment: "right", ...spec };
}

/** Numbers with units of their own, right-aligned. */
export function quantityColumn(key: string, label: string): QuantityColumn {
  return { holds: "quantities", key, label, alignment: "right" };
}

export const emptyCell: Cell = { kind: "empty" };

export function textCell(text: string): Cell {
  return { kind: "text", text };
}

export function numberCell(value: number, digits?: Digits): Cell {
  return digits === undefined ? { kind: "number", value } : { kind: "number", value, digits };
}
