/** The tables of the deliverable that follow from assumptions, by the names and numbers under which they are known. */
import type { Table } from "../table.ts";
import { approachesTable, sftVsLoraTable } from "./approach-tables.ts";
import { datasetsTable } from "./datasets-table.ts";
import { evenDecimals } from "./even-decimals.ts";
import { candidatesTable, ifevalTable, ratingsTable } from "./model-tables.ts";
import { runTable } from "./run-tables.ts";
import type { DeliverableView } from "./shown-cell.ts";

const TABLES = {
  pretraining: { number: 3, make: (view) => runTable(view, "pretraining") },
  "sft-datasets": { number: 4, make: datasetsTable },
  "sft-runs": { number: 5, make: (view) => runTable(view, "sft_runs") },
  "sft-llama": { number: 6, make: (view) => runTable(view, "sft_llama") },
  alignment: { number: 7, make: (view) => runTable(view, "alignment") },
  "lora-llama": { number: 8, make: (view) => runTable(view, "lora_llama") },
  "sft-vs-lora": { number: 9, make: sftVsLoraTable },
  approaches: { number: 10, make: approachesTable },
  candidates: { number: 11, make: candidatesTable },
  ifeval: { number: 12, make: ifevalTable },
  ratings: { number: 13, make: ratingsTable },
} as const satisfies Readonly<
  Record<string, { readonly number: number; readonly make: (view: DeliverableView) => Table | undefined }>
>;

/** Names of the tables, in the order of the deliverable. */
export const TABLE_NAMES: readonly string[] = Object.keys(TABLES);

export interface DeliverableTable {
  /** Number in the deliverable. */
  readonly number: number;
  readonly table: Table;
}

/** The tables for which the plan has rows. */
export function deliverableTables(view: DeliverableView): readonly DeliverableTable[] {
  return Object.values(TABLES).flatMap(({ number, make }) => {
    const table = make(view);
    return table ? [{ number, table: evenDecimals(table) }] : [];
  });
}
