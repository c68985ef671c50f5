import { optionShares } from "./break-even/option-shares.ts";
import type { Plan } from "./plan/plan.ts";
import type { DrawPlan } from "./plan-draws.ts";
import { type Printed, type ResultFigure, resultOf, type Warning } from "./result.ts";
import type { Fan } from "./risk/fan.ts";
import { riskOf } from "./risk/risk-figures.ts";
import type { Sheet } from "./sheets/plan-sheet.ts";
import { warningsOf } from "./warnings.ts";

/** What a plan comes to, as plain data. */
export interface PlanResult {
  readonly figures: Readonly<Record<string, ResultFigure>>;
  /** Cost by month, where the plan states a volume. */
  readonly fan?: Fan;
  readonly warnings: readonly Warning[];
}

/**
 * Computes figures of a plan, for a command and for the workbench alike.
 *
 * @param asked the figures, and whether statements about all drawn plans together belong to them
 */
export function planResult(
  plan: Plan,
  sheet: Sheet,
  drawn: DrawPlan,
  asked: { readonly printed: readonly Printed[]; readonly risk: boolean } = { printed: sheet.printed, risk: true },
): PlanResult {
  const risk = asked.risk && sheet.planCost ? riskOf(sheet.planCost, drawn) : undefined;
  const computed = resultOf(asked.printed, drawn);
  const figures = { ...computed, ...optionShares(computed, sheet.options?.options ?? []), ...risk?.figures };
  return { figures, ...(risk?.fan && { fan: risk.fan }), warnings: warningsOf(plan, figures) };
}
