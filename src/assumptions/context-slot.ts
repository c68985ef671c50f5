import { z } from "zod";
import type { Place } from "../analysis/node.ts";
import { type Draft, draft } from "./draft.ts";

/** Facts kept for the reader. No figure is made of them, so no check asks for their use. */
export interface Context {
  readonly kind: "context";
  readonly place: Place;
  readonly value: unknown;
}

/** A block of anything: text, numbers, lists, maps. It may be left out. */
export function context(): z.ZodOptional<z.ZodType<Draft<Context>>> {
  return z
    .unknown()
    .transform((value) => draft((at): Context => ({ kind: "context", place: at.place(), value })))
    .meta({ description: "Facts kept for the reader; no figure depends on them" })
    .optional();
}
