import { InvalidArgumentError } from "commander";
import type { Goal } from "../analysis/risk/goal-seek.ts";

export interface FigureGoal extends Goal {
  /** Id of the figure. */
  readonly figure: string;
}

/** `conversation.total_cost_usd.p95 <= 1000`: a figure, a comparison and a number, and nothing else. */
export function readGoal(text: string): FigureGoal {
  const parts = /^\s*([a-z][a-z0-9_.]{0,200})\s*(<=|>=)\s*([-+]?[0-9.]{1,40}(?:e[-+]?[0-9]{1,3})?)\s*$/i.exec(text);
  const target = Number(parts?.[3]);
  const comparison = parts?.[2];
  if (!parts?.[1] || !Number.isFinite(target) || (comparison !== "<=" && comparison !== ">="))
    throw new InvalidArgumentError('expected FIGURE <= NUMBER or FIGURE >= NUMBER, such as "data.instances >= 20000"');
  return { figure: parts[1], comparison, target };
}
