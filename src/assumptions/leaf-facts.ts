import { z } from "zod";
import type { Place, Provenance } from "../analysis/node.ts";

/** Who says so, as it is written beside every value. */
export interface WrittenFacts {
  readonly source: string;
  readonly provenance: Provenance;
  readonly note?: string | undefined;
}

/** The keys beside a value that say where it comes from. */
export const factFields = {
  source: z
    .string({ error: () => SOURCE })
    .regex(/\S/, { error: () => SOURCE })
    .meta({ description: "Where the value comes from: document with section, table or page, or URL with date" }),
  provenance: z.enum(["measured", "published", "derived", "chosen"]).meta({
    description: "measured: by us; published: by others; derived: from other values; chosen: a decision or a guess",
  }),
  note: z.string().optional().meta({ description: "Why this value, in your own words" }),
};

/** The unit of a value: one of those its formula can take. */
export function unitField(unit: string | readonly string[]): z.ZodType<string> {
  const units = typeof unit === "string" ? [unit] : unit;
  return z
    .enum(units, { error: () => `the unit ${units.join(" or ")}` })
    .meta({ description: `Unit: ${units.join(" or ")}` });
}

/** The part of a leaf that every kind has. */
export function leafFacts(id: string, label: string, { source, provenance, note }: WrittenFacts, place: Place) {
  return { kind: "leaf", id, label, source, provenance, ...(note !== undefined && { note }), place } as const;
}

const SOURCE = "a source: document with section, table or page, or URL with date";
