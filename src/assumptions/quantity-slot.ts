import { z } from "zod";
import type { Quantity } from "../analysis/node.ts";
import { type Belief, readBelief } from "./belief.ts";
import { reportTo, writtenBelief } from "./belief-schema.ts";
import { type Draft, draft } from "./draft.ts";
import { factFields, leafFacts, unitField } from "./leaf-facts.ts";
import { type Range, rangeKeywords, rangeOf, rangeText } from "./range.ts";

export interface QuantitySpec extends Range {
  readonly label: string;
  /** The unit, or the units its formula can take. */
  readonly unit: string | readonly string[];
}

/** A number somebody believes: `{value, unit, source, provenance, note?}`; the value may have a spread. */
export function quantity(spec: QuantitySpec): z.ZodType<Draft<Quantity>> {
  return z
    .strictObject(
      { value: beliefValue(spec), unit: unitField(spec.unit), ...factFields },
      { error: ({ code }) => (code === "invalid_type" ? "a map of value, unit, source and provenance" : undefined) },
    )
    .transform(({ value, unit, ...facts }) =>
      draft(
        (at): Quantity => ({
          ...leafFacts(at.id, spec.label, facts, at.place("value")),
          leaf: "quantity",
          unit,
          range: rangeOf(spec),
          ...value,
        }),
      ),
    )
    .meta({ description: spec.label });
}

/** The value alone, held to its range. */
export function beliefValue(spec: QuantitySpec): z.ZodType<Belief> {
  const unit = typeof spec.unit === "string" ? spec.unit : spec.unit.join(" or ");
  return writtenBelief
    .transform((input, context) => readBelief(input, spec, [], reportTo(context)) ?? z.NEVER)
    .meta({ description: `${spec.label}, in ${unit}: ${rangeText(spec)}`, ...rangeKeywords(spec) });
}
