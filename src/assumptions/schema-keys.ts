import { z } from "zod";
import type { Path } from "./located.ts";

/** The keys that a schema knows in the map at a path; none where it is no map of known keys. */
export function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let here: z.core.$ZodType | undefined = unwrap(schema);
  for (const step of path) here = here && inner(here, step);
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function inner(schema: z.core.$ZodType, step: string | number): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    return Object.hasOwn(schema.shape, step) ? unwrap(schema.shape[step]) : undefined;
  }
  if (schema instanceof z.ZodRecord) return unwrap(schema.valueType);
  return schema instanceof z.ZodArray ? unwrap(schema.element) : undefined;
}

/** What is checked first: a slot's map stands before its transform. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodReadonly) return unwrap(schema.unwrap());
  return schema;
}
