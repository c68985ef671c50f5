import { ancestorsOf, evaluate } from "../../src/analysis/evaluate.ts";
import type { Node, Quantity } from "../../src/analysis/node.ts";
import { quantityLeaf } from "./leaves.ts";

/** What nodes come to, by their ids, at the central values of what they rest on. */
export function valuesOf(nodes: readonly Node[]): Readonly<Record<string, unknown>> {
  const values = evaluate(nodes);
  return Object.fromEntries(nodes.map((node) => [node.id, values.of(node)]));
}

/** The same by ids without what they all begin with. */
export function valuesBelow(prefix: string, nodes: readonly Node[]): Readonly<Record<string, unknown>> {
  return withoutPrefix(prefix, valuesOf(nodes));
}

/** A record by ids without what they all begin with. */
export function withoutPrefix<Value>(
  prefix: string,
  byId: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(byId).map(([id, value]) => [id.replace(prefix, ""), value]));
}

/**
 * Figures that are shown although they are steps on the way, or steps that nobody would see: there should be none.
 *
 * @param others what other sheets show
 */
export function wronglyShown(shown: readonly Node[], others: readonly Node[] = []): readonly string[] {
  return ancestorsOf(shown).flatMap((node) =>
    node.kind === "figure" && node.internal === shown.includes(node) && !others.includes(node) ? [node.id] : [],
  );
}

/** A section of a plan: quantities under their names, with ids below a path. */
export function section<Name extends string>(
  path: string,
  values: Readonly<Record<Name, number>>,
): Readonly<Record<Name, Quantity>> {
  const entries = Object.entries<number>(values).map(([name, value]) => [name, quantityLeaf(`${path}.${name}`, value)]);
  return Object.fromEntries(entries) as Record<Name, Quantity>;
}
