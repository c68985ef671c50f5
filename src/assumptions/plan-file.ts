/** The form of a plan file. What a value may be stands here; what it means stands with the formula that takes it. */
import { z } from "zod";
import { type Combination, OPERATION_NAMES } from "../analysis/combination.ts";
import { turnsTable } from "../analysis/conversation/turns.ts";
import { RUN_TABLES } from "../analysis/plan/reference-tables.ts";
import { cell, optional, textCell } from "./cell.ts";
import { choice } from "./choice-slot.ts";
import { context } from "./context-slot.ts";
import { cachingSection } from "./conversation-caching.ts";
import { policySection, sharedLengthSection } from "./conversation-policy.ts";
import { conversationModelSection, hostedModelsSection } from "./hosted-models-section.ts";
import { law } from "./law-slot.ts";
import { evaluationSection, modelsSection } from "./models-section.ts";
import { breakEvenSection, optionsSection } from "./options-section.ts";
import { quantity } from "./quantity-slot.ts";
import { servingSection } from "./serving-section.ts";
import { table } from "./table-slot.ts";
import { trainingSection } from "./training-section.ts";
import { PLAN_SCHEMA_VERSION } from "./upgrade/plan-version.ts";
import { correlationsSection, volumeSection } from "./volume-section.ts";

const text = (description: string) => z.string({ error: () => "text" }).meta({ description });
const share = { unit: "fraction", min: 0, max: 1 } as const;

const conversation = z.strictObject({
  turns: law({ label: "Turns of a conversation", unit: "turns", min: 0, demand: turnsTable }),
  user_tokens: law({ label: "Tokens of a user message", unit: "tokens", min: 0 }),
  assistant_tokens: law({ label: "Tokens of a reply", unit: "tokens", min: 0 }),
  initial_tokens: quantity({ label: "Initial tokens, sent with every request", unit: "tokens", min: 0 }),
  billing: choice(["as-printed", "api"], "Whether the reply being written counts as input"),
  messages: choice(["as-published", "truncated", "lognormal"], "Law of message lengths"),
  rounding: choice(["none", "trunc-sums", "whole-tokens"], "Rounding of tokens"),
  conversations: quantity({ label: "Conversations", unit: "conversations", min: 1, max: 1e9, integer: true }),
  input_price: quantity({ label: "Price of input tokens", unit: "USD/Mtok", min: 0 }),
  output_price: quantity({ label: "Price of output tokens", unit: "USD/Mtok", min: 0 }),
  model: conversationModelSection.optional(),
  shared_length: sharedLengthSection.optional(),
  pauses: law({ label: "Pause between a reply and the next request", unit: "seconds", min: 0 }).optional(),
  caching: cachingSection.optional(),
  policy: policySection.optional(),
});

const data = z.strictObject({
  person_days: quantity({ label: "Person-days", unit: "days", min: 0 }),
  writing_share_fraction: quantity({ label: "Share of the days to write", ...share }),
  reviewing_share_fraction: quantity({ label: "Share of the days to review", ...share }),
  hours_per_day: quantity({ label: "Working hours a day", unit: "hours/day", exclusiveMin: 0, max: 24 }),
  writing_speed: quantity({ label: "Writing speed", unit: "words/min", exclusiveMin: 0 }),
  reviewing_speed: quantity({ label: "Reviewing speed", unit: "words/min", exclusiveMin: 0 }),
  tokens_per_word: quantity({ label: "Tokens a word", unit: "tokens/word", exclusiveMin: 0 }),
  tokens_per_instance: quantity({ label: "Tokens an instance", unit: "tokens/instance", exclusiveMin: 0 }),
});

const budget = z.strictObject({
  training_eur: quantity({ label: "Training budget", unit: "EUR", min: 0 }),
  gpu_share_fraction: quantity({ label: "Share of the budget that goes to GPUs", ...share }),
  reserve_fraction: quantity({ label: "Share kept for set-up, debugging and the alternative plan", ...share }),
  h100_price: quantity({ label: "Price of an H100 for a day", unit: "EUR/H100-day", exclusiveMin: 0 }),
  training_sessions: quantity({ label: "Training sessions", unit: "sessions", min: 1, integer: true }),
  usd_per_eur: quantity({ label: "Exchange rate", unit: "USD/EUR", exclusiveMin: 0 }),
});

const positive = (label: string, unit: string) => optional(cell({ label, unit, exclusiveMin: 0 }));

const runs = (label: string) =>
  table({
    label,
    columns: {
      released: optional(textCell("Release, year and month")),
      method: optional(textCell("Method")),
      gpu: optional(textCell("GPU, as a row of the catalog")),
      dataset: optional(textCell("Training set, as a row of sft_datasets")),
      parameters: positive("Parameters", "parameters"),
      training_tokens: positive("Training tokens", "tokens"),
      instances: positive("Instances", "instances"),
      epochs: positive("Epochs", "epochs"),
      batch_size: positive("Batch size", "examples"),
      gpu_count: optional(cell({ label: "GPUs", unit: "GPUs", min: 1, integer: true })),
      duration_days: positive("Training time", "days"),
      duration_hours: positive("Training time", "hours"),
      gpu_hours: positive("GPU-hours", "GPU-hours"),
      petaflop_days: positive("Computation", "petaflop/s-days"),
      utilisation_fraction: optional(cell({ label: "Utilisation", unit: "fraction", exclusiveMin: 0, max: 1 })),
    },
  });

