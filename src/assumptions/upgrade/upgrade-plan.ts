import { resolveBeside } from "../file-path.ts";
import { readWithIncludes } from "../include.ts";
import { parseYaml } from "../parse-yaml.ts";
import { type PlanReader, readMap } from "../plan-reader.ts";
import { InputError, type Problem } from "../problem.ts";
import { PLAN_SCHEMA_VERSION, versionProblem, writtenVersion } from "./plan-version.ts";
import type { UpgradeStep } from "./step.ts";
import { UPGRADE_STEPS } from "./steps.ts";
import { upgradedText, withVersion } from "./upgrade-text.ts";

/** Where the files of a plan are read. */
export interface UpgradeRequest {
  readonly read: (path: string) => string;
  /** Names of the files in a folder; throws or is empty where there is none. */
  readonly list: (folder: string) => readonly string[];
  readonly path: string;
}

export interface UpgradedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

export interface UpgradedPlan {
  /** The version that the plan was written in. */
  readonly from: number;
  /** The steps taken, in order. */
  readonly steps: readonly Pick<UpgradeStep, "change">[];
  /** The plan, what it includes and its scenarios, changed or not, in the order in which they are read. */
  readonly files: readonly UpgradedFile[];
}

/**
 * Brings a plan to the form that this program reads, with the files it includes and the scenarios beside it.
 *
 * @throws InputError where a file cannot be read, or the plan is of a version that this program does not know
 */
export function upgradePlan({ read, list, path }: UpgradeRequest): UpgradedPlan {
  const problems: Problem[] = [];
  const texts = new Map<string, string>();
  const reader: PlanReader = {
    read(file) {
      const text = read(file);
      texts.set(file, text);
      return text;
    },
    report: (problem) => void problems.push(problem),
    files: [],
  };
  const plan = readWithIncludes(reader, path);
  for (const file of scenarioFiles(list, path)) readMap({ ...reader, files: [] }, file);
  if (!plan || problems.length > 0) throw new InputError(problems);
  const from = writtenVersion(plan);
  const unknown = from === undefined || from > PLAN_SCHEMA_VERSION ? versionProblem(plan, path) : undefined;
  if (from === undefined || unknown) throw new InputError(unknown ? [unknown] : []);

  const steps = UPGRADE_STEPS.slice(from, PLAN_SCHEMA_VERSION);
  const files = [...texts].map(([file, before]): UpgradedFile => {
    const mark = before.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    const text = upgradedText(before.slice(mark.length), steps);
    const after =
      file === path && steps.length > 0 ? requireVersion(withVersion(text, PLAN_SCHEMA_VERSION), file) : text;
    return { file, before, after: mark + after };
  });
  return { from, steps, files };
}

const BYTE_ORDER_MARK = "\uFEFF";

function scenarioFiles(list: UpgradeRequest["list"], plan: string): readonly string[] {
  const folder = resolveBeside(plan, "scenarios");
  try {
    const names = list(folder).filter((name) => name.endsWith(".yaml"));
    return names.toSorted().map((name) => `${folder}/${name}`);
  } catch {
    return []; // a plan without the folder has no scenarios
  }
}

/** YAML has ways to write a map that an inserted line would break; then nothing is changed. */
function requireVersion(text: string, file: string): string {
  const { tree } = parseYaml({ file, text });
  if (tree?.kind === "map" && writtenVersion(tree) === PLAN_SCHEMA_VERSION) return text;
  const expected = `schema: ${PLAN_SCHEMA_VERSION} on a line of its own, put there by hand`;
  throw new InputError([{ place: { file, line: 1, column: 1 }, path: ["schema"], found: "unusual YAML", expected }]);
}
