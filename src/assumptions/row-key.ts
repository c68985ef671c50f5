import { FAMILY_NAMES } from "./families.ts";

/** Whether a row can be named so: the key becomes part of ids and paths. */
export function isRowKey(key: string): boolean {
  return /^[a-z][a-z0-9_]*$/.test(key) && !RESERVED.has(key);
}

/** Words that mean something else where a row's key can stand. */
const RESERVED: ReadonlySet<string> = new Set([
  ...["value", "unit", "units", "source", "provenance", "note", "label", "rows"],
  ...["constructor", "prototype"],
  ...FAMILY_NAMES,
]);
