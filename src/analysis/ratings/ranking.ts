import { mean } from "simple-statistics";
import { type Criteria, surveyQuestions } from "../../model/rating.ts";
import type { EvaluationAssumptions, ModelRow } from "../plan/evaluation-assumptions.ts";
import type { Plan } from "../plan/plan.ts";
import { spreadOf } from "../uncertainty.ts";
import { type Agreement, krippendorffAlpha } from "./agreement.ts";
import { impliedRatings, type RatingTotals, type Width } from "./implied-ratings.ts";
import { type RatedModel, ratedModels } from "./rated-model.ts";
import type { RatingSheets } from "./rating.ts";
import { type Judged, type Judging, type Resampled, type Resampling, resample } from "./resample.ts";

/** How sure the ranking is, given how few questions and profiles it rests on. Plain data. */
export interface Ranking {
  /** sheets: every rating is known. totals: only sums are, and doubts are bounds: no greater than this. */
  readonly basis: "sheets" | "totals";
  /** Best score first. */
  readonly models: readonly RankedModel[];
  /** Models that lack a rating or a benchmark score and are not ranked. */
  readonly unranked: readonly string[];
  readonly agreement?: { readonly questions?: Agreement; readonly surveys?: Agreement };
}

export interface RankedModel {
  readonly key: string;
  readonly score: number;
  /** 5 % and 95 % quantiles over the resamples; a resample can say nothing of a worst case. */
  readonly interval90: Readonly<Record<"rkUqrPercent" | "criMean" | "ifeval" | "score", readonly [number, number]>>;
  /** In how many resamples it has the best score. */
  readonly bestProbability: number;
  /** By key: in how many resamples it scores higher, equal scores counting half. */
  readonly betterThan: Readonly<Record<string, number>>;
  /** With totals: the same probability if ratings were as alike as the totals allow. */
  readonly betterIfAlike?: Readonly<Record<string, number>>;
}

/**
 * Ranks the models that have a value on every criterion.
 *
 * @param plan the plan as published, or with the sheets' totals in it
 * @param scores score of each model, from the plan's figures
 * @param sheets the ratings one by one, where they are known
 */
export function rankModels(
  plan: Plan,
  scores: ReadonlyMap<string, number>,
  drawn: { readonly seed: number; readonly draws: number },
  sheets?: RatingSheets,
): Ranking {
  const { evaluation: a, models } = plan;
  if (!a || !models) throw new RangeError("the plan has no models to rank");
  const rows = Object.entries(models.rows).filter(([key]) => scores.has(key));
  const judging = judgingOf(a);
  const known = sheets && ratedModels(sheets);
  const resampled = (width: Width): ReadonlyMap<string, Resampled> => {
    const how: Resampling = { ...drawn, paired: known !== undefined };
    return new Map(
      rows.map(([key, row]) => [key, resample(judgedModel(key, row, a, known, width), judging, how)] as const),
    );
  };
  const widest = resampled("widest");
  const alike = known ? undefined : better(resampled("narrowest"));
  const wins = better(widest);
  const keys = [...widest.keys()].sort((x, y) => (scores.get(y) ?? 0) - (scores.get(x) ?? 0));
  const agreement = sheets && agreementOf(sheets);
  return {
    basis: known ? "sheets" : "totals",
    models: keys.map((key) => ({
      key,
      score: scores.get(key) ?? 0,
      interval90: intervalsOf(widest.get(key)),
      bestProbability: bestShare(key, widest),
      betterThan: wins(key),
      ...(alike && { betterIfAlike: alike(key) }),
    })),
    unranked: Object.entries(models.rows)
      .filter(([key, row]) => !scores.has(key) && (row.net_points || row.cri_sum))
      .map(([key]) => key),
    ...(agreement && { agreement }),
  };
}

