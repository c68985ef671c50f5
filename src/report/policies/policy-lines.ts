import { failsPolicy, type JudgedPolicy } from "../../analysis/policies/judge-policies.ts";
import { counted } from "../quantity.ts";
import { policyText } from "./policy-text.ts";

/** Broken limits as lines of a check; what holds says nothing. */
export function policyLines(policies: readonly JudgedPolicy[]): readonly string[] {
  return policies
    .filter(({ outcome }) => outcome === "broken")
    .map(
      (policy) => `${failsPolicy(policy) ? "FAILS     " : "warning   "}budget ${policy.figure}: ${policyText(policy)}`,
    );
}

/** `4 limits on figures: 3 hold, 1 broken`; nothing where there are none. */
export function policyCount(policies: readonly JudgedPolicy[]): readonly string[] {
  if (policies.length === 0) return [];
  const count = (outcome: JudgedPolicy["outcome"]): number =>
    policies.filter((policy) => policy.outcome === outcome).length;
  const waiting = count("needs-base") > 0 ? `, ${count("needs-base")} on changes (llmplan compare)` : "";
  return [
    `${counted(policies.length, "limits")} on figures: ${count("holds")} ${count("holds") === 1 ? "holds" : "hold"}, ${count("broken")} broken${waiting}`,
  ];
}
