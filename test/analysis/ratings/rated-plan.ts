/** A plan of candidate models that a person can rank by hand. */
import type { EvaluationAssumptions, ModelRow } from "../../../src/analysis/plan/evaluation-assumptions.ts";
import type { Plan } from "../../../src/analysis/plan/plan.ts";
import type { RatingSheets } from "../../../src/analysis/ratings/rating.ts";
import { quantityLeaf } from "../leaves.ts";

const NUMBERS = {
  ifeval_threshold: 0.5,
  ifeval_prompts: 100,
  score_right: 2,
  score_neutral: 0,
  score_wrong: -1,
  questions_stated: 4,
  cri_profiles: 3,
  survey_question_marks: 12,
  survey_followups: 2,
};
const WEIGHTS = { rk_uqr: 1, cri_mean: 0, cri_worst: 0, ifeval: 0 };

/** What a row states; a part that is not named is not stated. */
export type Stated = Readonly<Partial<Record<"ifeval" | "net_points" | "cri_sum" | "cri_worst", number>>>;

/**
 * Four questions with 2, 0 or −1 points each, three profiles of a survey of ten questions; the points alone count
 * unless weights say else.
 */
export function planOfModels(
  rows: Readonly<Record<string, Stated>>,
  weights: Partial<typeof WEIGHTS> = {},
  numbers: Partial<typeof NUMBERS> = {},
): Plan & { readonly evaluation: EvaluationAssumptions } {
  const row = (key: string, stated: Stated): ModelRow => ({
    label: key.toUpperCase(),
    ...quantities(`models.rows.${key}`, stated),
  });
  return {
    title: "Models",
    models: { rows: Object.fromEntries(Object.entries(rows).map(([key, stated]) => [key, row(key, stated)])) },
    evaluation: {
      ...quantities("evaluation", { ...NUMBERS, ...numbers }),
      situations: { rows: {} },
      weights: quantities("evaluation.weights", { ...WEIGHTS, ...weights }),
    },
  };
}

function quantities<Name extends string>(path: string, numbers: Readonly<Partial<Record<Name, number>>>) {
  const leaves = Object.entries<number | undefined>(numbers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, quantityLeaf(`${path}.${name}`, value, "points")]],
  );
  return Object.fromEntries(leaves) as Record<Name, ReturnType<typeof quantityLeaf>>;
}

type QuestionLine = readonly [model: string, profile: string, question: string, points: number, rater?: string];
type SurveyLine = readonly [model: string, profile: string, answered: number, rater?: string];

/** Sheets as they are read, one rating a line. */
export const sheetsOf = (questions: readonly QuestionLine[], surveys: readonly SurveyLine[] = []): RatingSheets => ({
  questions: questions.map(([model, profile, question, points, rater = ""], at) => ({
    ...{ model, profile, question, points, rater, kind: "RK" },
    place: { file: "questions.csv", line: at + 2, column: 1 },
  })),
  surveys: surveys.map(([model, profile, answered, rater = ""], at) => ({
    ...{ model, profile, answered, rater },
    place: { file: "surveys.csv", line: at + 2, column: 1 },
  })),
});
