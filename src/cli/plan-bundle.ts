import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { PlanBundle } from "../assumptions/plan-bundle.ts";
import { readText } from "../node/files.ts";
import type { PlanOptions } from "./options.ts";
import type { ReadPlan } from "./read-plan.ts";
import { shippedTrainingCatalog } from "./training-catalog.ts";
import { VERSION } from "./version.ts";

/** Gathers the texts of a plan, of its scenarios and claims, and of the facts it needs. */
export function planBundle(read: ReadPlan, options: PlanOptions): PlanBundle {
  const within = (path: string): string => relative(read.folder, path).replaceAll("\\", "/");
  const files = new Map([...read.texts].map(([path, text]) => [within(path), text]));
  for (const path of scenarioFiles(read.folder)) files.set(within(path), readText(path));
  const claims = join(read.folder, CLAIMS);
  if (existsSync(claims)) files.set(CLAIMS, readText(claims));
  const facts = new Map<string, string>();
  if (read.plan.training) shippedTrainingCatalog(facts);
  return {
    version: VERSION,
    files: Object.fromEntries(files),
    path: within(read.path),
    ...(files.has(CLAIMS) && { claims: CLAIMS }),
    facts: Object.fromEntries(facts),
    scenarios: [...options.scenario],
    sets: [...options.set],
    digest: read.digest,
    seed: options.seed,
    draws: options.draws,
    sampling: options.planSampling,
  };
}

const CLAIMS = "published.yaml";

function scenarioFiles(folder: string): readonly string[] {
  const scenarios = join(folder, "scenarios");
  if (!existsSync(scenarios)) return [];
  return readdirSync(scenarios)
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .map((name) => join(scenarios, name));
}
