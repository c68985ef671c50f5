/** A check as JUnit XML: a test case for every claim and every finding. */
import { isFailing, isFailure } from "../../analysis/claims/checked-claim.ts";
import { failsPolicy, type JudgedPolicy } from "../../analysis/policies/judge-policies.ts";
import { policyName, policyText } from "../policies/policy-text.ts";
import { escapeXml } from "../svg/escape.ts";
import type { CheckView } from "./check-view.ts";
import { claimText } from "./claim-text.ts";

/** Accepted claims are skipped tests with their reason; no times are written, so that the same check is the same bytes. */
export function junitXml(view: CheckView, command = "llmplan check"): string {
  const policies = view.policies.length > 0 ? [policiesSuite(view.policies)] : [];
  return suitesXml(command, [claimsSuite(view), rulesSuite(view), ...policies]);
}

function suitesXml(command: string, suites: readonly Suite[]): string {
  const total = (count: (suite: Suite) => number): number => suites.reduce((sum, suite) => sum + count(suite), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${command}" tests="${total(testsOf)}" failures="${total(failuresOf)}" errors="${total(errorsOf)}">`,
    ...suites.map(suiteXml),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Case {
  readonly name: string;
  readonly group: string;
  readonly file: string;
  readonly line: number;
  readonly outcome: "passed" | "failure" | "error" | "skipped";
  readonly message: string;
  readonly type: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

function claimsSuite({ claims, errors }: CheckView): Suite {
  return {
    name: "claims",
    cases: [
      ...claims.map((claim): Case => {
        const failed = isFailure(claim) ? "failure" : claim.outcome === "accepted" ? "skipped" : "passed";
        const message = claim.accepted && failed === "skipped" ? claim.accepted : claimText(claim);
        const { file, line } = claim.place;
        return { name: claim.id, group: claim.where, file, line, outcome: failed, message, type: claim.verdict };
      }),
      ...errors.map(
        ({ subject, message, place: { file, line } }): Case => ({
          ...{ name: subject, group: "claims file", file, line },
          ...{ outcome: "error", message, type: "claims-file" },
        }),
      ),
    ],
  };
}

function rulesSuite({ findings }: CheckView): Suite {
  return {
    name: "rules",
    cases: findings.map(
      (finding): Case => ({
        name: finding.subject,
        group: finding.code,
        file: finding.place.file,
        line: finding.place.line,
        outcome: isFailing(finding) ? "failure" : finding.accepted === null ? "passed" : "skipped",
        message: finding.accepted ?? finding.message,
        type: finding.code,
      }),
    ),
  };
}

/** What only warns is a skipped test, which says why. */
function policiesSuite(policies: readonly JudgedPolicy[]): Suite {
  return {
    name: "policies",
    cases: policies.map((policy): Case => {
      const skipped = policy.outcome !== "holds";
      return {
        name: policyName(policy),
        group: "budget",
        file: policy.place.file,
        line: policy.place.line,
        outcome: failsPolicy(policy) ? "failure" : skipped ? "skipped" : "passed",
        message: policy.outcome === "needs-base" ? "a limit on a change needs llmplan compare" : policyText(policy),
        type: "policy",
      };
    }),
  };
}

const testsOf = ({ cases }: Suite): number => cases.length;
const failuresOf = ({ cases }: Suite): number => cases.filter(({ outcome }) => outcome === "failure").length;
const errorsOf = ({ cases }: Suite): number => cases.filter(({ outcome }) => outcome === "error").length;

function suiteXml(suite: Suite): string {
  const skipped = suite.cases.filter(({ outcome }) => outcome === "skipped").length;
  const counts = `tests="${testsOf(suite)}" failures="${failuresOf(suite)}" errors="${errorsOf(suite)}" skipped="${skipped}"`;
  return [`  <testsuite name="${suite.name}" ${counts}>`, ...suite.cases.map(caseXml), "  </testsuite>"].join("\n");
}

function caseXml({ name, group, file, line, outcome, message, type }: Case): string {
  const named = `name="${escapeXml(name)}" classname="${escapeXml(group)}" file="${escapeXml(file)}" line="${line}"`;
  if (outcome === "passed") return `    <testcase ${named}/>`;
  const why = outcome === "skipped" ? "" : ` type="${escapeXml(type)}"`;
  return `    <testcase ${named}><${outcome} message="${escapeXml(message)}"${why}/></testcase>`;
}
