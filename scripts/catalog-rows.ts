/** GPUs, runs and throughput of the catalog, before there is a fit. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { catalogRowsOf, trainingCatalogFile } from "../src/assumptions/training-catalog.ts";

const read = (name: string): object =>
  parse(readFileSync(join(import.meta.dirname, "../assumptions/catalog", name), "utf8")) as object;

const facts = trainingCatalogFile.pick({ gpu_facts: true, training_runs: true, training_throughput: true });

export function catalogRows() {
  return catalogRowsOf(facts.parse({ ...read("gpu-facts.yaml"), ...read("training-runs.yaml") }));
}
