/**
 * The JSON Schema of a scenario: the paths are the plan's, nothing is required but a title and a reason, and an
 * assumption may be its value alone.
 */
import type { z } from "zod";
import { planJsonSchema } from "./json-schema.ts";

export function scenarioJsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema, $defs, properties } = planJsonSchema(schema) as unknown as JsonSchema;
  const sections = Object.entries(properties ?? {}).filter(([key]) => !OF_THE_PLAN.has(key));
  return {
    ...($schema !== undefined && { $schema }),
    type: "object",
    properties: {
      ...WORDING,
      ...Object.fromEntries(sections.map(([key, section]) => [key, partial(section)])),
    },
    required: ["title", "reason"],
    additionalProperties: false,
    $defs: Object.fromEntries(Object.entries($defs ?? {}).map(([key, defined]) => [key, partial(defined)])),
  };
}

/** The part of a JSON Schema that is looked at here. */
interface JsonSchema {
  readonly $schema?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly required?: readonly string[];
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly description?: string;
}

/** Keys that a plan file has and a scenario has not, or has in a sense of its own. */
const OF_THE_PLAN: ReadonlySet<string> = new Set(["schema", "title", "include"]);

const WORDING = {
  title: { type: "string", minLength: 1, description: "Title of the scenario" },
  reason: { type: "string", minLength: 1, description: "Why somebody would look at this, in a sentence" },
  extends: {
    type: "string",
    pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$",
    description: "Name of another scenario beside this one, which is put over the plan first",
  },
};

/**
 * A map without required keys, and so all maps in it; an assumption also by its value alone. Lists are replaced whole
 * by a scenario, so what stands in them stays as it is.
 */
function partial(schema: JsonSchema): JsonSchema {
  const { required: _, ...kept } = schema;
  const inner = (parts: Readonly<Record<string, JsonSchema>>) =>
    Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, partial(part)]));
  const open: JsonSchema = {
    ...kept,
    ...(schema.properties && { properties: inner(schema.properties) }),
    ...(schema.patternProperties && { patternProperties: inner(schema.patternProperties) }),
    ...(typeof schema.additionalProperties === "object" && {
      additionalProperties: partial(schema.additionalProperties),
    }),
    ...(schema.anyOf && { anyOf: schema.anyOf.map(partial) }),
  };
  const value = schema.properties?.value;
  if (value === undefined || !schema.required?.includes("value")) return open;
  const { description, ...whole } = open;
  return { ...(description !== undefined && { description }), anyOf: [partial(value), whole] };
}
