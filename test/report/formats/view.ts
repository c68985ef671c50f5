import { listAssumptions } from "../../../src/analysis/assumption-list.ts";
import { outlineOf } from "../../../src/analysis/outline.ts";
import { resultOf } from "../../../src/analysis/result.ts";
import { planSheet } from "../../../src/analysis/sheets/plan-sheet.ts";
import type { DeliverableView } from "../../../src/report/deliverable/shown-cell.ts";
import { readPlan } from "../../plans/read.ts";

/** The shipped plan, or a variant of it, as tables and documents see it. */
export function viewOf(changes: Parameters<typeof readPlan>[0] = {}) {
  const plan = readPlan(changes).leaves;
  const sheet = planSheet(plan, { kind: "exact" });
  const assumptions = listAssumptions(sheet.leaves);
  const view: DeliverableView = {
    outline: outlineOf(plan),
    figures: resultOf(sheet.printed, { seed: 1, draws: 200 }),
    assumptions: new Map(assumptions.map((assumption) => [assumption.id, assumption])),
  };
  return { view, sheet };
}
