import { ancestorsOf } from "../../analysis/evaluate.ts";
import type { Leaf, Node } from "../../analysis/node.ts";
import type { OpenPlan } from "./open-plan.ts";

/** Whether a node may have another value than before. */
export type IsAffected = (node: Node) => boolean;

/**
 * What a change of some values can have changed. Where more than values changed (a word that settles which formula
 * applies, an assumption that comes or goes, another order of draws), that is everything.
 */
export function affectedBy(before: OpenPlan, after: OpenPlan): IsAffected {
  const changed = changedQuantities(before, after);
  if (!changed) return () => true;
  const known = new Map<Node, boolean>();
  return (node) => {
    const found = known.get(node) ?? ancestorsOf([node]).some(({ id }) => changed.has(id));
    known.set(node, found);
    return found;
  };
}

/** Ids of the quantities with another value or spread, and of the laws made of them; undefined where more changed. */
function changedQuantities(before: OpenPlan, after: OpenPlan): ReadonlySet<string> | undefined {
  const old = new Map(before.sheet.leaves.map((leaf) => [leaf.id, statedIn(leaf)]));
  if (old.size !== after.sheet.leaves.length) return undefined;
  if (JSON.stringify(before.sheet.correlations) !== JSON.stringify(after.sheet.correlations)) return undefined;
  const changed = after.sheet.leaves.filter((leaf) => old.get(leaf.id) !== statedIn(leaf));
  if (changed.some((leaf) => leaf.leaf !== "quantity" || !old.has(leaf.id))) return undefined;
  // A Sobol sequence gives each input the dimension of its place among those with a spread.
  if (after.drawn().sampling === "sobol" && changed.length > 0) return undefined;
  return new Set(changed.map(({ id }) => id));
}

function statedIn(leaf: Leaf): string {
  switch (leaf.leaf) {
    case "choice":
      return leaf.value;
    case "law":
      return Object.keys(leaf.of).join(" ");
    case "quantity":
      return JSON.stringify([leaf.value, leaf.spread?.family, leaf.spread?.parameters]);
  }
}
