import type { ComputedPlan } from "./compute-plan.ts";
import type { PlanOptions } from "./options.ts";
import { VERSION } from "./version.ts";

/** The one JSON shape of all commands on a plan. */
export function jsonResult(command: string, { read, figures, warnings }: ComputedPlan, options: PlanOptions): string {
  const plan = { title: read.title, digest: read.digest };
  const result = {
    llmplan: VERSION,
    command,
    plan,
    scenarios: read.scenarioNames,
    seed: options.seed,
    figures,
    warnings,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}
