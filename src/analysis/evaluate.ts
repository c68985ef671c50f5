import type { Input, Node, ValueOf } from "./node.ts";

/** What the asked-for nodes came to. */
export interface Values {
  of<N extends Node>(node: N): ValueOf<N>;
}

/**
 * Evaluates some nodes and their ancestors, each once.
 *
 * @param wanted the nodes asked for; only they and what they are made of are evaluated
 * @param replace values put in for nodes, derived ones too; what lies behind a replaced node is not evaluated
 */
export function evaluate(wanted: readonly Node[], replace: ReadonlyMap<Node, unknown> = new Map()): Values {
  const given = [...replace.keys()];
  const outputs = compile(wanted, given)([...replace.values()]);
  const byNode = new Map(wanted.map((node, position) => [node, outputs[position]]));
  return {
    of<N extends Node>(node: N): ValueOf<N> {
      if (!byNode.has(node)) throw new RangeError(`${node.id} was not asked for in this evaluation`);
      return byNode.get(node) as ValueOf<N>;
    },
  };
}

/**
 * Prepares repeated evaluation with other values for some nodes. What does not depend on them is computed once, here.
 *
 * @param wanted the nodes asked for, in the order in which their values are returned
 * @param given the nodes whose values each call supplies, in order
 */
export function compile(
  wanted: readonly Node[],
  given: readonly Node[],
): (values: readonly unknown[]) => readonly unknown[] {
  const slots = new Map<Node, number>(given.map((node, position) => [node, position]));
  const varies = new Set<Node>(given);
  const constants: Step[] = [];
  const steps: Step[] = [];

  const slotOf = (node: Node): number => {
    const known = slots.get(node);
    if (known !== undefined) return known;
    const run = runnerOf(node, slotOf);
    const slot = slots.size;
    slots.set(node, slot);
    const depends = inputsOf(node).some((input) => varies.has(input));
    if (depends) varies.add(node);
    (depends ? steps : constants).push({ slot, run });
    return slot;
  };
  const outputs = wanted.map(slotOf);

  const memory: unknown[] = new Array(slots.size);
  for (const step of constants) memory[step.slot] = step.run(memory);
  return (values) => {
    for (let position = 0; position < given.length; position++) memory[position] = values[position];
    for (const step of steps) memory[step.slot] = step.run(memory);
    return outputs.map((slot) => memory[slot]);
  };
}

/** The nodes a node is made of, directly; empty for a quantity or a choice. */
export function inputsOf(node: Node): readonly Node[] {
  return "of" in node ? Object.values<Input>(node.of).flat() : [];
}

/** The node itself and everything it is made of, each once, inputs before what they make. */
export function ancestorsOf(nodes: readonly Node[]): readonly Node[] {
  const seen = new Set<Node>();
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    for (const input of inputsOf(node)) visit(input);
    seen.add(node);
  };
  nodes.forEach(visit);
  return [...seen];
}

interface Step {
  readonly slot: number;
  readonly run: Runner;
}

type Runner = (memory: readonly unknown[]) => unknown;

/** How to compute a node from the slots of its inputs; inputs are given their slots first. */
function runnerOf(node: Node, slotOf: (input: Node) => number): Runner {
  if (!("of" in node)) return () => node.value;
  const inputs = Object.entries<Input>(node.of).map(([name, input]) => ({ name, read: readerOf(input, slotOf) }));
  const by = node.by as (values: Readonly<Record<string, unknown>>) => unknown;
  return (memory) => {
    const values: Record<string, unknown> = {};
    for (const { name, read } of inputs) values[name] = read(memory);
    return by(values);
  };
}

function readerOf(input: Input, slotOf: (input: Node) => number): Runner {
  if ("kind" in input) {
    const slot = slotOf(input);
    return (memory) => memory[slot];
  }
  const slots = input.map(slotOf);
  return (memory) => slots.map((slot) => memory[slot]);
}
