import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readFacts } from "../../../src/assumptions/read-facts.ts";
import { trainingCatalogFile, trainingCatalogOf } from "../../../src/assumptions/training-catalog.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** The catalog as it ships. */
export const shippedCatalog = () =>
  trainingCatalogOf(
    readFacts(
      (file) => readFileSync(join(ROOT, file), "utf8"),
      "assumptions/catalog/training.yaml",
      trainingCatalogFile,
    ),
  );
