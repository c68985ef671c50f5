import { comparisonOf, failsComparison } from "../analysis/comparison/comparison.ts";
import type { JudgedPlan } from "../analysis/policies/judge-policies.ts";
import { standingAt } from "../node/folders.ts";
import { interruptible } from "../node/interruptible.ts";
import { githubAnnotations } from "../report/check/github.ts";
import { junitXml } from "../report/check/junit.ts";
import { compareHtml } from "../report/compare/compare-html.ts";
import { compareMarkdown } from "../report/compare/compare-markdown.ts";
import { compareText } from "../report/compare/compare-text.ts";
import { compareView } from "../report/compare/compare-view.ts";
import { type PreparedSide, preparedSide, type SideOptions } from "./compared-side.ts";
import { EXIT, UsageError } from "./exit.ts";
import { jsonResult } from "./json-result.ts";
import { judgedPolicies } from "./judged-plan.ts";
import { printResult, terminalFor } from "./print.ts";
import { progressLine } from "./progress.ts";

export interface CompareOptions extends SideOptions {
  /** The last two tell only of limits, as `check` does. */
  readonly format: "text" | "md" | "json" | "html" | "junit" | "github";
  /** Revision whose files are the earlier side. */
  readonly base?: string;
}

/**
 * `llmplan compare A B`: what differs between two plans, and what it moves. Exit code 1 when a limit of the later plan
 * is broken that may not be.
 */
export function compareCommand(first: string | undefined, second: string | undefined, options: CompareOptions): void {
  const progress = progressLine();
  progress.show("computing both plans");
  const [base, head] = sidesOf(first, second, options);
  const policies = head.computed ? judgedPolicies(head.computed, judgedOf(head), judgedOf(base)) : [];
  const rate = head.computed?.read.plan.budget?.usd_per_eur.value;
  const comparison = interruptible(() =>
    comparisonOf(base.side, head.side, { policies, ...(rate !== undefined && { usdPerEur: rate }) }),
  );
  progress.clear();
  const json = (): string => {
    const read = head.computed?.read ?? { ...head.side, scenarioNames: [] };
    return jsonResult("compare", { read, figures: head.side.figures, warnings: [] }, options, { comparison });
  };
  const checks = () => ({ claims: [], findings: [], errors: [], policies });
  const texts: Readonly<Record<CompareOptions["format"], () => string>> = {
    text: () => compareText(compareView(comparison), terminalFor(options.out)),
    md: () => compareMarkdown(compareView(comparison)),
    html: () => compareHtml(compareView(comparison)),
    json,
    junit: () => junitXml(checks(), "llmplan compare"),
    github: () => githubAnnotations(checks()),
  };
  printResult(options.json ? json() : texts[options.format](), options.out);
  process.exitCode = failsComparison(comparison) ? EXIT.failed : EXIT.done;
}

/** `--set` is of the later side alone: it is what somebody would like to try. */
function sidesOf(
  first: string | undefined,
  second: string | undefined,
  options: CompareOptions,
): readonly [PreparedSide, PreparedSide] {
  const before = { ...options, set: [] };
  if (options.base !== undefined) {
    if (second !== undefined) throw new UsageError("--base is the earlier side: name one plan or scenario, or none");
    return [preparedSide(first, before, options.base), preparedSide(first, options)];
  }
  if (second !== undefined) {
    // Beside a plan's folder, a name is one of its own scenarios.
    const plan = options.plan ?? (isPlanFolder(first) && !standingAt(second) ? first : undefined);
    return [preparedSide(first, before), preparedSide(second, { ...options, ...(plan !== undefined && { plan }) })];
  }
  if (first === undefined && options.set.length === 0)
    throw new UsageError("nothing to compare: name two plans, scenarios or results, or one with --base REVISION");
  return [preparedSide(undefined, before), preparedSide(first, options)];
}

const isPlanFolder = (word: string | undefined): boolean =>
  word !== undefined && (standingAt(word)?.isDirectory() ?? false);

/** A saved result has figures and no draws. */
const judgedOf = ({ side }: PreparedSide): JudgedPlan => ({
  figures: side.figures,
  drawsOf: side.drawsOf ?? (() => undefined),
});
