import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../src/analysis/plan/plan.ts";
import { type ResultFigure, resultOf } from "../../src/analysis/result.ts";
import { planSheet } from "../../src/analysis/sheets/plan-sheet.ts";
import { loadPlan } from "../../src/assumptions/load-plan.ts";
import { planFile } from "../../src/assumptions/plan-file.ts";
import { shippedPrices } from "../../src/cli/price-book.ts";
import { shippedCatalog } from "../analysis/training/catalog.ts";

const ROOT = join(import.meta.dirname, "../..");
const ROLEPL_AI = "assumptions/rolepl-ai/plan.yaml";

export const SCENARIOS = readdirSync(join(ROOT, "assumptions/rolepl-ai/scenarios"))
  .map((file) => file.replace(/\.yaml$/, ""))
  .sort();

interface Changes {
  readonly path?: string;
  readonly scenarios?: readonly string[];
  readonly sets?: readonly string[];
}

/** The shipped plan, or another one of this project, as it stands on the disk. */
export function readPlan({ path = ROLEPL_AI, scenarios = [], sets = [] }: Changes = {}) {
  const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
  const list = (folder: string): readonly string[] => readdirSync(join(ROOT, folder));
  return loadPlan({ read, list, path, scenarios, sets, schema: planFile, priceBook: shippedPrices });
}

export function sheetOf(changes: Changes = {}) {
  const plan: Plan = { ...readPlan(changes).leaves, training_catalog: shippedCatalog() };
  return planSheet(plan, { kind: "exact" });
}

/** All printed figures of a plan. */
export function figuresOfPlan(changes: Changes = {}): Readonly<Record<string, ResultFigure>> {
  return resultOf(sheetOf(changes).printed, { seed: 1, draws: 400 });
}

export function numberAt(figures: Readonly<Record<string, ResultFigure>>, id: string): number {
  const value = figures[id]?.value;
  if (typeof value !== "number") throw new Error(`${id} is ${String(value)}, not a number`);
  return value;
}
