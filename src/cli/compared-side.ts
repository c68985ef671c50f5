import { basename } from "node:path";
import { checkPlan } from "../analysis/claims/check-plan.ts";
import type { ComparedSide } from "../analysis/comparison/comparison.ts";
import { readClaims } from "../assumptions/claims-file.ts";
import { resolveBeside } from "../assumptions/file-path.ts";
import { parseYaml } from "../assumptions/parse-yaml.ts";
import { InputError } from "../assumptions/problem.ts";
import { FileError } from "../node/file-error.ts";
import { standingAt } from "../node/folders.ts";
import { type RevisionFiles, revisionFiles } from "../node/git-revision.ts";
import { type ComputedPlan, computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import { comparedPlan } from "./judged-plan.ts";
import type { PlanOptions } from "./options.ts";
import { DISK, type PlanSource, readPlan } from "./read-plan.ts";
import { readSavedResult } from "./saved-result.ts";

/** Options that say what the sides are. */
export interface SideOptions extends PlanOptions {
  /** The plan that scenarios are of. */
  readonly plan?: string;
}

/** A side, and the plan behind it where it is no saved result. */
export interface PreparedSide {
  readonly side: ComparedSide;
  readonly computed?: ComputedPlan;
}

/**
 * What a word on the command line stands for: a plan's folder or file, a saved result, a scenario file, or names of
 * scenarios with commas between them; nothing is the plan as it is.
 */
type Meaning =
  | { readonly is: "result"; readonly path: string }
  | {
      readonly is: "plan";
      readonly plan: string | undefined;
      readonly scenarios: readonly string[];
      readonly file?: string;
    };

/**
 * Reads and computes one side.
 *
 * @param revision the revision of the git repository in which its files are read; the disk where absent
 */
export function preparedSide(word: string | undefined, options: SideOptions, revision?: string): PreparedSide {
  const meaning = meaningOf(word, options.plan);
  if (meaning.is === "result") {
    if (revision !== undefined) throw new UsageError("--base is a revision of a plan; a saved result has none");
    const saved = readSavedResult(meaning.path);
    return { side: { name: meaning.path, ...saved } };
  }
  const files = revision === undefined ? DISK : revisionFiles(process.cwd(), revision);
  const source = meaning.file === undefined ? files : withScenarioFile(files, meaning.file);
  const given = { ...options, scenario: [...options.scenario, ...meaning.scenarios] };
  const computed = placed(meaning.file, revision, () =>
    computePlan(undefined, given, { read: readPlan(meaning.plan, given, source) }),
  );
  const { read, sheet, figures } = computed;
  const claims = claimsOf(computed, files);
  const name = [word ?? "the plan", ...(revision === undefined ? [] : [`at ${revision}`])].join(" ");
  const { drawsOf } = comparedPlan(computed, options);
  const { title, digest, plan, policies } = read;
  const side = { name, title, digest, figures, sheet, drawsOf, text: { plan, policies }, ...(claims && { claims }) };
  return { side, computed };
}

function meaningOf(word: string | undefined, plan: string | undefined): Meaning {
  if (word === undefined) return { is: "plan", plan, scenarios: [] };
  const there = word === "" ? undefined : standingAt(word);
  if (there?.isDirectory()) return { is: "plan", plan: word, scenarios: [] };
  if (there) {
    if (/\.json$/i.test(word)) return { is: "result", path: word };
    return isPlanFile(word)
      ? { is: "plan", plan: word, scenarios: [] }
      : { is: "plan", plan, scenarios: [scenarioName(word)], file: word };
  }
  const names = word.split(",");
  if (names.every((name) => /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name))) return { is: "plan", plan, scenarios: names };
  throw new UsageError(`no file, folder or scenario ${word}`);
}

/** A plan says which form it is written in; a scenario gives its reason. */
function isPlanFile(path: string): boolean {
  const { tree } = parseYaml({ file: path, text: DISK.read(path) });
  return tree?.kind !== "map" || !tree.entries.has("reason") || tree.entries.has("schema");
}

const scenarioName = (path: string): string =>
  `file-${basename(path)
    .replace(/\.[^.]*$/, "")
    .replace(/[^A-Za-z0-9_-]/g, "-")}`;

/** A scenario that stands anywhere is read as if it stood with the plan's own. */
function withScenarioFile(files: PlanSource, file: string): PlanSource {
  const name = `${scenarioName(file)}.yaml`;
  return {
    read: (path) => (basename(path) === name ? DISK.read(file) : files.read(path)),
    list: (folder) => (basename(folder) === "scenarios" ? [...listOrNone(files, folder), name] : files.list(folder)),
  };
}

function listOrNone({ list }: PlanSource, folder: string): readonly string[] {
  try {
    return list(folder);
  } catch (error) {
    if (error instanceof FileError && error.fault === "machine") throw error;
    return [];
  }
}

/** Problems at the places that the user knows: the scenario's own file, the revision. */
function placed<Result>(file: string | undefined, revision: string | undefined, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const name = file === undefined ? undefined : `${scenarioName(file)}.yaml`;
    throw new InputError(
      error.problems.map((problem) => {
        const own = name !== undefined && basename(problem.place.file) === name;
        const at = own
          ? (file ?? "")
          : revision === undefined
            ? problem.place.file
            : `${revision}:${problem.place.file}`;
        return { ...problem, place: { ...problem.place, file: at } };
      }),
    );
  }
}

/** The claims beside the plan, checked; undefined where there are none. */
function claimsOf({ read, sheet }: ComputedPlan, files: PlanSource | RevisionFiles): ComparedSide["claims"] {
  const file = read.folder === "" ? CLAIMS : resolveBeside(`${read.folder}/plan.yaml`, CLAIMS);
  if (!listOrNone(files, read.folder === "" ? "." : read.folder).includes(CLAIMS)) return undefined;
  const isSupposed = (id: string) => read.setBy(id.split(".")) !== undefined;
  return checkPlan(readClaims(files.read, file), read.plan, sheet, isSupposed).checked;
}

const CLAIMS = "published.yaml";
