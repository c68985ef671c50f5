import { h100Hours } from "../../model/hardware.ts";
import { combined, ReferenceFault } from "../combination.ts";
import { type Figure, figure, type Node, type Quantity } from "../node.ts";
import type { BudgetAssumptions } from "../plan/plan.ts";
import type { TrainingAssumptions } from "../plan/training-assumptions.ts";
import type { TrainingCatalog } from "../training/catalog.ts";
import { gpuEquivalence } from "../training/equivalence.ts";
import { gpuNamed, precisionsOf } from "../training/gpu-lookup.ts";
import type { PlannedTraining } from "./planned-training.ts";
import { trainingSheet } from "./training.ts";

/** The training run of a plan, beside what its reference runs say. */
export function planTrainingSheet(
  a: TrainingAssumptions,
  budget: BudgetAssumptions,
  catalog: TrainingCatalog,
  nodes: ReadonlyMap<string, Node>,
): readonly Figure<number | null>[] {
  const tokens = combined(
    { id: TOKENS, unit: "tokens", label: "Tokens of the training set", path: TOKENS },
    a.tokens,
    nodes,
  );
  const planned = plannedTraining(a, budget, catalog, tokens);
  const { figures, gpuHours } = trainingSheet(planned, catalog);
  const h100 = gpuNamed(catalog.gpus, "h100") ?? planned.gpu;
  const factor = gpuEquivalence(h100, planned.gpu, "measured", catalog.efficiency);
  const days = figure({
    id: "training.h100_days",
    unit: "H100-days",
    label: "H100-days of the plan's own run, on the measured basis",
    formula: "GPU-hours ÷ hours of the GPU that one H100-hour replaces ÷ 24",
    // Both words settle which formula applies.
    of: { gpuHours, method: a.method, precision: a.precision },
    by: (x) => h100Hours({ gpuHours: x.gpuHours, gpuHoursPerH100Hour: factor }) / 24,
  });
  return [tokens, ...figures, days];
}

const TOKENS = "training.tokens";

/** The run as nodes, its GPU and words settled. */
export function plannedTraining(
  a: TrainingAssumptions,
  budget: BudgetAssumptions,
  catalog: TrainingCatalog,
  tokens: Figure<number> | Quantity,
): PlannedTraining {
  const gpu = gpuNamed(catalog.gpus, a.gpu);
  if (!gpu) {
    const names = catalog.gpus.map(({ key }) => key);
    throw new ReferenceFault("training.gpu", a.gpu, `a GPU of the catalog: ${names.join(", ")}`, names);
  }
  const precisions = precisionsOf(gpu);
  if (!precisions.includes(a.precision.value))
    throw new ReferenceFault(
      "training.precision",
      a.precision.value,
      `a precision that ${gpu.label} has: ${precisions.join(", ")}`,
    );
  return {
    method: a.method.value,
    gpu,
    precision: a.precision.value,
    parameters: a.parameters,
    activeParameters: a.active_parameters,
    criticParameters: a.critic_parameters,
    tokens,
    epochs: a.epochs,
    sessions: a.sessions,
    packingFraction: a.packing_fraction,
    gpuCount: a.gpu_count,
    sequenceLength: a.sequence_length,
    microBatch: a.micro_batch,
    overheadFraction: a.overhead_fraction,
    failures: {
      failuresPerGpuHour: a.failures_per_gpu_hour,
      restartHours: a.restart_hours,
      checkpointHours: a.checkpoint_hours,
    },
    price: a.gpu_price,
    priceCurrency: a.gpu_price.unit.startsWith("USD") ? "USD" : "EUR",
    usdPerEur: budget.usd_per_eur,
  };
}
