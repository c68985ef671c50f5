import type { DrawPlan, PlanSampling } from "./plan-draws.ts";
import type { Sheet } from "./sheets/plan-sheet.ts";
import { uncertainLeavesOf } from "./uncertainty.ts";

/** How the plans of a sheet are drawn: with all its inputs and their correlations, whichever figures are asked for. */
export function sheetDraws(
  sheet: Sheet,
  { seed, draws, sampling }: { readonly seed: number; readonly draws: number; readonly sampling: PlanSampling },
): DrawPlan {
  const inputs = uncertainLeavesOf(sheet.printed).map(({ id }) => id);
  return { seed, draws, sampling, correlations: sheet.correlations, inputs };
}
