import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Plan } from "../analysis/plan.ts";
import { type LoadedPlan, loadPlan } from "../assumptions/load-plan.ts";
import { planFile } from "../assumptions/plan-file.ts";
import { readText } from "../node/files.ts";
import type { PlanOptions } from "./options.ts";
import { placeOfPlan, STANDARD_INPUT } from "./plan-place.ts";
import { shippedPrices } from "./price-book.ts";

export interface ReadPlan
  extends Pick<
    LoadedPlan<typeof planFile>,
    "title" | "policies" | "digest" | "scenarios" | "scenarioNames" | "placeOf" | "setBy"
  > {
  readonly plan: Plan;
  /** Folder of the plan, as a path from here. */
  readonly folder: string;
}

/** Finds, reads and checks the plan that a command is about. */
export function readPlan(named: string | undefined, options: Pick<PlanOptions, "scenario" | "set">): ReadPlan {
  const current = process.cwd();
  const place = placeOfPlan(named, current);
  const folder = relative(current, place.folder).replaceAll("\\", "/");
  const { leaves, ...loaded } = loadPlan({
    read: (path) => (path === STANDARD_INPUT ? readFileSync(process.stdin.fd, "utf8") : readText(path)),
    list: (path) => readdirSync(path),
    path: join(folder, place.file).replaceAll("\\", "/"),
    scenarios: options.scenario,
    sets: options.set,
    schema: planFile,
    priceBook: shippedPrices,
  });
  return { ...loaded, plan: leaves, folder };
}
