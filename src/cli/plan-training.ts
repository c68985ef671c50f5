import { evaluate } from "../analysis/evaluate.ts";
import type { Quantity } from "../analysis/node.ts";
import { plannedTraining } from "../analysis/sheets/plan-training.ts";
import { trainingFacts, trainingWarnings } from "../analysis/training/training-facts.ts";
import { trainingSection } from "../report/sections/training-section.ts";
import { computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import type { PlanOptions } from "./options.ts";
import { showSection } from "./show-section.ts";

/** `llmplan training` on a plan: the run that its training section describes. */
export function planTrainingCommand(named: string | undefined, options: PlanOptions): void {
  const computed = computePlan(named, options, { sections: ["training"] });
  const { training, training_catalog: catalog, budget } = computed.read.plan;
  const node = computed.sheet.nodes.get("training.tokens");
  if (!training || !catalog || !budget || node?.kind !== "figure")
    throw new UsageError("the plan has no section training; or say --params, --tokens and --method");
  const tokens: Quantity = {
    ...training.epochs,
    id: "training.tokens",
    unit: "tokens",
    label: node.label,
    value: Number(evaluate([node]).of(node)),
  };
  const facts = trainingFacts(plannedTraining(training, budget, catalog, tokens), catalog);
  const { figures } = computed;
  const warnings = [...computed.warnings, ...trainingWarnings(figures, facts)];
  showSection("training", { ...computed, warnings }, options, () => trainingSection({ figures, facts }));
}
