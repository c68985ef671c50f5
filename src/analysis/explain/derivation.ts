import { listAssumptions } from "../assumption-list.ts";
import { ancestorsOf, evaluate, inputsOf } from "../evaluate.ts";
import type { Input, Leaf, Node, Place, Provenance } from "../node.ts";
import type { FigureValue } from "../result.ts";
import type { Contribution } from "./contributions.ts";

/** Where a figure comes from, as plain data: every node it rests on, each once. */
export interface Derivation {
  /** The node asked for; it stands first in `nodes`. */
  readonly id: string;
  readonly nodes: readonly ExplainedNode[];
  /** What makes the figure uncertain, the greatest first; empty where nothing does. */
  readonly contributions: readonly Contribution[];
  /** Printed figures that are made of it, directly. */
  readonly usedBy: readonly string[];
}

export type ExplainedNode = ExplainedFigure | ExplainedLeaf;

interface ExplainedFacts {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** With every input at its central value; absent where it is a law, a distribution or a list. */
  readonly value?: FigureValue;
}

interface ExplainedFigure extends ExplainedFacts {
  readonly kind: "figure";
  /** In words. */
  readonly formula: string;
  readonly of: readonly ExplainedInput[];
}

/** One argument of a formula: a node, or a list of them. */
export interface ExplainedInput {
  readonly name: string;
  readonly ids: readonly string[];
  readonly list: boolean;
}

interface ExplainedLeaf extends ExplainedFacts {
  readonly kind: "quantity" | "law" | "choice";
  /** A law in words. */
  readonly law?: string;
  /** 5 % and 95 % quantiles of what is believed. */
  readonly interval90?: readonly [number, number];
  readonly source: string;
  readonly provenance: Provenance;
  readonly note?: string;
  /** Where it can be changed. */
  readonly place: Place;
}

/**
 * Explains a node.
 *
 * @param printed figures that a reader can ask for, to say which are made of this one
 */
export function explain(node: Node, printed: readonly Node[], contributions: readonly Contribution[]): Derivation {
  const nodes = ancestorsOf([node]).toReversed();
  const values = evaluate(nodes);
  return {
    id: node.id,
    nodes: nodes.map((each) => explained(each, values.of(each))),
    contributions,
    usedBy: printed.filter((figure) => inputsOf(figure).includes(node)).map(({ id }) => id),
  };
}

function explained(node: Node, value: unknown): ExplainedNode {
  const { id, label } = node;
  const plain = isPlain(value) ? { value } : {};
  if (node.kind === "leaf") return explainedLeaf(node, plain);
  const of = Object.entries<Input>(node.of).map(([name, input]) => ({
    name,
    ids: [input].flat().map((each) => each.id),
    list: !("kind" in input),
  }));
  return { kind: "figure", id, label, unit: node.unit, ...plain, formula: node.formula, of };
}

function explainedLeaf(leaf: Leaf, plain: { readonly value?: FigureValue }): ExplainedLeaf {
  const { id, label, source, provenance, note, place } = leaf;
  const [listed] = listAssumptions([leaf]);
  return {
    kind: leaf.leaf,
    id,
    label,
    unit: leaf.leaf === "choice" ? "" : leaf.unit,
    ...(leaf.leaf === "law" ? { law: String(listed?.value ?? "") } : plain),
    ...(listed?.interval90 && { interval90: listed.interval90 }),
    source,
    provenance,
    ...(note !== undefined && { note }),
    place,
  };
}

const isPlain = (value: unknown): value is FigureValue =>
  value === null || typeof value === "number" || typeof value === "string";
