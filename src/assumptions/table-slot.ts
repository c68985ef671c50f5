import { z } from "zod";
import type { Place, Provenance } from "../analysis/node.ts";
import type { Cell, Column } from "./cell.ts";
import { type Draft, draft, type Position } from "./draft.ts";
import { factFields, unitField, type WrittenFacts } from "./leaf-facts.ts";
import { isRowKey } from "./row-key.ts";
import { requireUnits } from "./table-units.ts";

type Columns = Readonly<Record<string, Column<unknown>>>;
type ResultOf<C> = C extends Column<infer Result> ? Result : never;
type OptionalKeys<C extends Columns> = {
  [Key in keyof C]: undefined extends ResultOf<C[Key]> ? Key : never;
}[keyof C];

/** A row with its leaves and words; a cell that was left out is absent. */
type Row<C extends Columns> = RowFacts & {
  readonly [Key in Exclude<keyof C, OptionalKeys<C>>]: ResultOf<C[Key]>;
} & { readonly [Key in OptionalKeys<C>]?: Exclude<ResultOf<C[Key]>, undefined> };

interface RowFacts {
  /** As written, or the row's key. */
  readonly label: string;
  readonly source: string;
  readonly provenance: Provenance;
  readonly note?: string;
  readonly place: Place;
}

export interface Table<C extends Columns> {
  readonly source: string;
  readonly provenance: Provenance;
  readonly note?: string;
  readonly rows: Readonly<Record<string, Row<C>>>;
}

/**
 * Rows that share a source: `{source, provenance, units: {column: unit}, rows: {key: {label, column: value, …}}}`.
 * A row may state its own source, provenance and note.
 */
export function table<const C extends Columns>(spec: {
  readonly label: string;
  readonly columns: C;
}): z.ZodType<Draft<Table<C>>> {
  const columns = Object.entries(spec.columns);
  const measured = columns.flatMap(([key, { units }]) => (units ? [[key, units] as const] : []));
  const { source, provenance, note } = factFields;
  const row = z.strictObject(
    {
      label: z
        .string({ error: () => "text" })
        .optional()
        .meta({ description: "Name for tables and charts" }),
      source: source.optional(),
      provenance: provenance.optional(),
      note,
      ...Object.fromEntries(columns.map(([key, { schema }]) => [key, schema])),
    },
    { error: ({ code }) => (code === "invalid_type" ? "a map of cells" : undefined) },
  );
  const rows = z.record(
    z.string().refine(isRowKey, { error: () => "a row key: a-z, then a-z, 0-9 and _, and no word of the plan's own" }),
    row,
    { error: ({ code }) => (code === "invalid_type" ? "a map of rows" : undefined) },
  );
  const units = z.strictObject(Object.fromEntries(measured.map(([key, unit]) => [key, unitField(unit).optional()])));
  const unitTexts = new Map(measured.map(([key, unit]) => [key, unit.join(" or ")]));
  return z
    .strictObject(
      { ...factFields, units: units.optional(), rows },
      { error: ({ code }) => (code === "invalid_type" ? "a map of source, provenance, units and rows" : undefined) },
    )
    .superRefine(requireUnits(unitTexts), { when: () => true })
    .transform(({ rows: written, units: given, ...facts }) =>
      // The row schema was made of the columns, which the compiler cannot follow through the record.
      draft((at) => ({ ...stated(facts), rows: rowLeaves(written, given ?? {}, facts, columns, at) }) as Table<C>),
    )
    .meta({ description: spec.label });
}

function rowLeaves(
  rows: Readonly<Record<string, WrittenRow>>,
  units: Readonly<Record<string, string | undefined>>,
  table: WrittenFacts,
  columns: readonly (readonly [string, Column<unknown>])[],
  at: Position,
): Record<string, object> {
  const leavesOf = ([key, row]: [string, WrittenRow]) => {
    const inside = at.within("rows", key);
    const facts = rowFacts(row, table, key);
    const cells = columns.flatMap(([column]) => {
      const finish = row[column];
      if (typeof finish !== "function") return [];
      const unit = units[column] ?? "";
      const by = inside.setBy(column);
      const told = by === undefined ? facts : { source: by, provenance: "chosen" as const };
      return [[column, finish({ ...told, at: inside, column, rowLabel: facts.label, unit })]];
    });
    return [key, { ...stated(facts), label: facts.label, place: inside.place(), ...Object.fromEntries(cells) }];
  };
  return Object.fromEntries(Object.entries(rows).map(leavesOf));
}

interface WrittenRow {
  readonly label?: string | undefined;
  readonly source?: string | undefined;
  readonly provenance?: Provenance | undefined;
  readonly note?: string | undefined;
  readonly [column: string]: Cell<unknown> | string | undefined;
}

/** What a row says of itself, else what its table says with the row named. */
function rowFacts(row: WrittenRow, table: WrittenFacts, key: string): WrittenFacts & { readonly label: string } {
  const label = row.label ?? key;
  const source = row.source ?? `${table.source}, row ${label}`;
  return { label, source, provenance: row.provenance ?? table.provenance, note: row.note ?? table.note };
}

function stated({ source, provenance, note }: WrittenFacts): WrittenFacts {
  return { source, provenance, ...(note !== undefined && { note }) };
}
