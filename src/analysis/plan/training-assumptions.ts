/** What a plan says of the training run that it means to make. */
import type { Precision } from "../../model/precision.ts";
import type { TrainingMethod } from "../../model/training-method.ts";
import type { Combination } from "../combination.ts";
import type { Choice, Quantity } from "../node.ts";

export interface TrainingAssumptions {
  readonly method: Choice<TrainingMethod>;
  readonly gpu: string;
  readonly precision: Choice<Precision>;
  readonly parameters: Quantity;
  readonly active_parameters?: Quantity;
  readonly critic_parameters?: Quantity;
  readonly tokens: Combination;
  readonly epochs: Quantity;
  readonly sessions: Quantity;
  readonly packing_fraction: Quantity;
  readonly gpu_count: Quantity;
  readonly sequence_length: Quantity;
  readonly micro_batch: Quantity;
  readonly overhead_fraction: Quantity;
  readonly failures_per_gpu_hour: Quantity;
  readonly restart_hours: Quantity;
  readonly checkpoint_hours: Quantity;
  readonly gpu_price: Quantity;
}
