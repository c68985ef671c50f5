import { fileURLToPath } from "node:url";
import type { Plan } from "../analysis/plan/plan.ts";
import type { ServingCatalog } from "../analysis/serving/catalog.ts";
import { modelsOf } from "../assumptions/model-catalog.ts";
import { readFacts } from "../assumptions/read-facts.ts";
import { servingCatalogFile, servingFitOf } from "../assumptions/serving-catalog.ts";
import { readText } from "./input-files.ts";

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

/** A plan with the facts that its serving section is computed from; reading them takes a while, so only where needed. */
export const withServingCatalog = (plan: Plan): Plan =>
  plan.serving ? { ...plan, serving_catalog: shippedServingCatalog() } : plan;
