import { figureDraws } from "../analysis/figure-draws.ts";
import {
  type JudgedPlan,
  type JudgedPolicy,
  judgePolicies,
  type PolicyFault,
} from "../analysis/policies/judge-policies.ts";
import { sheetDraws } from "../analysis/sheet-draws.ts";
import { nearest } from "../assumptions/nearest.ts";
import { InputError, type Problem } from "../assumptions/problem.ts";
import { interruptible } from "../node/interruptible.ts";
import type { ComputedPlan } from "./compute-plan.ts";
import type { PlanOptions } from "./options.ts";

/** A computed plan with its drawn values, for limits on its figures. */
export function judgedPlan({ sheet, figures }: ComputedPlan, { seed, draws, planSampling }: PlanOptions): JudgedPlan {
  return { figures, drawsOf: figureDraws(sheet, sheetDraws(sheet, { seed, draws, sampling: planSampling })) };
}

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
