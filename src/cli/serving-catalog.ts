import { fileURLToPath } from "node:url";
import type { ServingFit } from "../analysis/serving/catalog.ts";
import type { GpuFacts } from "../analysis/training/catalog.ts";
import { type CatalogModel, modelsOf } from "../assumptions/model-catalog.ts";
import { readFacts } from "../assumptions/read-facts.ts";
import { servingCatalogFile, servingFitOf } from "../assumptions/serving-catalog.ts";
import { readText } from "../node/files.ts";

/** What is known about model servers: GPUs, shapes of models, and what was fitted to measured ones. */
export interface ServingCatalog {
  readonly gpus: readonly GpuFacts[];
  readonly models: readonly CatalogModel[];
  readonly fit: ServingFit;
}

/** Reads the facts about model servers that come with the package. */
export function shippedServingCatalog(): ServingCatalog {
  const path = fileURLToPath(new URL("../../assumptions/catalog/serving.yaml", import.meta.url));
  const file = readFacts(readText, path, servingCatalogFile);
  return {
    gpus: Object.entries(file.gpu_facts).map(([key, facts]) => ({ key, ...facts })),
    models: modelsOf(file),
    fit: servingFitOf(file),
  };
}
