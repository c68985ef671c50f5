import { type Combination, combined, ReferenceFault } from "../combination.ts";
import { ancestorsOf, evaluate } from "../evaluate.ts";
import type { Node } from "../node.ts";
import type { Plan } from "../plan/plan.ts";
import type { Alternative } from "./claim.ts";
import { type ClaimChain, fromCells, fullChain } from "./claim-chain.ts";
import type { DocumentNodes } from "./document-nodes.ts";
import { mapOperands, namesIn, operation, operationOf, unfold } from "./unfold.ts";

/** What a claim's figure comes to under an alternative, or why the alternative means nothing here. */
export type Applied = { readonly value: number } | { readonly wrong: string };

/**
 * Computes a claim under one change (rule 6): a change of a direct input keeps the other inputs as printed, a change of
 * a leaf further up recomputes the whole chain at full precision.
 */
export function applyAlternative(
  chain: ClaimChain,
  alternative: Alternative,
  plan: Plan,
  nodes: DocumentNodes,
): Applied {
  try {
    return applied(chain, alternative, plan, nodes);
  } catch (error) {
    // A formula that cannot take the value says so: a negative standard deviation, a share above 1.
    if (error instanceof RangeError) return { wrong: error.message };
    throw error;
  }
}

function applied(chain: ClaimChain, alternative: Alternative, plan: Plan, nodes: DocumentNodes): Applied {
  switch (alternative.kind) {
    case "becomes": {
      const value = statedValue(alternative.value, nodes.printed);
      return typeof value === "string" ? { wrong: value } : withInput(chain, alternative.input, value, nodes);
    }
    case "choice":
      return withChoice(chain, alternative.input, alternative.word, nodes);
    case "left-out":
      return leftOut(chain, alternative.id, plan, nodes);
    case "alone":
      return recombined(chain, plan, nodes, alternative.id, (operands) =>
        operands.includes(alternative.id) ? [alternative.id] : operands,
      );
    case "statistic": {
      const whole = operationOf(unfold(chain.claim.follows, plan, nodes.followed));
      if (!whole) return { wrong: "a claim that follows no statistic" };
      return combine(chain, operation(alternative.name, whole[1]), nodes);
    }
  }
}

/** The value of a combination of printed numbers and assumptions, or what is wrong with it. */
export function statedValue(combination: Combination, printed: ReadonlyMap<string, Node>): number | string {
  if (typeof combination === "number") return combination;
  try {
    const about = { id: "alternative", unit: "", label: "", path: "" };
    const figure = combined(about, combination, printed);
    return evaluate([figure]).of(figure);
  } catch (error) {
    if (error instanceof ReferenceFault) return `${error.found} (expected ${error.expected})`;
    throw error;
  }
}

function withInput(chain: ClaimChain, id: string, value: number, nodes: DocumentNodes): Applied {
  const direct = chain.direct.find((input) => input.id === id);
  if (direct) return { value: fromCells(chain, new Map(direct.nodes.map((node) => [node, value]))) };
  const node = nodes.followed.get(id);
  if (!node) return { wrong: `${id}, which is no input of the plan` };
  if (!ancestorsOf([chain.figure]).includes(node)) return { wrong: `the claim does not rest on ${id}` };
  return { value: chain.cells.has(node) ? fromCells(chain, new Map([[node, value]])) : upstream(chain, node, value) };
}

/** What is changed behind a printed cell only shows in the full chain; what is not, beside the cells as printed. */
function upstream(chain: ClaimChain, node: Node, value: unknown): number {
  const change = new Map([[node, value]]);
  return isBehindCell(chain, node) ? fullChain(chain, change) : fromCells(chain, change);
}

const isBehindCell = ({ cells }: ClaimChain, node: Node): boolean => ancestorsOf([...cells.keys()]).includes(node);

function withChoice(chain: ClaimChain, id: string, word: string, nodes: DocumentNodes): Applied {
  const node = nodes.followed.get(id);
  if (node?.kind !== "leaf" || node.leaf !== "choice") return { wrong: `${id} is not a choice of the plan` };
  if (!ancestorsOf([chain.figure]).includes(node)) return { wrong: `the claim does not rest on ${id}` };
  return { value: fullChain(chain, new Map([[node, word]])) };
}

/** A row left out of a combination; or a factor, which is then 1. */
function leftOut(chain: ClaimChain, id: string, plan: Plan, nodes: DocumentNodes): Applied {
  const whole = unfold(chain.claim.follows, plan, nodes.followed);
  if (namesIn(whole).includes(id) && operationOf(whole))
    return recombined(chain, plan, nodes, id, (operands) => operands.filter((operand) => operand !== id));
  return withInput(chain, id, 1, nodes);
}

function recombined(
  chain: ClaimChain,
  plan: Plan,
  nodes: DocumentNodes,
  id: string,
  change: (operands: readonly Combination[]) => readonly Combination[],
): Applied {
  const whole = unfold(chain.claim.follows, plan, nodes.followed);
  if (!namesIn(whole).includes(id)) return { wrong: `${id} is no row or factor of what the claim follows` };
  return combine(chain, mapOperands(whole, change), nodes);
}

function combine(chain: ClaimChain, combination: Combination, nodes: DocumentNodes): Applied {
  try {
    const about = { id: `claim.${chain.claim.id}`, unit: "", label: "", path: "" };
    const figure = combined(about, combination, nodes.followed);
    return { value: evaluate([figure], chain.cells).of(figure) };
  } catch (error) {
    if (error instanceof ReferenceFault) return { wrong: `${error.found} (expected ${error.expected})` };
    throw error;
  }
}