const equivalences = (label: string) =>
  table({
    label,
    columns: {
      gpu_hours_per_h100_hour: positive("GPU-hours that one H100-hour replaces", "GPU-hours/H100-hour"),
      same_as: optional(textCell("GPU whose factor this one shares")),
    },
  });

/** Lists, numbers and ids; a list is always under the name of its operation. */
export const combination: z.ZodType<Combination> = z.lazy(() =>
  z.union(
    [
      z.string(),
      z.number(),
      z.strictObject(Object.fromEntries(OPERATION_NAMES.map((name) => [name, z.array(combination).optional()]))),
    ],
    { error: () => `an id, a number, or one of {${OPERATION_NAMES.join(": […]}, {")}: […]}` },
  ),
);

const rowsOf = <Row extends z.ZodType>(row: Row) =>
  z.record(z.string().regex(/^[a-z][a-z0-9_]*$/, { error: () => "a key: a-z, then a-z, 0-9 and _" }), row);

const ratio = z.strictObject({
  label: text("Name for tables"),
  source: text("Where the ratio is stated"),
  is: combination.meta({ description: "Combination of reference rows" }),
});

const approach = z
  .strictObject({
    label: text("Name for tables and charts"),
    source: text("Where the needs are stated, or who chose them"),
    h100_days: combination.meta({ description: "H100-days needed" }),
    instances: combination.optional().meta({ description: "Instances needed" }),
    tokens: combination.optional().meta({ description: "Tokens needed, instead of instances" }),
    comparisons: combination.optional().meta({ description: "Comparisons that people must make" }),
    public_instances: combination.optional().meta({ description: "Instances of public data that fit" }),
  })
  .refine(({ instances, tokens }) => (instances === undefined) !== (tokens === undefined), {
    error: () => "one of instances and tokens",
  });

const route = z.strictObject({
  rates_of: z.enum(RUN_TABLES).optional().meta({ description: "Runs whose throughput applies" }),
  tokens: combination.optional().meta({ description: "Tokens trained on in one pass" }),
  passes: z.enum(["plan", "once"]).optional().meta({ description: "once: not the plan's epochs and sessions" }),
  ratio: combination.optional().meta({ description: "Multiple of another route" }),
  of: z.string().optional().meta({ description: "The other route" }),
});

/** A whole plan. Sections may be absent; their figures are then absent too. */
export const planFile = z.strictObject({
  schema: z.literal(PLAN_SCHEMA_VERSION).meta({ description: "Version of the form of this file" }),
  title: text("Name of the plan"),
  conversation: conversation.optional(),
  hosted_models: hostedModelsSection.optional(),
  volume: volumeSection.optional(),
  data: data.optional(),
  budget: budget.optional(),
  hardware: z
    .strictObject({ equivalence_basis: choice(["published", "measured", "peak"], "How GPUs compare") })
    .optional(),
  gpus: table({
    label: "GPUs",
    columns: { peak_tflops: positive("Peak, dense 16-bit", "TFLOP/s") },
  }).optional(),
  gpu_equivalence: z
    .strictObject({ published: equivalences("As published"), measured: equivalences("As measured") })
    .optional(),
  reference_data: z
    .strictObject({
      tokens_per_word: quantity({ label: "Tokens a word of the datasets", unit: "tokens/word", exclusiveMin: 0 }),
    })
    .optional(),
  sft_datasets: table({
    label: "Fine-tuning datasets",
    columns: {
      turns: optional(textCell("Single or several turns")),
      construction: optional(textCell("How it was made")),
      instances: cell({ label: "Instances", unit: "instances", exclusiveMin: 0 }),
      words: cell({ label: "Words", unit: "words", exclusiveMin: 0 }),
    },
  }).optional(),
  pretraining: runs("Pre-training runs").optional(),
  sft_runs: runs("Fine-tuned models").optional(),
  sft_llama: runs("Full fine-tuning of LLaMA").optional(),
  alignment: runs("Alignment runs").optional(),
  lora_llama: runs("LoRA of LLaMA").optional(),
  ratios: rowsOf(ratio).optional(),
  approaches: rowsOf(approach).optional(),
  needs: z
    .strictObject({
      compute_factor: quantity({
        label: "Own computation compared with the reference rows",
        unit: "ratio",
        exclusiveMin: 0,
      }),
      data_factor: quantity({
        label: "Own data needs compared with the reference rows",
        unit: "ratio",
        exclusiveMin: 0,
      }),
    })
    .optional(),
  annotation: z
    .strictObject({
      replies_per_comparison: quantity({ label: "Replies compared at a time", unit: "replies", min: 2 }),
    })
    .optional(),
  api: z
    .strictObject({
      label: text("Name for tables and charts"),
      conversations_needed: quantity({ label: "Conversations needed", unit: "conversations", min: 0 }),
    })
    .optional(),
  projection: z
    .strictObject({
      parameters: quantity({ label: "Parameters of the base model", unit: "parameters", exclusiveMin: 0 }),
      epochs: quantity({ label: "Epochs", unit: "epochs", exclusiveMin: 0 }),
      routes: rowsOf(route),
    })
    .optional(),
  training: trainingSection(combination).optional(),
  break_even: breakEvenSection.optional(),
  options: optionsSection(combination).optional(),
  serving: servingSection(combination).optional(),
  evaluation: evaluationSection.optional(),
  models: modelsSection.optional(),
  correlations: correlationsSection.optional(),
  context: context(),
});
