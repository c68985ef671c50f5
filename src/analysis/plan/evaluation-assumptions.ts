/** What a plan says of candidate models: how they are tested, how they are rated, and what was found. */
import type { Quantity } from "../node.ts";
import type { Table } from "./reference-tables.ts";

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
