import { z } from "zod";
import { writtenBelief } from "./belief-schema.ts";

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
  return { ...json, properties: { include: INCLUDE, ...json.properties }, $defs: { belief, ...json.$defs } };
}

const INCLUDE = {
  description: "Files whose sections join this plan, relative to this file",
  type: "array",
  items: { type: "string" },
};
