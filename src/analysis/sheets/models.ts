import {
  meanAnswered,
  netPercent,
  passesThreshold,
  rankAmong,
  shareStandardError,
  weightedScore,
} from "../../model/rating.ts";
import { ReferenceFault } from "../combination.ts";
import { type Figure, figure, type Quantity } from "../node.ts";
import type { EvaluationAssumptions, ModelRow } from "../plan/evaluation-assumptions.ts";
import type { Table } from "../plan/reference-tables.ts";
import type { Printed } from "../result.ts";
import type { EvaluationFigures } from "./evaluation.ts";

/** Candidates, the shortlist that the benchmark leaves, what people's ratings came to, and a ranking. */
export function modelsSheet(
  table: Table<ModelRow>,
  a: EvaluationAssumptions,
  evaluation: EvaluationFigures,
): readonly Printed[] {
  const rows = Object.entries(table.rows);
  const stated = rows.flatMap(([, { parameters, ifeval }]) =>
    [parameters, ifeval].filter((leaf) => leaf !== undefined),
  );
  const scores = rows.flatMap(([, { ifeval }]) => ifeval ?? []);
  const shortlist = figure({
    id: "models.shortlist_count",
    unit: "models",
    label: "Models above the threshold",
    formula: "count of scores above the threshold",
    of: { scores, threshold: a.ifeval_threshold },
    by: (x) => x.scores.filter((score) => passesThreshold({ score, threshold: x.threshold })).length,
  });
  const rated = rows.map(([key, row]) => ratedModel(key, row, a, evaluation));
  const totals = rated.flatMap(({ score }) => score ?? []);
  return [
    ...stated,
    countOf("candidates_count", "Candidates with a stated size", "models with parameters", rows, "parameters"),
    countOf("evaluated_count", "Models with a benchmark score", "models with a score", rows, "ifeval"),
    shortlist,
    ...rows.flatMap(([key, row]) => benchmarked(key, row, a)),
    ...rated.flatMap(({ figures }) => figures),
    ...rated.flatMap(({ key, label, score }) => (score ? rankOf(key, label, score, totals) : [])),
  ];
}

function countOf(
  name: string,
  label: string,
  formula: string,
  rows: readonly (readonly [string, ModelRow])[],
  column: "parameters" | "ifeval",
): Figure<number> {
  return figure({
    id: `evaluation.${name}`,
    unit: "models",
    label,
    formula: `count of ${formula}`,
    of: { stated: rows.flatMap(([, row]) => row[column] ?? []) },
    by: (x) => x.stated.length,
  });
}

function benchmarked(key: string, { label, ifeval }: ModelRow, a: EvaluationAssumptions): readonly Printed[] {
  if (!ifeval) return [];
  return [
    figure({
      id: `models.${key}.ifeval_standard_error`,
      unit: "fraction",
      label: `Standard error of the IFEval score: ${label}`,
      formula: "√(score × (1 − score) ÷ prompts)",
      of: { share: ifeval, trials: a.ifeval_prompts },
      by: shareStandardError,
    }),
    figure({
      id: `models.${key}.shortlisted`,
      unit: "word",
      label: `Shortlisted: ${label}`,
      formula: "whether the benchmark score is above the threshold",
      of: { score: ifeval, threshold: a.ifeval_threshold },
      by: (x) => (passesThreshold(x) ? "yes" : "no"),
    }),
  ];
}

interface RatedModel {
  readonly key: string;
  readonly label: string;
  readonly figures: readonly Figure<number>[];
  /** Where the model has a value on every criterion. */
  readonly score?: Figure<number>;
}

function ratedModel(key: string, row: ModelRow, a: EvaluationAssumptions, evaluation: EvaluationFigures): RatedModel {
  const { label, net_points, cri_sum, cri_worst, ifeval } = row;
  requirePossible(key, row, a);
  const id = `ratings.${key}`;
  const percent =
    net_points &&
    figure({
      id: `${id}.rk_uqr_percent`,
      unit: "%",
      label: `Role knowledge and unknown questions: ${label}`,
      formula: "100 × net points ÷ (questions × points of a right answer)",
      of: { netPoints: net_points, questions: a.questions_stated, scoreRight: a.score_right },
      by: netPercent,
    });
  const mean =
    cri_sum &&
    figure({
      id: `${id}.cri_mean`,
      unit: "questions",
      label: `Survey questions before the role broke, mean: ${label}`,
      formula: "questions answered, all profiles ÷ profiles",
      of: { answeredSum: cri_sum, profiles: a.cri_profiles },
      by: meanAnswered,
    });
  const worst = cri_worst && worstOf(id, label, cri_worst);
  const figures = [percent, mean, worst].filter((made) => made !== undefined);
  if (!percent || !mean || !worst || !ifeval) return { key, label, figures };
  const score = figure({
    id: `${id}.score`,
    unit: "of 100",
    label: `Score in the ranking: ${label}`,
    formula: "weighted mean of RK/UQR, CRI mean, CRI worst and IFEval, each from 0 (worst possible) to 100 (best)",
    of: {
      rkUqrPercent: percent,
      criMean: mean,
      criWorst: worst,
      ifeval,
      rkUqrWeight: a.weights.rk_uqr,
      criMeanWeight: a.weights.cri_mean,
      criWorstWeight: a.weights.cri_worst,
      ifevalWeight: a.weights.ifeval,
      lowestPercent: evaluation.lowestPercent,
      surveyQuestions: evaluation.surveyQuestions,
    },
    by: (x) =>
      weightedScore(
        x,
        {
          rkUqrPercent: x.rkUqrWeight,
          criMean: x.criMeanWeight,
          criWorst: x.criWorstWeight,
          ifeval: x.ifevalWeight,
        },
        x,
      ),
  });
  return { key, label, figures: [...figures, score], score };
}

/** Totals that no sheet of ratings can add up to are mistakes. */
function requirePossible(key: string, { net_points, cri_sum, cri_worst }: ModelRow, a: EvaluationAssumptions): void {
  const demand = (leaf: Quantity | undefined, column: keyof ModelRow, low: number, high: number): void => {
    if (!leaf || (leaf.value >= low && leaf.value <= high)) return;
    throw new ReferenceFault(`models.rows.${key}.${column}`, String(leaf.value), `a total from ${low} to ${high}`);
  };
  const questions = a.questions_stated.value;
  demand(net_points, "net_points", questions * a.score_wrong.value, questions * a.score_right.value);
  const others = a.cri_profiles.value - 1;
  const survey = a.survey_question_marks.value - a.survey_followups.value;
  demand(cri_worst, "cri_worst", 0, survey);
  const worst = cri_worst?.value ?? 0;
  demand(cri_sum, "cri_sum", worst * (others + 1), (cri_worst?.value ?? survey) + others * survey);
}

const worstOf = (id: string, label: string, answered: Quantity): Figure<number> =>
  figure({
    id: `${id}.cri_worst`,
    unit: "questions",
    label: `Survey questions before the role broke, worst profile: ${label}`,
    formula: "as rated",
    of: { answered },
    by: (x) => x.answered,
  });

const rankOf = (key: string, label: string, own: Figure<number>, all: readonly Figure<number>[]): Figure<number> =>
  figure({
    id: `ratings.${key}.rank`,
    unit: "rank",
    label: `Place in the ranking: ${label}`,
    formula: "1 + models with a higher score",
    of: { own, all },
    by: (x) => rankAmong(x.own, x.all),
  });
