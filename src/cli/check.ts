import { checkPlan, type PlanCheck } from "../analysis/claims/check-plan.ts";
import { countVerdicts, isFailing, isFailure } from "../analysis/claims/checked-claim.ts";
import { NO_CLAIMS } from "../analysis/claims/claim.ts";
import { hypothesesOf } from "../analysis/claims/neighbours.ts";
import { failsPolicy, type JudgedPolicy } from "../analysis/policies/judge-policies.ts";
import { readClaims } from "../assumptions/claims-file.ts";
import { nearest } from "../assumptions/nearest.ts";
import { formatProblem, type Problem } from "../assumptions/problem.ts";
import { standingAt } from "../node/folders.ts";
import type { CheckView } from "../report/check/check-view.ts";
import { githubAnnotations } from "../report/check/github.ts";
import { junitXml } from "../report/check/junit.ts";
import { checkLines, hypothesisLines } from "../report/sections/check-section.ts";
import { type ComputedPlan, computePlan } from "./compute-plan.ts";
import { EXIT, UsageError } from "./exit.ts";
import { readText } from "./input-files.ts";
import { jsonResult } from "./json-result.ts";
import { judgedPlan, judgedPolicies } from "./judged-plan.ts";
import type { PlanOptions } from "./options.ts";
import { printResult } from "./print.ts";
import { readPlan } from "./read-plan.ts";

export interface CheckOptions extends PlanOptions {
  /** Text where absent. */
  readonly format?: "text" | "junit" | "github";
  /** Id of a claim whose explanations are looked for. */
  readonly explain?: string;
}

/**
 * `llmplan check`: the claims of the plan's document, the rules on the plan and the plan's own limits. Exit code 1 when something fails, 2 when
 * the claims file itself is wrong; an explanation proposes and fails nothing.
 */
export function checkCommand(named: string | undefined, options: CheckOptions): void {
  const read = readPlan(named, options);
  // Limits may be on any figure, also on those that no sheet holds.
  const needsFigures = options.json === true || read.policies.length > 0;
  const computed = computePlan(named, options, { read, ...(!needsFigures && { choose: () => [] }) });
  const { plan, setBy } = computed.read;
  const isSupposed = (id: string) => setBy(id.split(".")) !== undefined;
  const check = checkPlan(claimsBeside(computed), plan, computed.sheet, isSupposed);
  const policies = judgedPolicies(computed, judgedPlan(computed, options));
  const explained = options.explain;
  if (explained !== undefined) explain(explained, check, computed, options);
  else show(check, policies, computed, options);
  if (!showsErrors(options))
    for (const fault of check.faults) process.stderr.write(`${formatProblem(problemOf(fault))}\n`);
  process.exitCode = explained !== undefined && check.faults.length === 0 ? EXIT.done : exitCodeOf(check, policies);
}

/** The formats for machines hold the errors; where they are printed, nothing is said twice. */
const showsErrors = ({ format = "text", explain, json, out }: CheckOptions): boolean =>
  format !== "text" && explain === undefined && !json && out === undefined;

function problemOf({ place, id, found, expected, words = [] }: PlanCheck["faults"][number]): Problem {
  const hint = nearest(found, words);
  return { place, path: [id], found, expected, ...(hint !== undefined && { nearest: hint }) };
}

/** The claims file of a plan stands beside it. */
function claimsBeside({ read }: ComputedPlan) {
  const file = read.folder === "" ? CLAIMS : `${read.folder}/${CLAIMS}`;
  if (standingAt(file)) return readClaims(readText, file);
  process.stderr.write(
    `no ${CLAIMS} beside the plan, so no printed number is compared; its own limits and rules are checked\n`,
  );
  return NO_CLAIMS;
}

const CLAIMS = "published.yaml";

function exitCodeOf({ checked, findings, faults }: PlanCheck, policies: readonly JudgedPolicy[]): number {
  if (faults.length > 0) return EXIT.wrong;
  const fails = checked.some(isFailure) || findings.some(isFailing) || policies.some(failsPolicy);
  return fails ? EXIT.failed : EXIT.done;
}

function show(
  check: PlanCheck,
  policies: readonly JudgedPolicy[],
  computed: ComputedPlan,
  options: CheckOptions,
): void {
  const view = viewOf(check, policies);
  if (options.json) {
    const { claims, findings } = view;
    const summary = countVerdicts(claims);
    const added = { claims: claims.map(listed), summary, findings, policies };
    printResult(jsonResult("check", computed, options, added), options.out);
    return;
  }
  printResult(FORMATS[options.format ?? "text"](view), options.out);
}

const FORMATS: Readonly<Record<NonNullable<CheckOptions["format"]>, (view: CheckView) => string>> = {
  text: (view) => `${checkLines(view).join("\n")}\n`,
  junit: junitXml,
  github: githubAnnotations,
};

function viewOf({ checked, findings, faults }: PlanCheck, policies: readonly JudgedPolicy[]): CheckView {
  const errors = faults.map(problemOf).map(({ path, place, found, expected, nearest: hint }) => ({
    subject: String(path[0]),
    message: `found ${found}, expected ${expected}${hint === undefined ? "" : ` (did you mean ${hint}?)`}`,
    place,
  }));
  return { claims: checked, findings, policies, errors };
}

/** A claim as the JSON shows it. */
const listed = (claim: CheckView["claims"][number]) => {
  const { id, printed, computed, fullChain, verdict, accepted, where, unit, outcome, because, place } = claim;
  return { id, printed, computed, fullChain, verdict, accepted, outcome, because, where, unit, place };
};

function explain(id: string, check: PlanCheck, computed: ComputedPlan, options: CheckOptions): void {
  const claim = check.checked.find((other) => other.id === id);
  const chain = check.chains.get(id);
  if (!claim || !chain) {
    const hint = nearest(id, check.chains.keys());
    throw new UsageError(`no claim is called ${id}${hint === undefined ? "" : ` (did you mean ${hint}?)`}`);
  }
  const hypotheses = hypothesesOf(chain, check.around);
  if (options.json) {
    printResult(jsonResult("check", computed, options, { claims: [listed(claim)], hypotheses }), options.out);
    return;
  }
  printResult(`${hypothesisLines(claim, hypotheses).join("\n")}\n`, options.out);
}
