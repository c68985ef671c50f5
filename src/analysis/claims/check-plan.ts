import type { Plan } from "../plan/plan.ts";
import type { Sheet } from "../sheets/plan-sheet.ts";
import { type ClaimCheck, checkClaims } from "./check-claims.ts";
import type { Finding } from "./checked-claim.ts";
import type { ClaimSet } from "./claim.ts";
import { currenciesRule } from "./rules/currencies.ts";
import { impliedUtilisationRule } from "./rules/implied-utilisation.ts";
import { plausibleRangeRule } from "./rules/plausible-range.ts";
import { printedInputsRule } from "./rules/printed-inputs.ts";
import type { Examined, Found, Rule } from "./rules/rule.ts";
import { sameQuantityRule } from "./rules/same-quantity.ts";
import { sharesRule } from "./rules/shares.ts";
import { sourcesRule } from "./rules/sources.ts";

/** Everything that a check looks at. */
export interface PlanCheck extends ClaimCheck {
  readonly findings: readonly Finding[];
}

/**
 * Checks the claims of a document and the plan they rest on.
 *
 * @param isSupposed whether a scenario or a setting, not the plan itself, put the assumption of an id there
 */
export function checkPlan(
  set: ClaimSet,
  plan: Plan,
  sheet: Sheet,
  isSupposed: (id: string) => boolean = () => false,
): PlanCheck {
  const check = checkClaims(set, plan, sheet.nodes);
  const examined: Examined = {
    plan,
    sheet,
    set: check.around.set,
    chains: [...check.chains.values()],
    nodes: check.around.nodes.printed,
    isSupposed,
  };
  return {
    ...check,
    findings: withAcceptances(
      RULES.flatMap((rule) => rule(examined)).map((found) => inFile(found, set)),
      set,
    ),
  };
}

const RULES: readonly Rule[] = [
  sourcesRule,
  sharesRule,
  plausibleRangeRule,
  sameQuantityRule,
  impliedUtilisationRule,
  currenciesRule,
  printedInputsRule,
];

/** What a setting put there stands in no file: the finding points to where the document prints the input. */
function inFile(found: Found, { inputs }: ClaimSet): Found {
  const printed = found.place.line > 0 ? undefined : inputs.find(({ node }) => node === found.subject);
  return printed ? { ...found, place: printed.place } : found;
}

/** Findings that somebody answers for, and answers to which there is no finding any more. */
function withAcceptances(found: readonly Found[], { acceptedFindings }: ClaimSet): readonly Finding[] {
  const isMet = (code: string, subject: string): boolean =>
    found.some((finding) => finding.code === code && finding.subject === subject);
  const unneeded = acceptedFindings
    .filter(({ code, subject }) => !isMet(code, subject))
    .map(({ code, subject, place }): Finding => {
      const message = `${code} of ${subject} is accepted, but is not found`;
      return { code: "unneeded-acceptance", severity: "error", subject, message, place, accepted: null };
    });
  const answered = found.map((finding): Finding => {
    const answer = acceptedFindings.find(({ code, subject }) => code === finding.code && subject === finding.subject);
    return { ...finding, accepted: answer?.reason ?? null };
  });
  return [...answered, ...unneeded];
}
