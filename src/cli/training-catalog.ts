import { fileURLToPath } from "node:url";
import type { Plan } from "../analysis/plan.ts";
import type { TrainingCatalog } from "../analysis/training/catalog.ts";
import { readFacts } from "../assumptions/read-facts.ts";
import { trainingCatalogFile, trainingCatalogOf } from "../assumptions/training-catalog.ts";
import { readText } from "../node/files.ts";

/** Reads the facts about hardware and training that come with the package. */
export function shippedTrainingCatalog(): TrainingCatalog {
  const path = fileURLToPath(new URL("../../assumptions/catalog/training.yaml", import.meta.url));
  return trainingCatalogOf(readFacts(readText, path, trainingCatalogFile));
}

/** A plan with the facts that its training section is computed from; reading them takes a while, so only where needed. */
export const withTrainingCatalog = (plan: Plan): Plan =>
  plan.training ? { ...plan, training_catalog: shippedTrainingCatalog() } : plan;
