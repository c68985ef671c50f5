import { type Combination, OPERATION_NAMES, type Operation } from "../combination.ts";
import type { Node } from "../node.ts";
import type { Plan } from "../plan/plan.ts";

type Operations = Exclude<Combination, string | number>;

/**
 * A combination with its rows spelt out: a figure that the plan itself states as a combination (a ratio, a need of an
 * approach) is replaced by that, and a name with `*` by the ids it stands for. So a row can be left out or taken alone.
 */
export function unfold(combination: Combination, plan: Plan, nodes: ReadonlyMap<string, Node>): Combination {
  const whole = typeof combination === "string" ? (statedInPlan(combination, plan) ?? combination) : combination;
  return spellOut(whole, nodes);
}

/** The operation of a combination and its operands; undefined for a single figure or number. */
export function operationOf(combination: Combination): readonly [Operation, readonly Combination[]] | undefined {
  if (typeof combination !== "object") return undefined;
  const name = OPERATION_NAMES.find((operation) => combination[operation] !== undefined);
  return name && [name, combination[name] ?? []];
}

/** Changes the operands of every operation in a combination, outermost first. */
export function mapOperands(
  combination: Combination,
  change: (operands: readonly Combination[], operation: Operation) => readonly Combination[],
): Combination {
  const found = operationOf(combination);
  if (!found) return combination;
  const [name, operands] = found;
  return operation(
    name,
    change(operands, name).map((operand) => mapOperands(operand, change)),
  );
}

/** The same operands under another operation. */
export const operation = (name: Operation, operands: readonly Combination[]): Operations => ({ [name]: operands });

/** Ids that a combination names, each once. */
export function namesIn(combination: Combination): readonly string[] {
  if (typeof combination === "number") return [];
  if (typeof combination === "string") return [combination];
  return [...new Set((operationOf(combination)?.[1] ?? []).flatMap(namesIn))];
}

function spellOut(combination: Combination, nodes: ReadonlyMap<string, Node>): Combination {
  return mapOperands(combination, (operands) =>
    operands.flatMap((operand): readonly Combination[] =>
      typeof operand === "string" && operand.includes("*") ? idsLike(operand, nodes) : [operand],
    ),
  );
}

/** Ids of numbers that fit a name in which `*` stands for one segment. */
export function idsLike(name: string, nodes: ReadonlyMap<string, Node>): readonly string[] {
  const form = new RegExp(`^${name.split("*").map(escaped).join("[^.]+")}$`, "u");
  return [...nodes].flatMap(([id, node]) => (form.test(id) && "unit" in node && node.unit !== "word" ? [id] : []));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** How the plan states a figure that it combines from others. */
function statedInPlan(id: string, plan: Plan): Combination | undefined {
  const [section, key = "", need] = id.split(".");
  if (section === "ratio") return plan.ratios?.[key]?.is;
  const approach = section === "approach" ? plan.approaches?.[key] : undefined;
  switch (need) {
    case "reference_h100_days":
      return approach?.h100_days;
    case "reference_tokens":
      return approach?.tokens;
    case "reference_instances":
      return approach?.instances;
    default:
      return undefined;
  }
}
