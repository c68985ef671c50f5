/**
 * Holds memory estimates against measured readings, row by row, and writes how far off they are to
 * assumptions/catalog/memory-accuracy.yaml. Run: npx tsx scripts/check-memory.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { median } from "simple-statistics";
import { stringify } from "yaml";
import { modelCatalogFile, modelsOf } from "../src/assumptions/model-catalog.ts";
import { readFacts } from "../src/assumptions/read-facts.ts";
import { heldRows } from "./memory-rows.ts";

const CATALOG = join(import.meta.dirname, "../assumptions/catalog");
const read = (file: string): string => readFileSync(file, "utf8");
const rows = heldRows(modelsOf(readFacts(read, join(CATALOG, "models.yaml"), modelCatalogFile)));
for (const { label, measured, estimate, error } of rows)
  process.stdout.write(
    `${label}: measured ${measured}, estimate ${estimate.toFixed(2)}, ${(100 * error).toFixed(1)} %\n`,
  );

const kinds = [...new Set(rows.map(({ kind }) => kind))].map((kind) => {
  const errors = rows.filter((row) => row.kind === kind).map(({ error }) => Math.abs(error));
  const rounded = (value: number): number => Number(value.toFixed(3));
  return {
    kind,
    rows: errors.length,
    median_error: rounded(median(errors)),
    worst_error: rounded(Math.max(...errors)),
  };
});
const head = `# Written by scripts/check-memory.ts: do not edit. Estimates against readings by litgpt, PEFT and llama.cpp, and against the
# rules of thumb of LLaMA-Factory, which are estimates themselves.
`;
writeFileSync(join(CATALOG, "memory-accuracy.yaml"), head + stringify({ memory_accuracy: kinds }));
