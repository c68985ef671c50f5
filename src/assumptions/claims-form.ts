/** The form of a claims file: what a document prints, and what each printed number should follow from. */
import { z } from "zod";
import { combination } from "./plan-file.ts";

const CLAIMS_SCHEMA_VERSION = 1;

const text = z.string({ error: () => "text, in quotes where it is a number" }).regex(/\S/, { error: () => "text" });
const documentId = z.string().regex(/^[a-z][a-z0-9-]*$/, { error: () => "an id: a-z, then a-z, 0-9 and -" });
const claimName = z
  .string()
  .regex(/^[a-z][a-z0-9*-]*$/, { error: () => "the id of a claim, with * for any part of it" });
const end = z.enum(["low", "high"]);

/** What is printed, and how it is to be read where the text alone does not say. */
const printedFields = {
  printed: text,
  /** The number that words stand for ("doubles"), or that another reading of the text gives. */
  means: text.optional(),
  end: end.optional(),
  scale: z.number().positive().optional(),
  exact: z.boolean().optional(),
  at: text.optional(),
};

const input = z
  .strictObject({
    ...printedFields,
    printed: text.optional(),
    external: text.optional(),
    solved: text.optional(),
    implied: text.optional(),
    is: text.optional(),
    unit: text.optional(),
  })
  .refine(({ printed, external, solved, implied }) => count([printed, external, solved, implied]) === 1, {
    error: () => "one of printed, external, solved and implied",
  })
  .refine(({ is, unit }) => is !== undefined || unit !== undefined, {
    error: () => "is, the assumption of the plan that it is, or else its unit",
  });

const alternative = z
  .strictObject({
    input: text.optional(),
    becomes: combination.optional(),
    left_out: text.optional(),
    alone: text.optional(),
    statistic: z.enum(["sum", "mean", "min", "max"]).optional(),
    choice: text.optional(),
    word: text.optional(),
  })
  .refine(
    ({ input: changed, becomes, left_out, alone, statistic, choice, word }) =>
      count([becomes, left_out, alone, statistic, choice]) === 1 &&
      (changed === undefined) === (becomes === undefined) &&
      (choice === undefined) === (word === undefined),
    { error: () => "one change: input and becomes, or choice and word, or left_out, or alone, or statistic" },
  );

const claim = z.strictObject({
  ...printedFields,
  /** The range reports simulation runs and is one statement. */
  simulated: z.boolean().optional(),
  relation: z.enum(["more-than", "less-than", "at-least", "at-most"]).optional(),
  tolerance: z.strictObject({ value: z.number().nonnegative(), reason: text }).optional(),
  follows: combination,
  from: z.array(claimName).optional(),
  stands_for: z.array(text).optional(),
  alternative: alternative.optional(),
  accepted: text.optional(),
});

const part = z.strictObject({
  section: text,
  table: text.optional(),
  figures: z.array(text).optional(),
  not_printed: z.record(z.string(), text).optional(),
  inputs: z.record(documentId, input).optional(),
  claims: z.record(documentId, claim).optional(),
});

export const claimsFile = z.strictObject({
  schema: z.literal(CLAIMS_SCHEMA_VERSION),
  document: text,
  same_quantity: z.record(z.string(), z.strictObject({ what: text, stated: z.array(combination).min(2) })).optional(),
  variants: z.record(z.string(), z.array(text)).optional(),
  accepted_findings: z.record(z.string(), z.record(z.string(), text)).optional(),
  parts: z.array(part),
});

export type WrittenClaims = z.output<typeof claimsFile>;
export type WrittenPart = z.output<typeof part>;
export type WrittenInput = z.output<typeof input>;
export type WrittenClaim = z.output<typeof claim>;

const count = (values: readonly unknown[]): number => values.filter((value) => value !== undefined).length;
