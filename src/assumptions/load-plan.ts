import type { z } from "zod";
import type { Place } from "../analysis/node.ts";
import type { Policy } from "../analysis/policies/policy.ts";
import { digestOf } from "./digest.ts";
import { finishDrafts, type LeavesOf } from "./draft.ts";
import { readWithIncludes } from "./include.ts";
import { type Located, type Path, placeAt, setByAt, writtenAt } from "./located.ts";
import { applyOverride, type Override } from "./override.ts";
import type { ParseFile, PlanReader } from "./plan-reader.ts";
import { readPolicies, separatePolicies } from "./policies.ts";
import { modelPricer } from "./prices/model-prices.ts";
import type { PriceBook } from "./prices/price-book.ts";
import { InputError, type Problem } from "./problem.ts";
import { readScenarios, type Scenario } from "./scenario.ts";
import { keysAt } from "./schema-keys.ts";
import { checkTree } from "./schema-problems.ts";
import { readSetOption } from "./set-option.ts";
import { versionProblem } from "./upgrade/plan-version.ts";

/** Where a plan's text comes from and what is changed in it. */
export interface PlanRequest<Schema> {
  /** The text of a file; throws where there is none. */
  readonly read: (path: string) => string;
  /** Reads the text of a file as YAML; given by those who read the same files over and over, and remember. */
  readonly parse?: ParseFile;
  /** Names of the files in a folder, to name the scenarios there are; throws or is empty where there is none. */
  readonly list?: (folder: string) => readonly string[];
  /** The plan file. */
  readonly path: string;
  /** Names of scenarios; later ones win. */
  readonly scenarios?: readonly string[];
  /** `path=value`, over the scenarios; later ones win. */
  readonly sets?: readonly string[];
  readonly schema: Schema;
  /** The price list, read only where the plan names a hosted model; without it such a plan is refused. */
  readonly priceBook?: () => Pick<PriceBook, "find">;
}

export interface LoadedPlan<Schema extends z.ZodType> {
  readonly leaves: LeavesOf<z.output<Schema>>;
  readonly title: string;
  /** Limits on figures; they change no figure. */
  readonly policies: readonly Policy[];
  /** Names the effective values: 16 hex digits. */
  readonly digest: string;
  /** The scenarios asked for. */
  readonly scenarioNames: readonly string[];
  /** The scenarios applied, in order, with those they extend. */
  readonly scenarios: readonly Pick<Scenario, "name" | "title" | "reason">[];
  /** Every file read. */
  readonly files: readonly string[];
  /** Where a part of the effective plan is written. */
  readonly placeOf: (path: Path) => Place;
  /** What put a part of the effective plan there, if not the plan itself: `scenario lean`, `--set`. */
  readonly setBy: (path: Path) => string | undefined;
  /** What is written for an assumption, as plain values: `15 to 30`, a number, a distribution by its parameters. */
  readonly writtenAt: (path: Path) => unknown;
}

/**
 * Reads a plan with its includes, puts scenarios and settings over it, and checks the whole once.
 *
 * @throws InputError with everything that is wrong in any of the files
 */
export function loadPlan<Schema extends z.ZodType<{ readonly title: string }>>(
  request: PlanRequest<Schema>,
): LoadedPlan<Schema> {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const reader: PlanReader = { read: request.read, ...(request.parse && { parse: request.parse }), report, files: [] };
  const base = readWithIncludes(reader, request.path);
  const otherVersion = base && keysAt(request.schema, []).includes("schema") && versionProblem(base, request.path);
  // Of a plan in another form all else that could be said would be wrong.
  if (otherVersion) throw new InputError([otherVersion]);
  const scenarios = readScenarios({ reader, planFile: request.path, list: request.list }, request.scenarios ?? []);
  const sets = (request.sets ?? []).flatMap((option) => readSetOption(option, report) ?? []);
  if (!base) throw new InputError(problems);

  const pricer = modelPricer(request.priceBook);
  const whole = [...scenarios, ...sets].reduce<Located>(
    (tree, override: Override) => {
      const changed = applyOverride(tree, override, report);
      return pricer.fill(changed, override.tree);
    },
    pricer.fill(base, base),
  );
  pricer.problems().forEach(report);
  const { tree: merged, policies: written } = separatePolicies(whole);
  const policies = readPolicies(written, report);
  const checked = checkTree(request.schema, merged);
  if ("problems" in checked) problems.push(...notYetTold(checked.problems, problems));
  if (problems.length > 0 || "problems" in checked) throw new InputError(problems);

  const leaves = finishDrafts(checked.output, merged);
  return {
    leaves,
    title: checked.output.title,
    policies,
    digest: digestOf(leaves),
    scenarioNames: [...(request.scenarios ?? [])],
    scenarios: scenarios.map(({ name, title, reason }) => ({ name, title, reason })),
    files: reader.files,
    placeOf: (path) => placeAt(merged, path),
    setBy: (path) => setByAt(merged, path),
    writtenAt: (path) => writtenAt(merged, path),
  };
}

/** What cannot be read is not also of the wrong kind. */
function notYetTold(problems: readonly Problem[], told: readonly Problem[]): Problem[] {
  const key = ({ place: { file, line, column } }: Problem) => JSON.stringify([file, line, column]);
  const places = new Set(told.filter(({ place }) => place.line > 0).map(key));
  return problems.filter((problem) => !places.has(key(problem)));
}
