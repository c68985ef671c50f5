import { sortedQuantile } from "../../math/quantile.ts";
import { compile } from "../evaluate.ts";
import type { Figure, Quantity } from "../node.ts";
import { type DrawPlan, planDraws } from "../plan-draws.ts";
import { uncertainLeavesOf } from "../uncertainty.ts";
import { type Goal, type GoalAnswer, seekGoal } from "./goal-seek.ts";

export interface PlanGoal {
  readonly figure: Figure<unknown>;
  /** The assumption sought; its own spread is left aside. */
  readonly leaf: Quantity;
  readonly goal: Goal;
  /** In which share of the drawn plans the goal must be met, where other assumptions have a spread. */
  readonly confidence: number;
}

export interface SolvedGoal {
  readonly answer: GoalAnswer;
  /** Drawn plans that it rests on; 1 where every other assumption is known. */
  readonly plans: number;
}

/**
 * Seeks the value of an assumption for which a figure meets a goal, in a share of the drawn plans. At most 500 plans
 * are drawn, since each value tried evaluates all of them.
 *
 * @throws RangeError when the figure is not a number
 */
export function solvePlan({ figure, leaf, goal, confidence }: PlanGoal, drawn: DrawPlan): SolvedGoal {
  const others = uncertainLeavesOf([figure]).filter((other) => other !== leaf);
  const plans = others.length === 0 ? 1 : Math.min(drawn.draws, MOST_PLANS);
  const draw = planDraws(others, { ...drawn, draws: plans });
  const rows = Array.from({ length: plans }, (_, k) => draw(k));
  const run = compile([figure], [leaf, ...others]);
  const share = goal.comparison === "<=" ? confidence : 1 - confidence;
  const f = (value: number): number => {
    const found = Float64Array.from(rows, (row) => numberFrom(run([value, ...row])[0], figure.id)).sort();
    return sortedQuantile(found, share);
  };
  return { answer: seekGoal(f, goal, { start: leaf.value, ...(leaf.range && { range: leaf.range }) }), plans };
}

const MOST_PLANS = 500;

function numberFrom(value: unknown, id: string): number {
  if (typeof value === "number") return value;
  throw new RangeError(`${id} is ${value}; expected a number`);
}
