import { z } from "zod";
import { writtenBelief } from "./belief-schema.ts";
import { POLICY_KEYWORDS } from "./policies.ts";

/**
 * The JSON Schema (draft 2020-12) of a plan file, for editors. A section may stand in an included file, so no section
 * is required of any one file; within an assumption, everything the plan requires is.
 */
export function planJsonSchema(schema: z.ZodType): Record<string, unknown> {
  const json = z.toJSONSchema(schema, {
    io: "input",
    target: "draft-2020-12",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodObject && !Object.hasOwn(zodSchema.shape, "provenance")) delete jsonSchema.required;
    },
  });
  const { id: _, ...belief } = z.globalRegistry.get(writtenBelief) ?? {};
  const properties = { include: INCLUDE, ...json.properties };
  const $defs = { belief, ...json.$defs };
  const { budget } = properties as { budget?: object };
  if (!budget) return { ...json, properties, $defs };
  const { pattern, schema: policy, definition } = POLICY_KEYWORDS;
  const limited = { ...budget, patternProperties: { [pattern]: policy } };
  return { ...json, properties: { ...properties, budget: limited }, $defs: { ...$defs, policy: definition } };
}

const INCLUDE = {
  description: "Files whose sections join this plan, relative to this file",
  type: "array",
  items: { type: "string" },
};
