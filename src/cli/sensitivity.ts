import { type Sensitivity, sensitivityOf } from "../analysis/sensitivity/sensitivity.ts";
import { sensitivityFigures } from "../analysis/sensitivity/sensitivity-figures.ts";
import { sheetDraws } from "../analysis/sheet-draws.ts";
import { interruptible } from "../node/interruptible.ts";
import { sensitivitySection } from "../report/sections/sensitivity-section.ts";
import { sensitivityPictures } from "../report/sensitivity-pictures.ts";
import { type ComputedPlan, computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import { namedFigure, requireFigureFirst } from "./named-node.ts";
import type { PlanOptions } from "./options.ts";
import { progressLine } from "./progress.ts";
import { showSection } from "./show-section.ts";
import { writeCharts } from "./write-charts.ts";

export interface SensitivityOptions extends PlanOptions {
  readonly points: number;
  /** Folder for the charts. */
  readonly charts?: string;
}

/** `llmplan sensitivity FIGURE`: which inputs a figure is sensitive to. */
export async function sensitivityCommand(
  id: string,
  named: string | undefined,
  options: SensitivityOptions,
): Promise<void> {
  requireFigureFirst("sensitivity", id, named);
  const computed = computePlan(named, options, { choose: (sheet) => [namedFigure(sheet, id) as never] });
  const progress = progressLine();
  progress.show("moving the inputs");
  const sensitivity = analysed(computed, id, options);
  progress.clear();
  await writeCharts(options.charts, () => sensitivityPictures(sensitivity));
  const figures = { ...computed.figures, ...sensitivityFigures(sensitivity) };
  showSection("sensitivity", { ...computed, figures, warnings: [] }, options, () => sensitivitySection(sensitivity));
}

function analysed({ sheet }: ComputedPlan, id: string, options: SensitivityOptions): Sensitivity {
  const { seed, draws, planSampling, points } = options;
  try {
    const drawn = sheetDraws(sheet, { seed, draws, sampling: planSampling });
    return interruptible(() => sensitivityOf(namedFigure(sheet, id), drawn, points));
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}
