/** The form of a plan's sections on volume, and on inputs that move together. */
import { z } from "zod";
import { factFields } from "./leaf-facts.ts";
import { quantity } from "./quantity-slot.ts";

/** How many conversations there are over the months of a project. */
export const volumeSection = z.strictObject({
  conversations_per_month: quantity({
    label: "Conversations in the first month",
    unit: "conversations/month",
    exclusiveMin: 0,
    max: 1e9,
  }),
  growth_per_month_fraction: quantity({ label: "Growth a month", unit: "fraction", min: -0.99, max: 10 }),
  months: quantity({ label: "Months", unit: "months", min: 1, max: 120, integer: true }),
});

/** Two uncertain quantities that are believed to be high together, or one high where the other is low. */
const correlation = z.strictObject(
  {
    between: z
      .array(z.string({ error: () => "the id of a quantity" }), { error: () => "a list of two ids" })
      .length(2, { error: () => "a list of two ids" })
      .meta({ description: "Ids of two quantities that have a spread, such as conversation.turns.normal.mean" }),
    rank: z
      .number({ error: () => RANK })
      .min(-0.99, { error: () => RANK })
      .max(0.99, { error: () => RANK })
      .meta({ description: "Rank correlation (Spearman)" }),
    ...factFields,
  },
  { error: ({ code }) => (code === "invalid_type" ? "a map of between, rank, source and provenance" : undefined) },
);

export const correlationsSection = z
  .array(correlation, { error: () => "a list of correlations" })
  .max(1000, { error: () => "at most 1000 correlations" })
  .meta({ description: "Rank correlations between uncertain inputs" });

const RANK = "a rank correlation from -0.99 to 0.99";
