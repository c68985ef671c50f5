/** The form of the facts that `llmplan memory` reads: GPUs, model shapes, and how far off the estimates are. */
import { z } from "zod";
import { modelCatalogFile } from "./model-catalog.ts";
import { trainingCatalogFile } from "./training-catalog.ts";

const accuracy = z.strictObject({
  kind: z.string(),
  rows: z.number().int().positive(),
  median_error: z.number().nonnegative(),
  worst_error: z.number().nonnegative(),
});

export const memoryCatalogFile = z.strictObject({
  ...trainingCatalogFile.pick({ gpu_facts: true }).shape,
  ...modelCatalogFile.shape,
  memory_accuracy: z.array(accuracy),
});
