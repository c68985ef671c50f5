import type { Amount } from "./charts/need-text.ts";
import type { Picture } from "./charts/picture.ts";
import { trainingEstimatesChart } from "./charts/training-estimates.ts";
import { UndrawableError } from "./charts/undrawable.ts";
import { intervalOf } from "./tables/figure-digits.ts";
import { type Figures, figureAt } from "./tables/figure-table.ts";

const ROUTES = [
  { key: "analogy", label: "By analogy with whole runs" },
  { key: "first_principles", label: "From first principles" },
  { key: "measured", label: "By measured throughput" },
] as const;

/** The picture of a training run; `gpu` is the GPU whose hours are counted. */
export function trainingEstimatesOf({ figures, gpu }: { readonly figures: Figures; readonly gpu: string }): Picture {
  const estimates = ROUTES.flatMap(({ key, label }) => {
    const amount = amountAt(figures, `training.${key}.gpu_hours`);
    return amount ? [{ label, ...amount }] : [];
  });
  const recommended = amountAt(figures, "training.gpu_hours");
  if (!recommended) throw new UndrawableError("training.gpu_hours: no number");
  return trainingEstimatesChart({ gpu, estimates, recommended });
}

function amountAt(figures: Figures, id: string): Amount | undefined {
  const figure = figureAt(figures, id);
  return typeof figure.value === "number" ? { value: figure.value, interval90: intervalOf(figure) } : undefined;
}
