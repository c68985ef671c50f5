import { fileURLToPath } from "node:url";
import type { Plan } from "../analysis/plan/plan.ts";
import type { TrainingCatalog } from "../analysis/training/catalog.ts";
import { readFacts } from "../assumptions/read-facts.ts";
import { trainingCatalogFile, trainingCatalogOf } from "../assumptions/training-catalog.ts";
import { readText } from "./input-files.ts";

/**
 * Reads the facts about hardware and training that come with the package.
 *
 * @param texts is given every text read, by its path from the catalog's folder
 */
export function shippedTrainingCatalog(texts?: Map<string, string>): TrainingCatalog {
  const folder = fileURLToPath(new URL("../../assumptions/catalog/", import.meta.url));
  const read = (path: string): string => {
    const text = readText(`${folder}${path}`);
    texts?.set(path, text);
    return text;
  };
  return trainingCatalogOf(readFacts(read, "training.yaml", trainingCatalogFile));
}

/** A plan with the facts that its training section is computed from; reading them takes a while, so only where needed. */
export const withTrainingCatalog = (plan: Plan): Plan =>
  plan.training ? { ...plan, training_catalog: shippedTrainingCatalog() } : plan;
