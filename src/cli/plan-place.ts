import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { attempt } from "../node/file-error.ts";
import { standingAt } from "../node/folders.ts";
import { UsageError } from "./exit.ts";

/** A plan's folder, and the file in it. */
export interface PlanPlace {
  readonly folder: string;
  readonly file: string;
}

/**
 * Finds the plan. A folder means its plan.yaml; nothing means the current folder's plan, else the only plan under
 * assumptions/.
 */
export function placeOfPlan(named: string | undefined, current: string): PlanPlace {
  if (named === STANDARD_INPUT) return { folder: current, file: STANDARD_INPUT };
  if (named !== undefined) return named.length > 0 ? placeNamed(resolve(current, named), named) : unnamed();
  if (isFile(join(current, PLAN))) return { folder: current, file: PLAN };
  const plans = plansUnder(join(current, "assumptions"));
  const [only] = plans;
  if (only !== undefined && plans.length === 1) return { folder: only, file: PLAN };
  throw new UsageError(
    plans.length === 0
      ? `no plan here: name a folder with a ${PLAN}, or a plan file`
      : `several plans here: name one of ${plans.join(", ")}`,
  );
}

/** The plan is read from standard input; what it includes and its scenarios are sought in the current folder. */
export const STANDARD_INPUT = "-";

const PLAN = "plan.yaml";

function placeNamed(path: string, named: string): PlanPlace {
  if (isFolder(path)) {
    if (isFile(join(path, PLAN))) return { folder: path, file: PLAN };
    throw new UsageError(`${named} holds no ${PLAN}`);
  }
  // A pipe will do as well as a file.
  if (!standingAt(path)) throw new UsageError(`no plan at ${named}: no such file or folder`);
  return { folder: dirname(path), file: path.slice(dirname(path).length).replace(/^[\\/]/, "") };
}

const unnamed = (): never => {
  throw new UsageError("the name of the plan is empty");
};

function plansUnder(folder: string): readonly string[] {
  if (!isFolder(folder)) return [];
  const folders = attempt(`cannot read ${folder}`, () => readdirSync(folder)).map((name) => join(folder, name));
  return folders.filter((candidate) => isFile(join(candidate, PLAN))).sort();
}

const isFile = (path: string): boolean => standingAt(path)?.isFile() ?? false;
const isFolder = (path: string): boolean => standingAt(path)?.isDirectory() ?? false;