function judgingOf(a: EvaluationAssumptions): Judging {
  return {
    weights: {
      rkUqrPercent: a.weights.rk_uqr.value,
      criMean: a.weights.cri_mean.value,
      criWorst: a.weights.cri_worst.value,
      ifeval: a.weights.ifeval.value,
    },
    scale: {
      lowestPercent: (100 * a.score_wrong.value) / a.score_right.value,
      surveyQuestions: surveyLength(a),
    },
    scoreRight: a.score_right.value,
    prompts: a.ifeval_prompts.value,
  };
}

const surveyLength = (a: EvaluationAssumptions): number =>
  surveyQuestions({ questionMarks: a.survey_question_marks.value, followups: a.survey_followups.value });

function judgedModel(
  key: string,
  row: ModelRow,
  a: EvaluationAssumptions,
  known: readonly RatedModel[] | undefined,
  width: Width,
): Judged {
  const ifeval = row.ifeval?.value ?? 0;
  const rated = known?.find((model) => model.key === key);
  if (rated) return { ...rated, ifeval };
  const totals: RatingTotals = {
    key,
    netPoints: row.net_points?.value ?? 0,
    answeredSum: row.cri_sum?.value ?? 0,
    answeredWorst: row.cri_worst?.value ?? 0,
  };
  const scale = {
    questions: a.questions_stated.value,
    right: a.score_right.value,
    neutral: a.score_neutral.value,
    wrong: a.score_wrong.value,
    profiles: a.cri_profiles.value,
    surveyQuestions: surveyLength(a),
  };
  return { ...impliedRatings(totals, scale, width), ifeval };
}

function intervalsOf(resampled: Resampled | undefined): RankedModel["interval90"] {
  const of = (name: keyof Criteria | "score") => spreadOf(resampled?.[name] ?? []).interval90;
  return { rkUqrPercent: of("rkUqrPercent"), criMean: of("criMean"), ifeval: of("ifeval"), score: of("score") };
}

type Wins = (key: string) => Readonly<Record<string, number>>;

/** How often each model scores higher than each other, the draws side by side. */
function better(all: ReadonlyMap<string, Resampled>): Wins {
  return (key) => {
    const own = all.get(key)?.score ?? [];
    const shares = [...all]
      .filter(([other]) => other !== key)
      .map(([other, { score }]) => [other, mean(own.map((value, draw) => half(value, score[draw] ?? 0)))] as const);
    return Object.fromEntries(shares);
  };
}

const half = (a: number, b: number): number => (a > b ? 1 : a === b ? 0.5 : 0);

function bestShare(key: string, all: ReadonlyMap<string, Resampled>): number {
  const own = all.get(key)?.score ?? [];
  return mean(
    own.map((value, draw) => {
      const scores = [...all.values()].map(({ score }) => score[draw] ?? 0);
      const best = Math.max(...scores);
      return value === best ? 1 / scores.filter((score) => score === best).length : 0;
    }),
  );
}

function agreementOf({ questions, surveys }: RatingSheets): Ranking["agreement"] {
  const points = agreementIn(
    questions.map((rating) => ({
      ...rating,
      value: rating.points,
      item: [rating.model, rating.profile, rating.question],
    })),
  );
  const answered = agreementIn(
    surveys.map((rating) => ({ ...rating, value: rating.answered, item: [rating.model, rating.profile] })),
  );
  return { ...(points && { questions: points }), ...(answered && { surveys: answered }) };
}

/** Points and counts are added up, so their differences count: the interval level. */
function agreementIn(
  ratings: readonly { readonly item: readonly string[]; readonly rater: string; readonly value: number }[],
): Agreement | undefined {
  const raters = new Set(ratings.map(({ rater }) => rater));
  if (raters.size < 2) return undefined;
  const items = new Map<string, number[]>();
  for (const { item, value } of ratings) {
    const key = JSON.stringify(item);
    items.set(key, [...(items.get(key) ?? []), value]);
  }
  return krippendorffAlpha([...items.values()], "interval", raters.size);
}
