import { checkPlan } from "../../analysis/claims/check-plan.ts";
import type { CheckedClaim, Finding } from "../../analysis/claims/checked-claim.ts";
import { readClaims } from "../../assumptions/claims-file.ts";
import { type PlanBundle, textIn } from "../../assumptions/plan-bundle.ts";
import type { OpenPlan } from "./open-plan.ts";

/** The claims of the plan's document and the rules on the plan, as `llmplan check` finds them. */
export interface ClaimsAnswer {
  readonly claims: readonly CheckedClaim[];
  readonly findings: readonly Finding[];
}

/** Absent where the bundle has no claims. */
export function claimsOf(bundle: PlanBundle, { plan, sheet, loaded }: OpenPlan): ClaimsAnswer | undefined {
  if (bundle.claims === undefined) return undefined;
  const set = readClaims(textIn(bundle.files), bundle.claims);
  const { checked, findings } = checkPlan(set, plan, sheet, (id) => loaded.setBy(id.split(".")) !== undefined);
  return { claims: checked, findings };
}
