/** What the tables of a comparison share: rows of text, and numbers with the digits that tell two apart. */
import { formatLargeNumber } from "../large-number.ts";
import { formatQuantity, isMoney } from "../quantity.ts";
import { type Cell, type Row, type TextColumn, textCell, textColumn } from "../table.ts";

export const columns = (...heads: readonly (readonly [string, string, ("right" | "left")?])[]): readonly TextColumn[] =>
  heads.map(([key, label, alignment = "left"]) => ({ ...textColumn(key, label), alignment }));

export const cells = (texts: Readonly<Record<string, string>>): Row =>
  Object.fromEntries(Object.entries(texts).map(([key, text]): [string, Cell] => [key, textCell(text)]));

export function reasons(because: readonly string[]): string {
  const shown = because.slice(0, MOST_REASONS);
  const more = because.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const MOST_REASONS = 3;

/** A count with too many zeros to read is in words. */
export function quantityText(value: number, unit: string, digits: { readonly atMost: number }): string {
  const isLarge = Math.abs(value) >= 1e9 && Number.isFinite(value) && !isMoney(unit);
  if (!isLarge) return formatQuantity(value, unit, digits);
  const text = `${formatLargeNumber(Math.abs(value), digits)} ${unit}`;
  return value < 0 ? `-${text}` : text;
}

/** Four digits, or as many as it takes to see that the two are not the same. */
export function digitsThatDiffer(from: number | null, to: number | null): number {
  if (from === null || to === null || !Number.isFinite(from) || !Number.isFinite(to)) return 4;
  for (let digits = 4; digits < 12; digits++) if (from.toPrecision(digits) !== to.toPrecision(digits)) return digits;
  return 12;
}
