import type { Figure } from "../../analysis/node.ts";
import { type Sensitivity, sensitivityOf } from "../../analysis/sensitivity/sensitivity.ts";
import type { Sheet } from "../../analysis/sheets/plan-sheet.ts";
import { tornadoIn } from "./levers.ts";
import type { OpenPlan } from "./open-plan.ts";

/** The cost that a plan is mainly about: of all its months where it has them, else of its conversations. */
export function mainFigure(sheet: Sheet): Figure<unknown> | undefined {
  const node = sheet.nodes.get("volume.cost_usd.mean") ?? sheet.nodes.get("conversation.total_cost_usd.mean");
  return node?.kind === "figure" ? node : undefined;
}

/** What the main figure is sensitive to, as the report shows it; absent where it has no finite value. */
export function mainSensitivity(open: OpenPlan): Sensitivity | undefined {
  const figure = mainFigure(open.sheet);
  return figure && sensitivityOf(figure, open.drawn(), REPORT_POINTS);
}

/** The same at once: the shares of the variance, which take time, are those that were known before. */
export function quickSensitivity(sheet: Sheet, before?: Sensitivity): Sensitivity | undefined {
  const figure = mainFigure(sheet);
  const moved = figure && tornadoIn(sheet, figure.id);
  if (!figure || !moved) return undefined;
  const { id, label, unit } = figure;
  const { variance } = before?.id === id && moved.basis === "p10-p90" ? before : {};
  return { id, label, unit, tornado: moved, ...(variance && { variance }) };
}

/** Enough for whole percents. */
const REPORT_POINTS = 1024;
