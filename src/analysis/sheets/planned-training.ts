import type { Precision } from "../../model/precision.ts";
import type { TrainingMethod } from "../../model/training-method.ts";
import type { Numeric } from "../node.ts";
import type { GpuFacts } from "../training/catalog.ts";

/** A training run that is planned, as nodes; words and the GPU are settled. */
export interface PlannedTraining {
  readonly method: TrainingMethod;
  readonly gpu: GpuFacts;
  readonly precision: Precision;
  readonly parameters: Numeric;
  /** Parameters that a token passes through; all of them where absent. */
  readonly activeParameters?: Numeric | undefined;
  readonly criticParameters?: Numeric | undefined;
  readonly tokens: Numeric;
  readonly epochs: Numeric;
  readonly sessions: Numeric;
  readonly packingFraction: Numeric;
  readonly gpuCount: Numeric;
  readonly sequenceLength: Numeric;
  readonly microBatch: Numeric;
  /** Evaluation, checkpoints and start-up, as a share of training time. */
  readonly overheadFraction: Numeric;
  /** Failures that interrupt the run; none where absent. */
  readonly failures?: FailureNodes | undefined;
  /** Rent of one GPU for an hour; no cost where absent. */
  readonly price?: Numeric | undefined;
  readonly priceCurrency?: "EUR" | "USD" | undefined;
  readonly usdPerEur: Numeric;
}

export interface FailureNodes {
  readonly failuresPerGpuHour: Numeric;
  readonly restartHours: Numeric;
  readonly checkpointHours: Numeric;
}
