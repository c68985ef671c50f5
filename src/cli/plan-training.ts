import { trainingSection } from "../report/sections/training-section.ts";
import { trainingEstimatesOf } from "../report/training-pictures.ts";
import { computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import type { PlanOptions } from "./options.ts";
import { ownTraining, withTrainingWarnings } from "./own-training.ts";
import { showSection } from "./show-section.ts";
import { writeCharts } from "./write-charts.ts";

/** `llmplan training` on a plan: the run that its training section describes. */
export async function planTrainingCommand(
  named: string | undefined,
  options: PlanOptions & { readonly charts?: string },
): Promise<void> {
  const computed = computePlan(named, options, { sections: ["training"] });
  const facts = ownTraining(computed);
  if (!facts) throw new UsageError("the plan has no section training; or say --params, --tokens and --method");
  const { figures } = computed;
  await writeCharts(options.charts, () => [trainingEstimatesOf({ figures, gpu: facts.gpu })]);
  const warnings = withTrainingWarnings(computed, facts);
  showSection("training", { ...computed, warnings }, options, () => trainingSection({ figures, facts }));
}
