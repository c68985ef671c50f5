import type { Figure } from "../../analysis/node.ts";
import { type Sensitivity, sensitivityOf } from "../../analysis/sensitivity/sensitivity.ts";
import { tornadoOf } from "./levers.ts";
import type { OpenPlan } from "./open-plan.ts";

/** The cost that a plan is mainly about: of all its months where it has them, else of its conversations. */
function mainFigure({ sheet }: OpenPlan): Figure<unknown> | undefined {
  const node = sheet.nodes.get("volume.cost_usd.mean") ?? sheet.nodes.get("conversation.total_cost_usd.mean");
  return node?.kind === "figure" ? node : undefined;
}

/** What the main figure is sensitive to, as the report shows it; absent where it has no finite value. */
export function mainSensitivity(open: OpenPlan): Sensitivity | undefined {
  const figure = mainFigure(open);
  return figure && sensitivityOf(figure, open.drawn(), REPORT_POINTS);
}

/** The same without the shares of the variance, which take time. */
export function quickSensitivity(open: OpenPlan): Sensitivity | undefined {
  const figure = mainFigure(open);
  const moved = figure && tornadoOf(open, figure.id);
  return figure && moved && { id: figure.id, label: figure.label, unit: figure.unit, tornado: moved };
}

/** Enough for whole percents. */
const REPORT_POINTS = 1024;
