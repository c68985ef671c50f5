/**
 * Named combinations of figures: how a plan says "the mean of these rows" or "twelve times that" without any
 * expression text to parse. The same form states needs in a plan and claims about a document.
 */
import { max, mean, min, product, sum } from "simple-statistics";
import { type Figure, figure, type Node, type Numeric } from "./node.ts";

const OPERATIONS = {
  sum: { least: 1, most: Infinity, words: "sum of", apply: sum },
  difference: { least: 2, most: 2, words: "difference of", apply: ([a = 0, b = 0]) => a - b },
  product: { least: 1, most: Infinity, words: "product of", apply: product },
  ratio: { least: 2, most: 2, words: "ratio of", apply: ([a = 0, b = 0]) => a / b },
  mean: { least: 1, most: Infinity, words: "mean of", apply: mean },
  min: { least: 1, most: Infinity, words: "least of", apply: min },
  max: { least: 1, most: Infinity, words: "greatest of", apply: max },
  count_above: {
    least: 2,
    most: Infinity,
    words: "count above the first of",
    apply: ([threshold = 0, ...others]) => others.filter((value) => value > threshold).length,
  },
  floor: { least: 1, most: 1, words: "whole part of", apply: ([a = 0]) => Math.floor(a) },
} as const satisfies Readonly<Record<string, OperationRule>>;

interface OperationRule {
  /** How many operands it takes. */
  readonly least: number;
  readonly most: number;
  readonly words: string;
  readonly apply: (operands: number[]) => number;
}

export type Operation = keyof typeof OPERATIONS;
export const OPERATION_NAMES = Object.keys(OPERATIONS) as readonly Operation[];

/** A node id (with `*` for one segment, where a list is taken), a number, or an operation on combinations. */
export type Combination = string | number | { readonly [Name in Operation]?: readonly Combination[] | undefined };

/** What can be an operand. */
/** A combination whose ids have been found. */
interface Resolved {
  /** The nodes it names, each as often as it is named. */
  readonly nodes: readonly Numeric[];
  readonly compute: (value: (node: Numeric) => number) => number;
  readonly words: string;
}

/** Something in a plan that does not fit the rest of it: a reference to what is not there, shares above the whole. */
export class ReferenceFault extends Error {
  /** Plan path of what does not fit. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  /** The words that would have fitted, where they can be named. */
  readonly words: readonly string[];
  constructor(path: string, found: string, expected: string, words: readonly string[] = []) {
    super(`found ${found}, expected ${expected}`);
    this.name = "ReferenceFault";
    this.path = path;
    this.found = found;
    this.expected = expected;
    this.words = words;
  }
}

/**
 * Finds the nodes a combination names.
 *
 * @param combination as written in the plan
 * @param nodes what can be named, by id
 * @param path plan path of the combination, for the error
 * @throws ReferenceFault when an id names nothing, or an operation has too few or too many operands
 */
function resolve(combination: Combination, nodes: ReadonlyMap<string, Node>, path: string): Resolved {
  const operands = resolveOperands(combination, nodes, path);
  const [only] = operands;
  if (operands.length !== 1 || only === undefined)
    throw new ReferenceFault(
      path,
      `${String(combination)}, which names ${operands.length} figures`,
      "one figure, or a statistic of several such as {mean: […]}",
    );
  return only;
}

/** Declares a figure that is a combination of others. */
export function combined(
  spec: { readonly id: string; readonly unit: string; readonly label: string; readonly path: string },
  combination: Combination,
  nodes: ReadonlyMap<string, Node>,
): Figure<number> {
  const resolved = resolve(combination, nodes, spec.path);
  const operands = [...new Set(resolved.nodes)];
  const positions = new Map(operands.map((node, position) => [node, position]));
  const { id, unit, label } = spec;
  return figure({
    id,
    unit,
    label,
    formula: resolved.words,
    of: { operands },
    by: ({ operands: values }) => resolved.compute((node) => values[positions.get(node) ?? -1] ?? Number.NaN),
  });
}

function resolveOperands(
  combination: Combination,
  nodes: ReadonlyMap<string, Node>,
  path: string,
): readonly Resolved[] {
  if (typeof combination === "number") return [{ nodes: [], compute: () => combination, words: String(combination) }];
  if (typeof combination === "string")
    return nodesNamed(combination, nodes, path).map((node) => ({
      nodes: [node],
      compute: (value) => value(node),
      words: node.id,
    }));
  return [resolveOperation(combination, nodes, path)];
}

function resolveOperation(
  combination: Exclude<Combination, string | number>,
  nodes: ReadonlyMap<string, Node>,
  path: string,
): Resolved {
  const [name, ...others] = OPERATION_NAMES.filter((operation) => combination[operation] !== undefined);
  if (name === undefined || others.length > 0)
    throw new ReferenceFault(path, JSON.stringify(combination), `one of ${OPERATION_NAMES.join(", ")}`);
  const operands = (combination[name] ?? []).flatMap((operand) => resolveOperands(operand, nodes, path));
  const { least, most, words, apply } = OPERATIONS[name];
  if (operands.length < least || operands.length > most)
    throw new ReferenceFault(
      path,
      `${name} of ${operands.length} operands`,
      `${name} of ${least === most ? least : `at least ${least}`}`,
    );
  return {
    nodes: operands.flatMap((operand) => operand.nodes),
    compute: (value) => apply(operands.map((operand) => operand.compute(value))),
    words: `${words} (${operands.map((operand) => operand.words).join(", ")})`,
  };
}

/** The numeric nodes with an id that fits a name; `*` stands for one segment. */
function nodesNamed(name: string, nodes: ReadonlyMap<string, Node>, path: string): readonly Numeric[] {
  const segments = name.split(".");
  const fits = (id: string): boolean => {
    const parts = id.split(".");
    return (
      parts.length === segments.length && segments.every((segment, at) => segment === "*" || segment === parts[at])
    );
  };
  const exact = nodes.get(name);
  const found = exact ? [exact] : [...nodes].filter(([id]) => fits(id)).map(([, node]) => node);
  const numeric = found.filter(isNumeric);
  if (numeric.length > 0) return numeric;
  throw new ReferenceFault(
    path,
    found.length > 0 ? `${name}, which is not a number` : name,
    "an id of a figure or assumption that is a number",
    [...nodes].flatMap(([id, node]) => (isNumeric(node) ? [id] : [])),
  );
}

/** A figure that is a word has the unit `word`. */
function isNumeric(node: Node): node is Numeric {
  return node.kind === "leaf" ? node.leaf === "quantity" : !node.internal && node.unit !== "word";
}
