import type { ExplainedNode } from "../../analysis/explain/derivation.ts";
import { formatInterval } from "../interval.ts";
import { formatQuantity } from "../quantity.ts";
import { singleLine } from "../single-line.ts";

/** Digits of numbers in a derivation: enough to compute with, not the noise of a double. */
const DIGITS = { atMost: 6 } as const;

/** A node's value with its unit: `57,000 words`, `0.3`, a word, a law; empty where it has none that can be printed. */
export function valueText(node: ExplainedNode): string {
  if (node.kind === "law") return singleLine(`${node.law ?? ""} ${node.unit}`);
  const { value, unit } = node;
  if (value === undefined) return "";
  if (value === null) return "does not apply";
  if (typeof value === "string") return singleLine(value);
  return Number.isFinite(value) ? formatQuantity(value, unit, DIGITS) : "unlimited";
}

/** The bare number for a formula: a share as 0.3, money without its sign. */
export function bareText(value: number): string {
  return Number.isFinite(value) ? formatQuantity(value, "", DIGITS) : "∞";
}

export function doubtText(node: ExplainedNode): string {
  if (node.kind !== "quantity" || !node.interval90) return "";
  const [low, high] = node.interval90;
  return `90% interval ${formatInterval({ low, high }, node.unit, { significant: 3 })}`;
}

/** `plan.yaml:73:12`; the command line and inputs that the program itself adds have no line. */
export function placeText(node: ExplainedNode): string {
  if (node.kind === "figure") return "";
  const { file, line, column } = node.place;
  return singleLine(line > 0 ? `${file}:${line}:${column}` : file);
}
