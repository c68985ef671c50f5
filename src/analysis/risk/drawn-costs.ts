import { compile, evaluate } from "../evaluate.ts";
import type { Figure, Quantity } from "../node.ts";
import { type DrawPlan, planDraws } from "../plan-draws.ts";
import { drawFigures, uncertainLeavesOf } from "../uncertainty.ts";
import type { PlanCost } from "./plan-cost.ts";

/** A plan at the medians of its inputs, and as it is drawn. */
export interface DrawnCosts {
  readonly central: PlanCost;
  /** The central plan alone where every assumption is known. */
  readonly plans: readonly PlanCost[];
}

/** Draws the plans that risk is computed from. */
export function drawnCosts(cost: Figure<PlanCost>, drawn: DrawPlan): DrawnCosts {
  const central = evaluate([cost]).of(cost);
  if (uncertainLeavesOf([cost]).length === 0) return { central, plans: [central] };
  return { central, plans: drawFigures([cost], drawn).get(cost) ?? [] };
}

/**
 * The same plans with one assumption set to a value: what a goal is sought with. The other draws stay as they are.
 *
 * @param leaf the assumption; its own spread is left aside
 */
export function drawnCostsWith(
  cost: Figure<PlanCost>,
  leaf: Quantity,
  drawn: DrawPlan,
): (value: number) => readonly PlanCost[] {
  const others = uncertainLeavesOf([cost]).filter((other) => other !== leaf);
  const run = compile([cost], [leaf, ...others]);
  const draw = planDraws(others, drawn);
  const rows = others.length === 0 ? [[]] : Array.from({ length: drawn.draws }, (_, k) => draw(k));
  return (value) => rows.map((row) => run([value, ...row])[0] as PlanCost);
}
