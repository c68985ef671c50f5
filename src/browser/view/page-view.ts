import { computed, type ReadonlySignal } from "@preact/signals";
import { assumptionsById } from "../../analysis/assumption-list.ts";
import type { Plan } from "../../analysis/plan/plan.ts";
import { gpuNamed } from "../../analysis/training/gpu-lookup.ts";
import type { Picture } from "../../report/charts/picture.ts";
import type { DeliverableView } from "../../report/deliverable/shown-cell.ts";
import { type PictureSection, sectionPictures } from "../../report/plan-pictures.ts";
import type { Workbench } from "../bench/workbench.ts";
import type { Answer } from "../plan/answer.ts";

/** What tabs show: the report's view of the plan, with its pictures. */
export interface PageView extends DeliverableView {
  readonly pictures: (section: PictureSection) => readonly Picture[];
  /** Whether the plan sets limits to its figures. */
  readonly limited: boolean;
}

/** Follows what the page shows. */
export function pageView(bench: Workbench): ReadonlySignal<PageView> {
  const open = computed(() => bench.shown.value.open);
  const assumptions = computed(() => assumptionsById(open.value.sheet.leaves));
  return computed(() => {
    const { answer } = bench.shown.value;
    const sensitivity = bench.sensitivity.value;
    const budget = Number(answer.figures["approach.api.budget_usd"]?.value);
    const needed = Number(open.value.plan.api?.conversations_needed.value);
    const view: DeliverableView = {
      ...(budget >= 0 && needed > 0 && { conversationBudgetUsd: budget / needed }),
      figures: answer.figures,
      outline: open.value.outline,
      assumptions: assumptions.value,
      ...(answer.fan && { fan: answer.fan }),
      ...(answer.volumeCurves && { volumeCurves: answer.volumeCurves }),
      ...(answer.serving && { serving: answer.serving }),
      ...(sensitivity && { sensitivity }),
    };
    return {
      ...view,
      limited: answer.limits.judged.length + answer.limits.faults.length > 0,
      pictures: (section) =>
        sectionPictures(
          section,
          view,
          answer.curves,
          gpuOf(open.value.plan),
          ownRunOf(open.value.plan, answer.figures),
        ),
    };
  });
}

/** The run that the plan means to make. */
function ownRunOf({ training }: Plan, figures: Answer["figures"]) {
  const days = figures["training.h100_days"]?.value;
  if (!training || typeof days !== "number" || days <= 0) return undefined;
  return { label: "This plan's own run", parametersBillion: training.parameters.value / 1e9, h100Days: days };
}

/** The GPU that the plan trains on, as the catalog names it. */
const gpuOf = ({ training, training_catalog: catalog }: Plan): string | undefined =>
  training && catalog && gpuNamed(catalog.gpus, training.gpu)?.label;
