/** Which version of the plan form a file is written in, and whether this program reads it. */
import { describe } from "../describe.ts";
import type { LocatedMap } from "../located.ts";
import type { Problem } from "../problem.ts";

/** The form that this program reads. A change that breaks plans raises it and adds a step to `steps.ts`. */
export const PLAN_SCHEMA_VERSION = 1;

/** The version a plan says it has; 0 where it says none; undefined where what it says is no version. */
export function writtenVersion(plan: LocatedMap): number | undefined {
  const written = plan.entries.get("schema")?.value;
  if (!written) return 0;
  const version = written.kind === "scalar" ? written.value : undefined;
  return typeof version === "number" && Number.isSafeInteger(version) && version >= 0 ? version : undefined;
}

/** What is wrong with a plan of another version, with the way out; nothing where the version is this program's. */
export function versionProblem(plan: LocatedMap, file: string): Problem | undefined {
  const version = writtenVersion(plan);
  if (version === PLAN_SCHEMA_VERSION) return undefined;
  const written = plan.entries.get("schema")?.value;
  const at = { place: written?.place ?? plan.place, path: ["schema"] };
  const current = `version ${PLAN_SCHEMA_VERSION} of the form of plans`;
  if (version === undefined) {
    const found = written?.kind === "scalar" ? describe(written.value) : `a ${written?.kind}`;
    return { ...at, found, expected: String(PLAN_SCHEMA_VERSION) };
  }
  if (version > PLAN_SCHEMA_VERSION)
    return { ...at, found: `version ${version}`, expected: `${current} or older; update llmplan to read this plan` };
  const found = written ? `version ${version}` : "no version, which means 0";
  return { ...at, found, expected: `${current}; this command upgrades it: llmplan upgrade ${argument(file)} --write` };
}

const argument = (file: string): string => (/^[\w./-]+$/.test(file) ? file : `"${file}"`);
