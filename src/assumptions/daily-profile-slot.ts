import { z } from "zod";
import { DAILY_PROFILES, hourlyShares, namedShares } from "../model/daily-profile.ts";
import { factFields } from "./leaf-facts.ts";

const EXPECTED = `one of ${DAILY_PROFILES.join(", ")}, or 24 numbers of 0 or more, not all 0`;

/** A day by name or by 24 weights, from midnight on. */
export const dailyProfile = z
  .strictObject(
    {
      value: z
        .union([z.enum(DAILY_PROFILES), z.array(z.number().min(0)).length(24)], { error: () => EXPECTED })
        .refine((value) => typeof value === "string" || hourlyShares(value) !== undefined, { error: () => EXPECTED })
        .meta({ description: "How a day's requests spread over its hours: a name, or 24 weights from midnight on" }),
      ...factFields,
    },
    { error: ({ code }) => (code === "invalid_type" ? "a map of value, source and provenance" : undefined) },
  )
  .meta({ description: "Load by the hours of a day; GPUs are sized for the busiest" });

/** A profile as it is typed: a name, or 24 numbers with commas between them; undefined where it is neither. */
export function readDailyProfile(text: string): readonly number[] | undefined {
  const name = DAILY_PROFILES.find((known) => known === text.trim().toLowerCase());
  if (name) return namedShares(name);
  const parts = text.split(",").map((part) => part.trim());
  return parts.includes("") ? undefined : hourlyShares(parts.map(Number));
}
