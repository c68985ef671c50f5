import { z } from "zod";
import type { Choice } from "../analysis/node.ts";
import { type Draft, draft } from "./draft.ts";
import { factFields, leafFacts } from "./leaf-facts.ts";

/** One of some words: `{value, source, provenance, note?}`. */
export function choice<const Word extends string>(
  words: readonly Word[],
  label: string,
): z.ZodType<Draft<Choice<Word>>> {
  return z
    .strictObject(
      { value: z.enum(words).meta({ description: `${label}: ${words.join(" or ")}` }), ...factFields },
      { error: ({ code }) => (code === "invalid_type" ? "a map of value, source and provenance" : undefined) },
    )
    .transform(({ value, ...facts }) =>
      draft(
        (at): Choice<Word> => ({
          ...leafFacts(at.id, label, facts, at.place("value")),
          leaf: "choice",
          value,
          words,
        }),
      ),
    )
    .meta({ description: label });
}
