import { z } from "zod";
import type { Quantity } from "../analysis/node.ts";
import type { Position } from "./draft.ts";
import { leafFacts, type WrittenFacts } from "./leaf-facts.ts";
import { beliefValue, type QuantitySpec } from "./quantity-slot.ts";
import { rangeOf } from "./range.ts";

/** A column of a table: what its cells may hold, and what they become. */
export interface Column<Result> {
  readonly label: string;
  readonly schema: z.ZodType<Cell<Result> | undefined>;
  /** What the table may give as the column's unit; words have none. */
  readonly units?: readonly string[];
}

/** A checked cell, waiting for its row. */
export type Cell<Result> = (row: CellFacts) => Result;

interface CellFacts extends WrittenFacts {
  readonly at: Position;
  readonly column: string;
  readonly rowLabel: string;
  readonly unit: string;
}

/** A number in a row: single, a spread, or the short form. Its unit stands under the table's `units:`. */
export function cell(spec: QuantitySpec): Column<Quantity> {
  const schema = beliefValue(spec).transform(
    (belief): Cell<Quantity> =>
      ({ at, column, rowLabel, unit, ...facts }) => ({
        ...leafFacts(`${at.id}.${column}`, `${spec.label}, ${rowLabel}`, facts, at.place(column)),
        leaf: "quantity",
        unit,
        range: rangeOf(spec),
        ...belief,
      }),
  );
  return { label: spec.label, schema, units: [spec.unit].flat() };
}

/** Words in a row: a name, a date, the key of another row. */
export function textCell(label: string): Column<string> {
  const schema = z
    .string({ error: () => "text" })
    .meta({ description: label })
    .transform(
      (text): Cell<string> =>
        () =>
          text,
    );
  return { label, schema };
}

/** A column that rows may leave out. */
export function optional<Result>(column: Column<Result>): Column<Result | undefined> {
  return { ...column, schema: column.schema.optional() };
}
