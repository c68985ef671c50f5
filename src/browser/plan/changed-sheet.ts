import type { Figure, Input, Law, Node, Quantity } from "../../analysis/node.ts";
import type { Printed } from "../../analysis/result.ts";
import type { OptionsSheet } from "../../analysis/sheets/options.ts";
import type { Sheet } from "../../analysis/sheets/plan-sheet.ts";

/**
 * A sheet in which some nodes are others, and all that rests on them rests on those. Nothing is computed.
 *
 * @param change is given each node once, its own inputs changed already
 */
export function changedSheet(sheet: Sheet, change: (node: Node) => Node): Sheet {
  const known = new Map<Node, Node>();
  const changed = <N extends Node>(node: N): N => {
    const found = known.get(node) ?? change(node.kind === "figure" || node.leaf === "law" ? rebuilt(node) : node);
    known.set(node, found);
    return found as N; // a node is replaced by one of its own kind
  };
  const input = (one: Input): Input => ("kind" in one ? changed(one) : one.map(changed));
  const rebuilt = (node: Figure | Law): Node => {
    const of = Object.fromEntries(Object.entries<Input>(node.of).map(([name, one]) => [name, input(one)]));
    if (Object.entries<Input>(node.of).every(([name, one]) => sameInput(one, of[name]))) return node;
    return { ...node, of } as Node;
  };
  const { printed, leaves, nodes, conversationModel, planCost, options, correlations } = sheet;
  return {
    printed: printed.map((node): Printed => withError(changed(node), changed)),
    nodes: new Map([...nodes].map(([id, node]) => [id, changed(node)])),
    leaves: leaves.map(changed),
    correlations,
    ...(conversationModel && { conversationModel: changed(conversationModel) }),
    ...(planCost && { planCost: changed(planCost) }),
    ...(options && { options: changedOptions(options, changed) }),
  };
}

/** The same sheet with one assumption set to a value. */
export const sheetWith = (sheet: Sheet, leaf: Quantity, value: number): Sheet =>
  changedSheet(sheet, (node) => (node.id === leaf.id ? certain({ ...leaf, value }) : node));

/** The same sheet with every assumption at its median, as if it were known. */
export const certainSheet = (sheet: Sheet): Sheet =>
  changedSheet(sheet, (node) => (node.kind === "leaf" && node.leaf === "quantity" ? certain(node) : node));

function certain(leaf: Quantity): Quantity {
  if (!leaf.spread) return leaf;
  const { spread: _, ...known } = leaf;
  return known;
}

function sameInput(one: Input, other: Input | undefined): boolean {
  if (one === other) return true;
  return Array.isArray(one) && Array.isArray(other) && one.every((node, place) => node === other[place]);
}

type Changed = <N extends Node>(node: N) => N;

function withError(node: Printed, changed: Changed): Printed {
  if (node.kind === "leaf" || !node.standardError) return node;
  return { ...node, standardError: changed(node.standardError) };
}

const changedOptions = ({ options, volume, figures }: OptionsSheet, changed: Changed): OptionsSheet => ({
  options: options.map((option) => ({
    ...option,
    line: changed(option.line),
    running: changed(option.running),
    total: changed(option.total),
    figures: option.figures.map(changed),
  })),
  volume: changed(volume),
  figures: figures.map(changed),
});
