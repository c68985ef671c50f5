import type { ComputedPlan } from "./compute-plan.ts";
import type { PlanOptions } from "./options.ts";
import { VERSION } from "./version.ts";

/**
 * The one JSON shape of all commands on a plan.
 *
 * @param added what a command has to say beyond figures
 */
export function jsonResult(
  command: string,
  { read, figures, warnings }: ComputedPlan,
  options: PlanOptions,
  added: Readonly<Record<string, unknown>> = {},
): string {
  const plan = { title: read.title, digest: read.digest };
  const result = {
    llmplan: VERSION,
    command,
    plan,
    scenarios: read.scenarioNames,
    seed: options.seed,
    figures,
    warnings,
    ...added,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}
