import { withNormalLengths } from "../../analysis/conversation/normal-lengths.ts";
import { evaluate } from "../../analysis/evaluate.ts";
import { figure } from "../../analysis/node.ts";
import type { Plan } from "../../analysis/plan/plan.ts";
import { planEngine } from "../../analysis/sheets/plan-engine.ts";
import { planSheet, type Sheet } from "../../analysis/sheets/plan-sheet.ts";
import { simulatorFor } from "../../kernel/simulator.ts";
import { certainSheet, changedSheet } from "./changed-sheet.ts";

/** What is said of a conversation that takes too long to compute while a slider moves. */
export interface RoughSheet {
  readonly sheet: Sheet;
  /** The same with every assumption at its median: one evaluation, not one for each drawn plan. */
  readonly certain: Sheet;
  /** Whether its curves can be drawn at once too: lengths as if normal; else they are simulated. */
  readonly curves: boolean;
}

/** Undefined where the plan's own sheet is quick: without conversations, or with normal lengths and no more. */
export function roughSheet(plan: Plan, sheet: Sheet, seed: number): RoughSheet | undefined {
  const { conversationModel: model } = sheet;
  if (!model) return undefined;
  const engine = planEngine(plan, seed, simulatorFor, ROUGH_CONVERSATIONS);
  if (engine.kind === "monte-carlo") return roughOf(planSheet(plan, engine), false);
  const present = evaluate([model]).of(model);
  if (withNormalLengths(present) === present) return undefined;
  const alike = figure({ ...model, of: { model }, by: (x) => withNormalLengths(x.model) });
  return roughOf(
    changedSheet(sheet, (node) => (node.id === model.id ? alike : node)),
    true,
  );
}

const roughOf = (sheet: Sheet, curves: boolean): RoughSheet => ({ sheet, certain: certainSheet(sheet), curves });

/** Simulated under the hand: a few milliseconds. */
const ROUGH_CONVERSATIONS = 256;
