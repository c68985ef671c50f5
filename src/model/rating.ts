/** How ratings by people become scores. Section numbers are those of ROLEPL-AI D2.2. */

/**
 * Net points as a percentage of what all right answers would have given. percent = 100 × points ÷ (questions × points of
 * a right answer); 100 is all right, and with −1 for a wrong answer −100 is all wrong.
 *
 * Source: section 5.4.
 *
 * @param run net points (sum over the questions), questions (≥ 1), points of a right answer (> 0)
 */
export const netPercent = (run: {
  readonly netPoints: number;
  readonly questions: number;
  readonly scoreRight: number;
}): number => (100 * run.netPoints) / (run.questions * run.scoreRight);

/**
 * Mean over the profiles of the survey questions answered before the role broke.
 *
 * Source: section 5.4.
 */
export const meanAnswered = (run: { readonly answeredSum: number; readonly profiles: number }): number =>
  run.answeredSum / run.profiles;

/** Questions of the survey: question marks less those that follow up on the same question (appendix 9.2.2). */
export const surveyQuestions = (survey: { readonly questionMarks: number; readonly followups: number }): number =>
  survey.questionMarks - survey.followups;

/** Whether a benchmark score lets a model go on: strictly above the threshold (section 5.4). */
export const passesThreshold = (run: { readonly score: number; readonly threshold: number }): boolean =>
  run.score > run.threshold;

/**
 * Standard error of a share of prompts that were followed, were the prompts drawn at random. √(p (1 − p) ÷ n).
 *
 * @param share 0–1
 * @param trials prompts, ≥ 1
 */
export const shareStandardError = ({ share, trials }: { readonly share: number; readonly trials: number }): number =>
  Math.sqrt((share * (1 - share)) / trials);

/** What a model is judged by, each in its own unit. */
export interface Criteria {
  /** Percent of the points of all right answers. */
  readonly rkUqrPercent: number;
  /** Survey questions answered, mean over the profiles and least. */
  readonly criMean: number;
  readonly criWorst: number;
  /** Share of benchmark prompts followed, 0–1. */
  readonly ifeval: number;
}

/** How much each criterion counts; not all 0. They need not add up to 1. */
export type Weights = Readonly<Record<keyof Criteria, number>>;

/** Ends of the scales that the criteria are put on. */
export interface CriteriaScale {
  /** Percent when every answer is wrong; −100 in D2.2. */
  readonly lowestPercent: number;
  /** Questions of the survey. */
  readonly surveyQuestions: number;
}

/**
 * Weighted mean of the criteria, each from 0 (the worst there can be) to 100 (the best).
 *
 * @throws RangeError where all weights are 0
 */
export function weightedScore(criteria: Criteria, weights: Weights, scale: CriteriaScale): number {
  const total = weights.rkUqrPercent + weights.criMean + weights.criWorst + weights.ifeval;
  if (!(total > 0)) throw new RangeError(`weights add up to ${total}; expected more than 0`);
  const rkUqr = (criteria.rkUqrPercent - scale.lowestPercent) / (100 - scale.lowestPercent);
  const weighted =
    weights.rkUqrPercent * rkUqr +
    (weights.criMean * criteria.criMean) / scale.surveyQuestions +
    (weights.criWorst * criteria.criWorst) / scale.surveyQuestions +
    weights.ifeval * criteria.ifeval;
  return (100 * weighted) / total;
}

/** Place in a list, 1 for the highest; equal scores share the better place. */
export const rankAmong = (score: number, all: readonly number[]): number =>
  1 + all.filter((other) => other > score).length;
