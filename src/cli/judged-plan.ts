import { allFigureDraws, figureDraws } from "../analysis/figure-draws.ts";
import type { DrawPlan } from "../analysis/plan-draws.ts";
import {
  type JudgedPlan,
  type JudgedPolicy,
  judgePolicies,
  type PolicyFault,
} from "../analysis/policies/judge-policies.ts";
import { sheetDraws } from "../analysis/sheet-draws.ts";
import type { Sheet } from "../analysis/sheets/plan-sheet.ts";
import { nearest } from "../assumptions/nearest.ts";
import { InputError, type Problem } from "../assumptions/problem.ts";
import { interruptible } from "../node/interruptible.ts";
import type { ComputedPlan } from "./compute-plan.ts";
import type { PlanOptions } from "./options.ts";

/** A computed plan with its drawn values, for limits on its figures. */
export function judgedPlan({ sheet, figures }: ComputedPlan, options: PlanOptions): JudgedPlan {
  return { figures, drawsOf: figureDraws(sheet, drawnOf(sheet, options)) };
}

/** The same for who looks at most of its figures. */
export function comparedPlan({ sheet, figures }: ComputedPlan, options: PlanOptions): JudgedPlan {
  return { figures, drawsOf: allFigureDraws(sheet, drawnOf(sheet, options)) };
}

const drawnOf = (sheet: Sheet, { seed, draws, planSampling }: PlanOptions): DrawPlan =>
  sheetDraws(sheet, { seed, draws, sampling: planSampling });

/**
 * The plan's own limits, judged.
 *
 * @throws InputError with every limit on what is no figure, at its place in the plan
 */
export function judgedPolicies(
  { read }: Pick<ComputedPlan, "read">,
  plan: JudgedPlan,
  base?: JudgedPlan,
): readonly JudgedPolicy[] {
  if (read.policies.length === 0) return [];
  const { judged, faults } = interruptible(() => judgePolicies(read.policies, plan, base));
  if (faults.length > 0) throw new InputError(faults.map(problemOf));
  return judged;
}

function problemOf({ figure, place, found, expected, words }: PolicyFault): Problem {
  const hint = nearest(figure, words);
  return { place, path: ["budget", figure], found, expected, ...(hint !== undefined && { nearest: hint }) };
}
