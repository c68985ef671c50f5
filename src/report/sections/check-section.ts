import {
  type CheckedClaim,
  countVerdicts,
  type Hypothesis,
  isFailing,
  isFailure,
} from "../../analysis/claims/checked-claim.ts";
import { failsPolicy } from "../../analysis/policies/judge-policies.ts";
import type { CheckView } from "../check/check-view.ts";
import { claimText, hypothesisText, needsText, reasonText } from "../check/claim-text.ts";
import { policyCount, policyLines } from "../policies/policy-lines.ts";
import { counted } from "../quantity.ts";
import { singleLine } from "../single-line.ts";

/** A check as lines: failures first, then what is accepted with its reason, then counts. Errors are told apart, with their places. */
export function checkLines({ claims, findings, policies, errors }: CheckView): readonly string[] {
  const failing = claims.filter(isFailure);
  const accepted = claims.filter(({ outcome }) => outcome === "accepted");
  const found = findings.filter(isFailing);
  return [
    ...failing.map((claim) => `FAILS     ${named(claim)} ${claimText(claim)}`),
    ...found.map(({ code, message }) => singleLine(`FAILS     ${code}: ${message}`)),
    ...policyLines(policies.filter(failsPolicy)),
    ...findings
      .filter(({ severity, accepted: reason }) => severity === "warning" && reason === null)
      .map(({ code, message }) => singleLine(`warning   ${code}: ${message}`)),
    ...policyLines(policies.filter((policy) => policy.outcome === "broken" && !failsPolicy(policy))),
    ...accepted.map((claim) => `accepted  ${named(claim)} ${claimText(claim)}`),
    ...findings
      .filter(({ accepted: reason }) => reason !== null)
      .map(({ code, message }) => singleLine(`accepted  ${code}: ${message}`)),
    "",
    ...countLines(claims, failing.length, accepted.length),
    ...policyCount(policies),
    `${counted(found.length, "rules")} ${found.length === 1 ? "fails" : "fail"} on the plan${errors.length > 0 ? `, ${counted(errors.length, "errors")} in the claims` : ""}`,
  ];
}

/** The hypotheses for one claim, as lines. */
export function hypothesisLines(claim: CheckedClaim, hypotheses: readonly Hypothesis[]): readonly string[] {
  const heads = {
    printed: "with what the document or the catalog states",
    nowhere: "with a value printed nowhere (counts only where it repairs two claims)",
    rounding: "with another rounding (never counts)",
  } as const;
  const needs = needsText(hypotheses, claim);
  const passes = claim.outcome === "passes" || claim.outcome === "accepted-for-nothing";
  const blocks = (["printed", "nowhere", "rounding"] as const).flatMap((basis) => {
    const all = hypotheses.filter((hypothesis) => hypothesis.basis === basis);
    if (all.length === 0) return [];
    const shown = all.slice(0, MOST_SHOWN).map((hypothesis) => `  ${hypothesisText(hypothesis, claim)}`);
    const more = all.length > MOST_SHOWN ? [`  and ${all.length - MOST_SHOWN} more`] : [];
    return ["", `${heads[basis]}:`, ...shown, ...more];
  });
  return [
    `${named(claim)} ${claimText(claim)}`,
    ...(claim.outcome === "accepted" ? [singleLine(reasonText(claim))] : []),
    ...(needs === "" ? [] : [needs]),
    ...(blocks.length === 0 && !passes ? ["no neighbouring hypothesis gives it"] : blocks),
  ];
}

const MOST_SHOWN = 12;

const named = ({ id, where }: CheckedClaim): string => singleLine(`${id} (${where})`);

function countLines(claims: readonly CheckedClaim[], failing: number, accepted: number): readonly string[] {
  if (claims.length === 0) return [];
  const counts = Object.entries(countVerdicts(claims));
  const width = Math.max(...counts.map(([, count]) => String(count).length));
  return [
    ...counts.map(([verdict, count]) => `${String(count).padStart(width)} ${verdict}`),
    `${counted(claims.length, "claims")}: ${claims.length - failing - accepted} pass, ${accepted} accepted, ${failing} fail`,
  ];
}
