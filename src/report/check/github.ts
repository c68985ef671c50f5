/** A check as GitHub workflow commands: annotations at the file and line of each claim. */
import { isFailing, isFailure } from "../../analysis/claims/checked-claim.ts";
import type { JudgedPolicy } from "../../analysis/policies/judge-policies.ts";
import { policyName, policyText } from "../policies/policy-text.ts";
import { singleLine } from "../single-line.ts";
import type { CheckView } from "./check-view.ts";
import { claimText } from "./claim-text.ts";

/** Errors, failures and warnings, one command a line; what passes says nothing. */
export function githubAnnotations({ claims, findings, policies, errors }: CheckView): string {
  const commands = [
    ...errors.map(({ subject, message, place }) => command("error", place, subject, message)),
    ...claims.filter(isFailure).map((claim) => command("error", claim.place, claim.id, claimText(claim))),
    ...findings.filter(isFailing).map(({ code, message, place }) => command("error", place, code, message)),
    ...findings
      .filter(({ severity, accepted }) => severity === "warning" && accepted === null)
      .map(({ code, message, place }) => command("warning", place, code, message)),
    ...policies.flatMap(policyCommands),
    ...claims
      .filter(({ outcome }) => outcome === "accepted")
      .map((claim) => command("notice", claim.place, claim.id, `accepted: ${claimText(claim)}`)),
  ];
  return commands.map((line) => `${line}\n`).join("");
}

/** An error or a warning for a limit that is broken. */
function policyCommands(policy: JudgedPolicy): readonly string[] {
  if (policy.outcome !== "broken") return [];
  const level = policy.severity === "fail" ? "error" : "warning";
  return [command(level, policy.place, policyName(policy), policyText(policy))];
}

type Place = CheckView["errors"][number]["place"];

function command(
  level: "error" | "warning" | "notice",
  { file, line, column }: Place,
  title: string,
  message: string,
): string {
  const at = line > 0 ? `file=${property(file)},line=${line},col=${column},` : "";
  return `::${level} ${at}title=${property(title)}::${data(message)}`;
}

/** Escapes as the runner reads them (actions/toolkit, packages/core/src/command.ts); there are no line breaks left. */
const data = (text: string): string => singleLine(text).replaceAll("%", "%25");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
