import { z } from "zod";
import { FAMILIES } from "./families.ts";
import type { ValueProblem } from "./value-problem.ts";

const NUMBER = { type: "number" };
const INTERVAL = { type: "string", pattern: "^\\s*\\S+\\s+to\\s+\\S+\\s*$", description: "90 % interval, lognormal" };

/** A value that may carry a spread, as editors see it: a number, `25 to 40`, or a distribution by its parameters. */
export const writtenBelief = z.unknown().meta({ id: "belief", anyOf: [NUMBER, INTERVAL, ...distributions(NUMBER)] });

/** A law of chance, as editors see it: a distribution whose parameters are beliefs. */
export const writtenLaw = z.unknown().meta({
  id: "law",
  anyOf: [NUMBER, INTERVAL, ...distributions({ $ref: "#/$defs/belief" })],
});

/** Hands a value's problems to zod. */
export function reportTo(context: z.RefinementCtx): (problem: ValueProblem) => void {
  return ({ path, expected, ...params }) => {
    context.addIssue({ code: "custom", path: [...path], message: expected, params });
  };
}

function distributions(parameter: object): object[] {
  const families = [...FAMILIES].map(([family, forms]) => {
    const ways = forms.map(({ parameters }) =>
      mapOf(Object.fromEntries(parameters.map((name) => [name, parameter] as const))),
    );
    return mapOf({ [family]: ways.length > 1 ? { anyOf: ways } : (ways[0] ?? {}) });
  });
  return [...families, mapOf({ empirical: { type: "array", items: NUMBER, minItems: 1 } })];
}

function mapOf(properties: Readonly<Record<string, object>>): object {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}
