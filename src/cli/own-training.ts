import { evaluate } from "../analysis/evaluate.ts";
import type { Quantity } from "../analysis/node.ts";
import type { Warning } from "../analysis/result.ts";
import { plannedTraining } from "../analysis/sheets/plan-training.ts";
import { type TrainingFacts, trainingFacts, trainingWarnings } from "../analysis/training/training-facts.ts";
import type { ComputedPlan } from "./compute-plan.ts";

/** The training run that a plan describes: what stands behind its figures. Undefined where it describes none. */
export function ownTraining({ read, sheet }: Pick<ComputedPlan, "read" | "sheet">): TrainingFacts | undefined {
  const { training, training_catalog: catalog, budget } = read.plan;
  const node = sheet.nodes.get("training.tokens");
  if (!training || !catalog || !budget || node?.kind !== "figure") return undefined;
  const tokens: Quantity = {
    ...training.epochs,
    id: "training.tokens",
    unit: "tokens",
    label: node.label,
    value: Number(evaluate([node]).of(node)),
  };
  return trainingFacts(plannedTraining(training, budget, catalog, tokens), catalog);
}

/** The warnings of a plan and of its training run. */
export const withTrainingWarnings = (
  { warnings, figures }: Pick<ComputedPlan, "warnings" | "figures">,
  facts: TrainingFacts,
): readonly Warning[] => [...warnings, ...trainingWarnings(figures, facts)];
