import { fileURLToPath } from "node:url";
import type { TrainingCatalog } from "../analysis/training/catalog.ts";
import { readFacts } from "../assumptions/read-facts.ts";
import { trainingCatalogFile, trainingCatalogOf } from "../assumptions/training-catalog.ts";
import { readText } from "../node/files.ts";

/** Reads the facts about hardware and training that come with the package. */
export function shippedTrainingCatalog(): TrainingCatalog {
  const path = fileURLToPath(new URL("../../assumptions/catalog/training.yaml", import.meta.url));
  return trainingCatalogOf(readFacts(readText, path, trainingCatalogFile));
}
