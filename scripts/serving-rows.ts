/** Measured rows of model servers: those that constants are fitted to, and those that are held back. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { modelCatalogFile } from "../src/assumptions/model-catalog.ts";
import { readFacts } from "../src/assumptions/read-facts.ts";
import { servingRowsFile, servingRowsOf } from "../src/assumptions/serving-catalog.ts";
import { trainingCatalogFile } from "../src/assumptions/training-catalog.ts";

const ROOT = join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(file, "utf8");
const factsFile = z.strictObject({ ...trainingCatalogFile.pick({ gpu_facts: true }).shape, ...modelCatalogFile.shape });

/** Rows, and how their sources are called. */
export function servingRows() {
  const facts = {
    ...readFacts(read, join(ROOT, "assumptions/catalog/gpu-facts.yaml"), factsFile.pick({ gpu_facts: true })),
    ...readFacts(read, join(ROOT, "assumptions/catalog/models.yaml"), modelCatalogFile),
  };
  const catalog = readFacts(read, join(ROOT, "assumptions/catalog/serving-runs.yaml"), servingRowsFile);
  const reference = readFacts(read, join(ROOT, "test/reference/serving-rows.yaml"), servingRowsFile);
  return {
    fitted: servingRowsOf(catalog, facts),
    held: servingRowsOf(reference, facts),
    labels: new Map(Object.values(reference.serving_sources).map(({ team, label }) => [team, label])),
  };
}
