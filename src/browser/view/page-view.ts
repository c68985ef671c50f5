import { computed, type ReadonlySignal } from "@preact/signals";
import { assumptionsById } from "../../analysis/assumption-list.ts";
import type { DeliverableView } from "../../report/deliverable/shown-cell.ts";
import { type PlanPictures, planPictures } from "../../report/plan-pictures.ts";
import type { Workbench } from "../bench/workbench.ts";

/** What tabs show: the report's view of the plan, with its pictures. */
export interface PageView extends DeliverableView {
  readonly pictures: PlanPictures;
}

/** Follows what the page shows. */
export function pageView(bench: Workbench): ReadonlySignal<PageView> {
  const open = computed(() => bench.shown.value.open);
  const assumptions = computed(() => assumptionsById(open.value.sheet.leaves));
  return computed(() => {
    const { answer } = bench.shown.value;
    const sensitivity = bench.sensitivity.value;
    const view: DeliverableView = {
      figures: answer.figures,
      outline: open.value.outline,
      assumptions: assumptions.value,
      ...(answer.fan && { fan: answer.fan }),
      ...(answer.volumeCurves && { volumeCurves: answer.volumeCurves }),
      ...(sensitivity && { sensitivity }),
    };
    return { ...view, pictures: planPictures(view, answer.curves) };
  });
}
