import type { Plan } from "../analysis/plan/plan.ts";
import { type RankedModel, type Ranking, rankModels } from "../analysis/ratings/ranking.ts";
import { ratedModels } from "../analysis/ratings/rated-model.ts";
import { ratedPlan } from "../analysis/ratings/rated-plan.ts";
import type { RatingSheets } from "../analysis/ratings/rating.ts";
import type { ResultFigure, Warning } from "../analysis/result.ts";
import { readRatings } from "../assumptions/rating-sheet.ts";
import { surveyQuestions } from "../model/rating.ts";
import { modelsSection } from "../report/sections/models-section.ts";
import { type ComputedPlan, computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import { readText } from "./input-files.ts";
import type { PlanOptions } from "./options.ts";
import { showSection } from "./show-section.ts";

const SECTIONS = ["models", "evaluation", "ratings"];

/** `llmplan models`: candidates, shortlist, ratings and ranking; with `--ratings`, from the ratings one by one. */
export function modelsCommand(
  named: string | undefined,
  options: PlanOptions & { readonly ratings?: readonly string[] },
): void {
  const { ratings: files = [] } = options;
  let sheets: RatingSheets | undefined;
  const withRatings = (plan: Plan): Plan => {
    if (files.length === 0) return plan;
    sheets = readRatings(readText, files, ratingContext(plan));
    return ratedPlan(plan, sheets, ratedModels(sheets));
  };
  const computed = computePlan(named, options, { sections: SECTIONS, change: withRatings });
  if (!computed.read.plan.models) throw new UsageError("the plan has no section models");
  const ranking = rankModels(computed.read.plan, scoresOf(computed), options, sheets);
  const doubted = withDoubt(computed, ranking);
  showSection("models", doubted, options, (view) => modelsSection(view, ranking), { ranking });
}

function ratingContext({ models, evaluation: a }: Plan) {
  if (!models || !a)
    throw new UsageError("ratings are of the models of a plan; this plan has no sections models and evaluation");
  return {
    models: Object.entries(models.rows).map(([key, { label }]) => ({ key, label })),
    points: { right: a.score_right.value, neutral: a.score_neutral.value, wrong: a.score_wrong.value },
    surveyQuestions: surveyQuestions({
      questionMarks: a.survey_question_marks.value,
      followups: a.survey_followups.value,
    }),
  };
}

function scoresOf({ figures, outline }: ComputedPlan): ReadonlyMap<string, number> {
  return new Map(
    outline.models.flatMap(({ key }) => {
      const score = figures[`ratings.${key}.score`]?.value;
      return typeof score === "number" ? [[key, score] as const] : [];
    }),
  );
}

/** The figures with the intervals that few questions and profiles leave, and what is not ranked as a warning. */
function withDoubt(computed: ComputedPlan, ranking: Ranking): ComputedPlan {
  const added = ranking.models.flatMap((model) => doubtsOf(model, computed.figures));
  const { unranked } = ranking;
  const warnings: readonly Warning[] =
    unranked.length === 0
      ? []
      : [{ code: "not-ranked", message: `without a value on every criterion, and not ranked: ${unranked.join(", ")}` }];
  return {
    ...computed,
    figures: { ...computed.figures, ...Object.fromEntries(added) },
    warnings: [...computed.warnings, ...warnings],
  };
}

function doubtsOf(
  { key, interval90, bestProbability }: RankedModel,
  figures: ComputedPlan["figures"],
): readonly (readonly [string, ResultFigure])[] {
  const of = { rk_uqr_percent: interval90.rkUqrPercent, cri_mean: interval90.criMean, score: interval90.score };
  const intervals = Object.entries(of).flatMap(([name, interval]) => {
    const id = `ratings.${key}.${name}`;
    const figure = figures[id];
    return figure ? [[id, { ...figure, interval90: interval }] as const] : [];
  });
  const best: ResultFigure = {
    value: bestProbability,
    unit: "probability",
    label: `Probability of being the best: ${key}`,
    formula: "share of resamples in which the score is the highest",
    of: [`ratings.${key}.score`],
  };
  return [...intervals, [`ratings.${key}.best_probability`, best]];
}
