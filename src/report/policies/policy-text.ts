import type { JudgedPolicy } from "../../analysis/policies/judge-policies.ts";
import { formatPercent, formatQuantity } from "../quantity.ts";
import { singleLine } from "../single-line.ts";

const DIGITS = { atMost: 4 } as const;

/** What became of a limit, in one line: `P95 cost of a conversation is $2.07, the limit is <= 2.5`. */
export function policyText(policy: JudgedPolicy): string {
  const { label, unit, value, text, reason, withinNoise } = policy;
  const is = value === null ? "does not apply" : `is ${formatQuantity(value, unit, DIGITS)}${changeText(policy)}`;
  const noise = withinNoise ? " (nearer to the limit than the noise of the estimate)" : "";
  return singleLine(`${label} ${is}${shareText(policy)}; the limit is ${text}${noise}${reason ? `: ${reason}` : ""}`);
}

/** Id of the figure with the limit: what a policy is called. */
export const policyName = ({ figure, text }: JudgedPolicy): string => singleLine(`${figure} ${text}`);

function changeText({ value, base, unit }: JudgedPolicy): string {
  if (base === undefined || base === null || value === null) return "";
  if (value === base) return ", as before";
  const change = value - base;
  const relative =
    base === 0 ? "" : `, ${change > 0 ? "+" : ""}${formatPercent(change / Math.abs(base), { atMost: 3 })}`;
  return `, before ${formatQuantity(base, unit, DIGITS)} (${change > 0 ? "+" : ""}${formatQuantity(change, unit, { atMost: 3 })}${relative})`;
}

function shareText({ probability }: JudgedPolicy): string {
  if (!probability) return "";
  const { value, asked, standardError } = probability;
  const error = standardError === 0 ? "" : ` ± ${formatPercent(standardError, { atMost: 2 })}`;
  return `, within the limit in ${formatPercent(value, { atMost: 3 })}${error} of the drawn plans where ${formatPercent(asked, DIGITS)} are asked`;
}
