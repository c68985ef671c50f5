/** The form of a plan's section on the training run that it means to make. */
import { z } from "zod";
import { type Combination, OPERATION_NAMES } from "../analysis/combination.ts";
import { PRECISIONS } from "../model/precision.ts";
import { TRAINING_METHODS } from "../model/training-method.ts";
import { choice } from "./choice-slot.ts";
import { quantity } from "./quantity-slot.ts";

/** @param combination the form of a combination of ids and numbers, which other sections share */
export const trainingSection = (combination: z.ZodType<Combination>) =>
  z.strictObject({
    method: choice(TRAINING_METHODS, "What is trained, and how"),
    gpu: z
      .string({ error: () => "the name of a GPU" })
      .meta({ description: "GPU, in any spelling that assumptions/catalog/gpu-facts.yaml knows" }),
    precision: choice(PRECISIONS, "Precision of the matrix multiplications"),
    parameters: quantity({ label: "Parameters of the model", unit: "parameters", exclusiveMin: 0 }),
    active_parameters: quantity({
      label: "Parameters that a token passes through, of a mixture of experts",
      unit: "parameters",
      exclusiveMin: 0,
    }).optional(),
    critic_parameters: quantity({
      label: "Parameters of critic and reward model, each",
      unit: "parameters",
      exclusiveMin: 0,
    }).optional(),
    tokens: combination.meta({
      description: `Tokens of the training set: an id, a number, or one of ${OPERATION_NAMES.join(", ")}`,
    }),
    epochs: quantity({ label: "Epochs of the run", unit: "epochs", exclusiveMin: 0 }),
    sessions: quantity({ label: "Sessions of the run", unit: "sessions", min: 1 }),
    packing_fraction: quantity({
      label: "Share of a sequence that is not padding",
      unit: "fraction",
      exclusiveMin: 0,
      max: 1,
    }),
    gpu_count: quantity({ label: "GPUs", unit: "GPUs", min: 1, integer: true }),
    sequence_length: quantity({ label: "Tokens of a sequence", unit: "tokens", min: 1 }),
    micro_batch: quantity({ label: "Sequences of a micro-batch", unit: "sequences", min: 1 }),
    overhead_fraction: quantity({ label: "Evaluation and start-up, on top of training", unit: "fraction", min: 0 }),
    failures_per_gpu_hour: quantity({ label: "Failures a GPU-hour", unit: "1/GPU-hour", min: 0 }),
    restart_hours: quantity({ label: "Restart after a failure", unit: "hours", min: 0 }),
    checkpoint_hours: quantity({ label: "Time between checkpoints", unit: "hours", exclusiveMin: 0 }),
    gpu_price: quantity({
      label: "Rent of a GPU for an hour",
      unit: ["EUR/GPU-hour", "USD/GPU-hour"],
      exclusiveMin: 0,
    }),
  });
