import { z } from "zod";
import type { Law, Quantity } from "../analysis/node.ts";
import type { Distribution } from "../math/distribution.ts";
import type { Belief } from "./belief.ts";
import { reportTo, writtenLaw } from "./belief-schema.ts";
import { type Draft, draft, type Position } from "./draft.ts";
import { factFields, leafFacts, unitField, type WrittenFacts } from "./leaf-facts.ts";
import { rangeKeywords } from "./range.ts";
import { readLaw, type WrittenLaw } from "./read-law.ts";

export interface LawSpec {
  readonly label: string;
  readonly unit: string | readonly string[];
  /** Least value of the law's places (mean, mode, ends); its tails may go lower, and the formula says what that means. */
  readonly min?: number;
  /** What more the formula demands of the law; throws a RangeError `what was found; expected …`. */
  readonly demand?: (law: Distribution) => unknown;
}

/** Chance itself: `{value: {normal: {mean: 12 to 30, sd: 8}}, unit, source, provenance, note?}`; a number is a constant. */
export function law(spec: LawSpec): z.ZodType<Draft<Law>> {
  const value = writtenLaw
    .transform((input, context) => readLaw(input, spec, reportTo(context)) ?? z.NEVER)
    .meta({ description: `${spec.label}: a distribution whose parameters may be ranges`, ...rangeKeywords(spec) });
  return z
    .strictObject(
      { value, unit: unitField(spec.unit), ...factFields },
      { error: ({ code }) => (code === "invalid_type" ? "a map of value, unit, source and provenance" : undefined) },
    )
    .transform((written) => draft((at) => lawLeaf(spec.label, written.value, written, at)))
    .meta({ description: spec.label });
}

function lawLeaf(label: string, value: WrittenLaw, facts: WrittenFacts & { unit: string }, at: Position): Law {
  const parameter = (name: string, belief: Belief): Quantity => {
    const inside = value.family === undefined ? [] : [value.family, name];
    const id = [at.id, ...(inside.length > 0 ? inside : [name])].join(".");
    const named = `${label}, ${name}`;
    return {
      ...leafFacts(id, named, facts, at.place("value", ...inside)),
      leaf: "quantity",
      unit: facts.unit,
      ...belief,
    };
  };
  const of = Object.fromEntries([...value.parameters].map(([name, belief]) => [name, parameter(name, belief)]));
  return { ...leafFacts(at.id, label, facts, at.place("value")), leaf: "law", unit: facts.unit, of, by: value.by };
}
