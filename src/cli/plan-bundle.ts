import { readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { FoundPrice, PlanBundle } from "../assumptions/plan-bundle.ts";
import { InputError } from "../assumptions/problem.ts";
import { attempt } from "../node/file-error.ts";
import { standingAt } from "../node/folders.ts";
import { readText } from "./input-files.ts";
import type { PlanOptions } from "./options.ts";
import { type ReadPlan, readPlan } from "./read-plan.ts";
import { shippedServingCatalog } from "./serving-catalog.ts";
import { shippedTrainingCatalog } from "./training-catalog.ts";
import { VERSION } from "./version.ts";

/** Gathers the texts of a plan, of its scenarios and claims, and of the facts it needs. */
export function planBundle(read: ReadPlan, options: PlanOptions): PlanBundle {
  const within = (path: string): string => relative(read.folder, path).replaceAll("\\", "/");
  const files = new Map([...read.texts].map(([path, text]) => [within(path), text]));
  for (const path of scenarioFiles(read.folder)) files.set(within(path), readText(path));
  const claims = join(read.folder, CLAIMS);
  if (standingAt(claims)) files.set(CLAIMS, readText(claims));
  const facts = new Map<string, string>();
  if (read.plan.training) shippedTrainingCatalog(facts);
  const serves = read.plan.serving !== undefined || [...files.values()].some((text) => /^serving:/m.test(text));
  return {
    version: VERSION,
    files: Object.fromEntries(files),
    path: within(read.path),
    ...(files.has(CLAIMS) && { claims: CLAIMS }),
    facts: Object.fromEntries(facts),
    ...(serves && { serving: shippedServingCatalog() }),
    prices: [...read.prices, ...scenarioPrices(read, options)],
    scenarios: [...options.scenario],
    sets: [...options.set],
    digest: read.digest,
    seed: options.seed,
    draws: options.draws,
    sampling: options.planSampling,
  };
}

const CLAIMS = "published.yaml";

/** Prices of the models that scenarios name which are not applied now; a scenario that cannot be read has none. */
function scenarioPrices({ folder, path }: ReadPlan, options: PlanOptions): readonly FoundPrice[] {
  const naming = scenarioFiles(folder).filter((file) => /^\s*model:/m.test(readText(file)));
  return naming.flatMap((file) => {
    try {
      return readPlan(path, { ...options, scenario: [basename(file, ".yaml")] }).prices;
    } catch (error) {
      if (error instanceof InputError) return [];
      throw error;
    }
  });
}

function scenarioFiles(folder: string): readonly string[] {
  const scenarios = join(folder, "scenarios");
  if (!standingAt(scenarios)) return [];
  return attempt(`cannot read ${scenarios}`, () => readdirSync(scenarios))
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .map((name) => join(scenarios, name));
}
