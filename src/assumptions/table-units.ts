import type { z } from "zod";
import { reportTo } from "./belief-schema.ts";

/**
 * Holds a table to one unit for each column of numbers that its rows use. It looks at tables that have other problems
 * too, so that all are told at once, and therefore trusts nothing about their form.
 */
export function requireUnits(measured: ReadonlyMap<string, string>) {
  return (table: unknown, context: z.RefinementCtx): void => {
    const units = mapIn(table, "units");
    const rows = Object.values(mapIn(table, "rows"));
    for (const [column, unit] of measured) {
      if (Object.hasOwn(units, column) || !rows.some((row) => isMap(row) && row[column] !== undefined)) continue;
      reportTo(context)({ path: ["units", column], found: "nothing", expected: `the unit ${unit}` });
    }
  };
}

function mapIn(table: unknown, key: string): Readonly<Record<string, unknown>> {
  const inner = isMap(table) ? table[key] : undefined;
  return isMap(inner) ? inner : {};
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
