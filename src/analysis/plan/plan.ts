/**
 * What a plan holds once it is read and checked: leaves, in the nesting and under the names of the file. Every section
 * may be absent; its figures are then absent too. The form of the file is the business of `assumptions`.
 */

import type { Combination } from "../combination.ts";
import type { HostedModelAssumptions } from "../hosted-model.ts";
import type { Choice, Quantity } from "../node.ts";
import type { ServingCatalog } from "../serving/catalog.ts";
import type { TrainingCatalog } from "../training/catalog.ts";
import type { ConversationAssumptions, VolumeAssumptions } from "./conversation-assumptions.ts";
import type { EvaluationAssumptions, ModelRow } from "./evaluation-assumptions.ts";
import type { BreakEvenAssumptions, OptionAssumptions } from "./option-assumptions.ts";
import type {
  DatasetRow,
  EquivalenceBasis,
  EquivalenceRow,
  GpuRow,
  RatioAssumption,
  RunRow,
  RunTable,
  Table,
} from "./reference-tables.ts";
import type { ServingAssumptions } from "./serving-assumptions.ts";
import type { TrainingAssumptions } from "./training-assumptions.ts";

export interface Plan {
  readonly title: string;
  readonly conversation?: ConversationAssumptions;
  /** Models to compare, by key. */
  readonly hosted_models?: Readonly<Record<string, HostedModelAssumptions>>;
  /** How many conversations there are over the months of the project. */
  readonly volume?: VolumeAssumptions;
  readonly data?: DataAssumptions;
  readonly budget?: BudgetAssumptions;
  readonly hardware?: { readonly equivalence_basis: Choice<EquivalenceBasis> };
  readonly gpus?: Table<GpuRow>;
  readonly gpu_equivalence?: { readonly published: Table<EquivalenceRow>; readonly measured: Table<EquivalenceRow> };
  readonly reference_data?: { readonly tokens_per_word: Quantity };
  readonly sft_datasets?: Table<DatasetRow>;
  readonly pretraining?: Table<RunRow>;
  readonly sft_runs?: Table<RunRow>;
  readonly sft_llama?: Table<RunRow>;
  readonly alignment?: Table<RunRow>;
  readonly lora_llama?: Table<RunRow>;
  readonly ratios?: Readonly<Record<string, RatioAssumption>>;
  readonly approaches?: Readonly<Record<string, ApproachAssumptions>>;
  readonly needs?: NeedsAssumptions;
  readonly annotation?: AnnotationAssumptions;
  readonly api?: ApiAssumptions;
  readonly projection?: ProjectionAssumptions;
  /** The training run that the plan means to make; computed where the catalog of training is at hand. */
  readonly training?: TrainingAssumptions;
  readonly training_catalog?: TrainingCatalog;
  /** What the options share: how long they are paid for, at which volume, what people cost. */
  readonly break_even?: BreakEvenAssumptions;
  /** Ways to get the model, with their costs over the plan's life. */
  readonly options?: Readonly<Record<string, OptionAssumptions>>;
  /** Conversations of an average month that somebody asks about, instead of the plan's own volume. */
  readonly asked_volume?: Quantity;
  /** The service that the plan means to run; computed where the catalog of serving is at hand. */
  readonly serving?: ServingAssumptions;
  readonly serving_catalog?: ServingCatalog;
  /** Inputs that are believed to move together. */
  readonly correlations?: readonly CorrelationAssumption[];
  readonly evaluation?: EvaluationAssumptions;
  readonly models?: Table<ModelRow>;
}

/** A rank correlation (Spearman) of two uncertain quantities, by their ids. */
export interface CorrelationAssumption {
  readonly between: readonly string[];
  readonly rank: number;
  readonly source: string;
}

export interface DataAssumptions {
  readonly person_days: Quantity;
  readonly writing_share_fraction: Quantity;
  readonly reviewing_share_fraction: Quantity;
  readonly hours_per_day: Quantity;
  readonly writing_speed: Quantity;
  readonly reviewing_speed: Quantity;
  readonly tokens_per_word: Quantity;
  readonly tokens_per_instance: Quantity;
}

export interface BudgetAssumptions {
  readonly training_eur: Quantity;
  readonly gpu_share_fraction: Quantity;
  readonly reserve_fraction: Quantity;
  readonly h100_price: Quantity;
  readonly training_sessions: Quantity;
  readonly usd_per_eur: Quantity;
}

/** What an approach needs, as combinations of reference rows; one of instances and tokens. */
export interface ApproachAssumptions {
  readonly label: string;
  readonly source: string;
  readonly h100_days: Combination;
  readonly instances?: Combination;
  readonly tokens?: Combination;
  /** Comparisons people must make; none where absent. */
  readonly comparisons?: Combination;
  /** Instances of public data that fit this approach. */
  readonly public_instances?: Combination;
}

/** How the project's own need compares with what the reference rows say; 1 takes them as they are. */
export interface NeedsAssumptions {
  readonly compute_factor: Quantity;
  readonly data_factor: Quantity;
}

export interface AnnotationAssumptions {
  readonly replies_per_comparison: Quantity;
}

export interface ApiAssumptions {
  readonly label: string;
  readonly conversations_needed: Quantity;
}

export interface ProjectionAssumptions {
  readonly parameters: Quantity;
  readonly epochs: Quantity;
  readonly routes: Readonly<Record<string, ProjectionRoute>>;
}

/** Either through the rates of a table of runs, or as a multiple of another route. */
export interface ProjectionRoute {
  readonly rates_of?: RunTable;
  readonly tokens?: Combination;
  /** One pass over the data instead of the plan's epochs and sessions. */
  readonly passes?: "plan" | "once";
  readonly ratio?: Combination;
  readonly of?: string;
}
