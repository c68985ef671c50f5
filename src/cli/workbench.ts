import { computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import { jsonResult } from "./json-result.ts";
import type { PlanOptions } from "./options.ts";
import { planBundle } from "./plan-bundle.ts";
import { printResult, printWarnings } from "./print.ts";
import { workbenchPage } from "./workbench-page.ts";

/** `llmplan workbench`: the plan as a page that a browser opens, with everything it needs inside. */
export async function workbenchCommand(named: string | undefined, options: PlanOptions): Promise<void> {
  const { out, json } = options;
  if (json && (out === undefined || out === "-"))
    throw new UsageError("--json goes with --out FILE: the page is a file");
  const computed = computePlan(named, options, json ? {} : { choose: () => [] });
  printResult(await workbenchPage(computed.read.title, planBundle(computed.read, options)), out);
  if (json) process.stdout.write(jsonResult("workbench", computed, options));
  else if (out !== undefined && out !== "-") process.stdout.write(`${out}\n`);
  printWarnings(computed.warnings);
}
