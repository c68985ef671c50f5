import { planJsonSchema } from "../assumptions/json-schema.ts";
import { planFile } from "../assumptions/plan-file.ts";
import { scenarioJsonSchema } from "../assumptions/scenario-schema.ts";
import { printResult } from "./print.ts";

/** `llmplan schema`: what an editor needs to complete and check a plan, or a scenario of one. */
export function schemaCommand({ scenario, out }: { readonly scenario?: boolean; readonly out?: string }): void {
  const schema = scenario ? scenarioJsonSchema(planFile) : planJsonSchema(planFile);
  printResult(`${JSON.stringify(schema, null, 2)}\n`, out);
}
