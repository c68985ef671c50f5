import type { TrainingMethod } from "../../model/training-method.ts";
import type { EstimateName } from "./catalog.ts";

export type Estimates = Readonly<Partial<Record<Exclude<EstimateName, "combined">, number | undefined>>>;

/** ln of the weighted geometric mean of the estimates that there are. */
export function combinedLog(method: TrainingMethod, estimates: Estimates): number {
  const weights = combinationWeights(method);
  let sum = 0;
  let total = 0;
  for (const name of ["analogy", "first_principles", "measured"] as const) {
    const value = estimates[name];
    if (value === undefined || weights[name] === 0) continue;
    sum += weights[name] * Math.log(value);
    total += weights[name];
  }
  return sum / total;
}

/**
 * How much each estimate counts in the recommended one: what leaving teams out speaks for (training-fit.yaml in the
 * catalog). For whole pre-training runs nothing does better than first principles alone, since the other two carry the
 * same doubt between teams and add their own. For fine-tuning the mean of first principles and measurement does best.
 */
function combinationWeights(method: TrainingMethod): Readonly<Record<keyof Estimates, number>> {
  switch (method) {
    case "pretraining":
    case "ppo":
      return { first_principles: 1, analogy: 0, measured: 0 };
    case "sft":
    case "lora":
    case "qlora":
    case "reward_model":
    case "dpo":
      return { first_principles: 1, analogy: 0, measured: 1 };
  }
}
