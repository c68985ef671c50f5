import { sum } from "simple-statistics";
import { netPercent, surveyQuestions } from "../../model/rating.ts";
import { ReferenceFault } from "../combination.ts";
import { type Figure, figure, type Quantity } from "../node.ts";
import type { EvaluationAssumptions, SituationRow } from "../plan/evaluation-assumptions.ts";

export interface EvaluationFigures {
  readonly figures: readonly Figure<number | string>[];
  readonly surveyQuestions: Figure<number>;
  /** Percentage when every answer is wrong. */
  readonly lowestPercent: Figure<number>;
}

/**
 * What the ratings by people consist of: profiles, questions, and the points an answer can get.
 *
 * @throws ReferenceFault where points, survey or weights contradict themselves
 */
export function evaluationSheet(a: EvaluationAssumptions): EvaluationFigures {
  requireSense(a);
  const total = (name: string, unit: string, label: string, read: (row: SituationRow) => Quantity | undefined) =>
    figure({
      id: `evaluation.${name}`,
      unit,
      label,
      formula: "sum over the situations",
      of: { parts: Object.values(a.situations.rows).flatMap((row) => read(row) ?? []) },
      by: ({ parts }) => sum([...parts]),
    });
  const survey = figure({
    id: "evaluation.survey_questions",
    unit: "questions",
    label: "Questions of the role survey",
    formula: "question marks − follow-ups",
    of: { questionMarks: a.survey_question_marks, followups: a.survey_followups },
    by: surveyQuestions,
  });
  const percentOf = (name: string, label: string, score: Quantity) =>
    figure({
      id: `evaluation.${name}`,
      unit: "%",
      label,
      formula: "100 × points ÷ points of a right answer",
      of: { score, scoreRight: a.score_right },
      by: (x) => netPercent({ netPoints: x.score, questions: 1, scoreRight: x.scoreRight }),
    });
  const lowest = percentOf("rk_uqr_lowest_percent", "RK/UQR when every answer is wrong", a.score_wrong);
  return {
    figures: [
      total("profiles", "profiles", "Profiles that questions are asked about", (row) => row.profiles),
      total("questions", "questions", "Questions of RK and UQR, counted", (row) => row.questions),
      total("role_knowledge_questions", "questions", "Questions labelled RK", (row) => row.role_knowledge),
      total("unknown_questions", "questions", "Questions labelled UQR", (row) => row.unknown_questions),
      total("few_shots", "examples", "Examples given to the model", (row) => row.few_shots),
      survey,
      lowest,
      percentOf("rk_uqr_neutral_percent", "RK/UQR when no answer is right or wrong", a.score_neutral),
      percentOf("rk_uqr_highest_percent", "RK/UQR when every answer is right", a.score_right),
    ],
    surveyQuestions: survey,
    lowestPercent: lowest,
  };
}

function requireSense(a: EvaluationAssumptions): void {
  const demand = (holds: boolean, key: string, found: number, expected: string): void => {
    if (!holds) throw new ReferenceFault(`evaluation.${key}`, String(found), expected);
  };
  const right = a.score_right.value;
  const neutral = a.score_neutral.value;
  const wrong = a.score_wrong.value;
  demand(neutral < right, "score_neutral", neutral, `fewer points than a right answer, ${right}`);
  demand(wrong < neutral, "score_wrong", wrong, `fewer points than an answer that is neither, ${neutral}`);
  const { survey_question_marks: marks, survey_followups: followups } = a;
  demand(followups.value < marks.value, "survey_followups", followups.value, `fewer than the question marks`);
  demand(
    Object.values(a.weights).some(({ value }) => value > 0),
    "weights",
    0,
    "a weight above 0",
  );
}
