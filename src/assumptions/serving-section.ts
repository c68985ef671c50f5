/** The form of a plan's section on the service that it means to run. */
import { z } from "zod";
import { type Combination, OPERATION_NAMES } from "../analysis/combination.ts";
import { PRECISIONS } from "../model/precision.ts";
import { choice } from "./choice-slot.ts";
import { dailyProfile } from "./daily-profile-slot.ts";
import { quantity } from "./quantity-slot.ts";

/** @param combination the form of a combination of ids and numbers, which other sections share */
export const servingSection = (combination: z.ZodType<Combination>) => {
  const made = (what: string) =>
    combination.meta({ description: `${what}: an id, a number, or one of ${OPERATION_NAMES.join(", ")}` });
  return z.strictObject({
    model: z
      .string({ error: () => "the name of a model" })
      .meta({ description: "Model, in any spelling that assumptions/catalog/models.yaml knows" }),
    gpu: z
      .string({ error: () => "the name of a GPU" })
      .meta({ description: "GPU, in any spelling that assumptions/catalog/gpu-facts.yaml knows" }),
    precision: choice(PRECISIONS, "Precision of the weights"),
    gpus_per_replica: z
      .number({ error: () => "how many GPUs share each layer" })
      .int()
      .min(1)
      .max(1024)
      .meta({ description: "GPUs that share each layer of the model (tensor parallelism)" }),
    input_tokens: made("Tokens of a prompt, history included"),
    output_tokens: made("Tokens of an answer"),
    requests_per_conversation: made("Requests of a conversation"),
    cached_fraction: quantity({
      label: "Share of a prompt whose keys and values are still in the cache",
      unit: "fraction",
      min: 0,
      max: 0.9999,
    }),
    conversations_per_month: quantity({
      label: "Conversations a month that are served",
      unit: "conversations/month",
      exclusiveMin: 0,
    }),
    peak_factor: quantity({ label: "Busiest hour over the average hour of a month", unit: "ratio", min: 1 }),
    daily_profile: dailyProfile.optional(),
    growth_factor: quantity({ label: "Load that is planned for over today's", unit: "ratio", exclusiveMin: 0 }),
    class_size: quantity({ label: "Learners who start at once", unit: "learners", min: 0, integer: true }),
    class_start: quantity({ label: "Time in which they all have started", unit: "seconds", exclusiveMin: 0 }),
    seconds_between_requests: quantity({
      label: "Time from an answer's request to a learner's next, reading and writing included",
      unit: "seconds",
      exclusiveMin: 0,
    }),
    ttft_p95: quantity({ label: "Promised P95 of the time to first token", unit: "seconds", exclusiveMin: 0 }),
    seconds_per_output_token: quantity({
      label: "Promised time between tokens",
      unit: "seconds",
      exclusiveMin: 0,
    }).optional(),
    memory_fraction: quantity({
      label: "Share of the memory that serving may use",
      unit: "fraction",
      exclusiveMin: 0,
      max: 1,
    }),
    max_sequences: quantity({ label: "Most sequences in a step", unit: "sequences", min: 1, integer: true }),
    spare_replicas: quantity({ label: "Replicas that may fail", unit: "replicas", min: 0, integer: true }),
    gpu_price: quantity({
      label: "Rent of a GPU for an hour",
      unit: ["EUR/GPU-hour", "USD/GPU-hour"],
      exclusiveMin: 0,
    }),
  });
};
