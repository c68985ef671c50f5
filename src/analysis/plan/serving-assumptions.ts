/** What a plan says of the service that it means to run. */
import type { DailyProfileName } from "../../model/daily-profile.ts";
import type { Precision } from "../../model/precision.ts";
import type { Combination } from "../combination.ts";
import type { Choice, Quantity } from "../node.ts";

export interface ServingAssumptions {
  readonly model: string;
  readonly gpu: string;
  readonly precision: Choice<Precision>;
  readonly gpus_per_replica: number;
  readonly input_tokens: Combination;
  readonly output_tokens: Combination;
  readonly requests_per_conversation: Combination;
  readonly cached_fraction: Quantity;
  readonly conversations_per_month: Quantity;
  readonly peak_factor: Quantity;
  /** A day by name, or by 24 weights from midnight on. */
  readonly daily_profile?: { readonly value: DailyProfileName | readonly number[] };
  readonly growth_factor: Quantity;
  readonly class_size: Quantity;
  readonly class_start: Quantity;
  readonly seconds_between_requests: Quantity;
  readonly ttft_p95: Quantity;
  readonly seconds_per_output_token?: Quantity;
  readonly memory_fraction: Quantity;
  readonly max_sequences: Quantity;
  readonly spare_replicas: Quantity;
  readonly gpu_price: Quantity;
}
