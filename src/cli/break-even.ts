import { resolve } from "node:path";
import { centralCrossings } from "../analysis/break-even/central-crossings.ts";
import type { Plan } from "../analysis/plan/plan.ts";
import { costByVolume } from "../report/plan-pictures.ts";
import { breakEvenSection } from "../report/sections/break-even-section.ts";
import type { View } from "../report/sections/section.ts";
import { computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import { writeOutput } from "./input-files.ts";
import type { PlanOptions } from "./options.ts";
import { progressLine } from "./progress.ts";
import { readPlan } from "./read-plan.ts";
import { showSection } from "./show-section.ts";
import { withVolumeCurves } from "./with-volume-curves.ts";

export interface BreakEvenOptions extends PlanOptions {
  /** Conversations of an average month, instead of the plan's own. */
  readonly volume?: number;
  /** Folder for the chart. */
  readonly charts?: string;
}

/** `llmplan break-even`: what each option costs over the plan's life, and from which volume one beats another. */
export async function breakEvenCommand(named: string | undefined, options: BreakEvenOptions): Promise<void> {
  const read = readPlan(named, options);
  if (!read.plan.options)
    throw new UsageError("the plan has no section options: ways to get the model, with their costs");
  const computed = computePlan(named, options, {
    read,
    sections: ["option", "break_even", "training"],
    change: (plan) => asked(plan, options.volume),
  });
  const { sheet, outline } = computed;
  if (options.charts !== undefined) await writeChart(withVolumeCurves(computed, options), options.charts);
  const figures = Object.fromEntries(Object.entries(computed.figures).filter(([id]) => !id.startsWith("training.")));
  const crossings = sheet.options ? centralCrossings(sheet.options, outline.optionPairs) : {};
  showSection("break-even", { ...computed, figures }, options, () => breakEvenSection(computed), { crossings });
}

/** The plan at the volume that was asked about. */
function asked(plan: Plan, volume: number | undefined): Plan {
  if (volume === undefined) return plan;
  return {
    ...plan,
    asked_volume: {
      kind: "leaf",
      leaf: "quantity",
      id: "break_even.asked_volume",
      label: "Conversations of an average month, asked about",
      unit: "conversations/month",
      value: volume,
      source: "--volume",
      provenance: "chosen",
      place: { file: "--volume", line: 0, column: 0 },
    },
  };
}

async function writeChart(view: View, folder: string): Promise<void> {
  if (!view.volumeCurves) return;
  const { drawPictures } = await import("./draw-pictures.ts");
  const progress = progressLine();
  const drawn = await drawPictures([costByVolume(view, view.volumeCurves)], resolve(folder), progress.show);
  writeOutput(drawn, { within: resolve(folder) });
  progress.clear();
}
