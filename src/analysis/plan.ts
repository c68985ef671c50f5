/**
 * What a plan holds once it is read and checked: leaves, in the nesting and under the names of the file. Every section
 * may be absent; its figures are then absent too. The form of the file is the business of `assumptions`.
 */

import type { DailyProfileName } from "../model/daily-profile.ts";
import type { Precision } from "../model/precision.ts";
import type { TrainingMethod } from "../model/training-method.ts";
import type { Combination } from "./combination.ts";
import type { ConversationAssumptions, VolumeAssumptions } from "./conversation-assumptions.ts";
import type { HostedModelAssumptions } from "./hosted-model.ts";
import type { Choice, Quantity } from "./node.ts";
import type { BreakEvenAssumptions, OptionAssumptions } from "./plan-options.ts";
import type { ServingCatalog } from "./serving/catalog.ts";
import type { TrainingCatalog } from "./training/catalog.ts";

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

export type EquivalenceBasis = "published" | "measured" | "peak";

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

/** Rows by key; the source of the whole table stands in each quantity. */
export interface Table<Row> {
  readonly rows: Readonly<Record<string, Row>>;
}

export interface GpuRow {
  readonly label: string;
  readonly peak_tflops?: Quantity;
}

/** How many hours of a GPU one H100-hour replaces, or the GPU whose factor it shares. */
export interface EquivalenceRow {
  readonly gpu_hours_per_h100_hour?: Quantity;
  readonly same_as?: string;
}

export interface DatasetRow {
  readonly label: string;
  readonly turns?: string;
  readonly construction?: string;
  readonly instances: Quantity;
  readonly words: Quantity;
}

/** A published training run: GPUs and a time, or GPU-hours, or a computation with a utilisation. */
export interface RunRow {
  readonly label: string;
  readonly released?: string;
  readonly method?: string;
  readonly gpu?: string;
  readonly dataset?: string;
  readonly parameters?: Quantity;
  readonly training_tokens?: Quantity;
  readonly instances?: Quantity;
  readonly epochs?: Quantity;
  readonly batch_size?: Quantity;
  readonly gpu_count?: Quantity;
  readonly duration_days?: Quantity;
  readonly duration_hours?: Quantity;
  readonly gpu_hours?: Quantity;
  readonly petaflop_days?: Quantity;
  readonly utilisation_fraction?: Quantity;
}

export interface RatioAssumption {
  readonly label: string;
  readonly source: string;
  readonly is: Combination;
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

/** Either through the rates of a table of runs, or as a multiple of another route. */
export interface ProjectionRoute {
  readonly rates_of?: RunTable;
  readonly tokens?: Combination;
  /** One pass over the data instead of the plan's epochs and sessions. */
  readonly passes?: "plan" | "once";
  readonly ratio?: Combination;
  readonly of?: string;
}

/** How candidate models are tested and rated. */
export interface EvaluationAssumptions {
  readonly ifeval_threshold: Quantity;
  readonly ifeval_prompts: Quantity;
  readonly score_right: Quantity;
  readonly score_neutral: Quantity;
  readonly score_wrong: Quantity;
  readonly questions_stated: Quantity;
  readonly cri_profiles: Quantity;
  readonly survey_question_marks: Quantity;
  readonly survey_followups: Quantity;
  readonly situations: Table<SituationRow>;
  readonly weights: Readonly<Record<"rk_uqr" | "cri_mean" | "cri_worst" | "ifeval", Quantity>>;
}

export interface SituationRow {
  readonly label: string;
  readonly profiles: Quantity;
  readonly questions: Quantity;
  readonly role_knowledge?: Quantity;
  readonly unknown_questions?: Quantity;
  readonly few_shots?: Quantity;
}

/** A candidate model with what benchmarks and people found; absent where nobody has measured or printed it. */
export interface ModelRow {
  readonly label: string;
  readonly base?: string;
  readonly parameters?: Quantity;
  readonly ifeval?: Quantity;
  readonly net_points?: Quantity;
  readonly cri_sum?: Quantity;
  readonly cri_worst?: Quantity;
}

export const RUN_TABLES = ["pretraining", "sft_runs", "sft_llama", "alignment", "lora_llama"] as const;
export type RunTable = (typeof RUN_TABLES)[number];
