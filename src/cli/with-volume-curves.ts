import { curveRange, volumeCurves } from "../analysis/break-even/volume-curves.ts";
import { sheetDraws } from "../analysis/sheet-draws.ts";
import { interruptible } from "../node/interruptible.ts";
import type { View } from "../report/sections/section.ts";
import type { ComputedPlan } from "./compute-plan.ts";
import type { PlanOptions } from "./options.ts";

/** A computed plan with the cost of each option by volume; as it is where it has no options. */
export function withVolumeCurves<Computed extends ComputedPlan>(
  computed: Computed,
  options: Pick<PlanOptions, "seed" | "draws" | "planSampling">,
): Computed & Pick<View, "volumeCurves"> {
  const { sheet, figures } = computed;
  if (!sheet.options || sheet.options.options.length === 0) return computed;
  const { options: priced } = sheet;
  const drawn = sheetDraws(sheet, { ...options, sampling: options.planSampling });
  const curves = interruptible(() => volumeCurves(priced, drawn, curveRange(figures)));
  return { ...computed, volumeCurves: curves };
}
