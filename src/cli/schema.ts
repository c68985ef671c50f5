import { planJsonSchema } from "../assumptions/json-schema.ts";
import { planFile } from "../assumptions/plan-file.ts";
import { printResult } from "./print.ts";

/** `llmplan schema`: what an editor needs to complete and check a plan. */
export function schemaCommand({ out }: { readonly out?: string }): void {
  printResult(`${JSON.stringify(planJsonSchema(planFile), null, 2)}\n`, out);
}
