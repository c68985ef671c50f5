/**
 * What the scores could have been with other questions and other profiles of the same kind: the bootstrap (Efron &
 * Tibshirani, An Introduction to the Bootstrap (1993), chapters 6 and 13). A resample draws questions and profiles with
 * replacement; all models answer the same drawn questions where it is known what each answered.
 */
import { mean, min } from "simple-statistics";
import { binomialQuantile } from "../../math/binomial-quantile.ts";
import { addressedUniform } from "../../math/random-stream.ts";
import { type Criteria, type CriteriaScale, netPercent, type Weights, weightedScore } from "../../model/rating.ts";
import type { RatedModel } from "./rated-model.ts";

/** A model with all that its score is made of. */
export interface Judged extends RatedModel {
  /** Share of the benchmark's prompts that it followed. */
  readonly ifeval: number;
}

export interface Resampling {
  readonly seed: number;
  readonly draws: number;
  /** Whether the models' ratings are of the same questions in the same order; otherwise each model is drawn alone. */
  readonly paired: boolean;
}

export interface Judging {
  readonly weights: Weights;
  readonly scale: CriteriaScale;
  readonly scoreRight: number;
  /** Prompts of the benchmark. */
  readonly prompts: number;
}

/** The criteria and the score in every resample. */
export type Resampled = Readonly<Record<keyof Criteria | "score", readonly number[]>>;

export function resample(model: Judged, judging: Judging, { seed, draws, paired }: Resampling): Resampled {
  const name = paired ? "ratings" : `ratings.${model.key}`;
  const points = picker(seed, `${name}.question`, model.points);
  const answered = picker(seed, `${name}.profile`, model.answered);
  const prompts = addressedUniform(seed, `ratings.${model.key}.ifeval`);
  const followed = binomialQuantile({ trials: judging.prompts, probability: model.ifeval });
  const columns: Record<keyof Resampled, number[]> = {
    rkUqrPercent: [],
    criMean: [],
    criWorst: [],
    ifeval: [],
    score: [],
  };
  for (let draw = 0; draw < draws; draw++) {
    const surveys = answered(draw);
    const drawn: Criteria = {
      rkUqrPercent: netPercent({ netPoints: mean(points(draw)), questions: 1, scoreRight: judging.scoreRight }),
      criMean: mean(surveys),
      criWorst: min(surveys),
      ifeval: followed(prompts(draw)) / judging.prompts,
    };
    columns.rkUqrPercent.push(drawn.rkUqrPercent);
    columns.criMean.push(drawn.criMean);
    columns.criWorst.push(drawn.criWorst);
    columns.ifeval.push(drawn.ifeval);
    columns.score.push(weightedScore(drawn, judging.weights, judging.scale));
  }
  return columns;
}

/** As many values as there are, drawn with replacement. */
function picker(seed: number, name: string, values: readonly number[]): (draw: number) => number[] {
  const uniforms = values.map((_, position) => addressedUniform(seed, `${name}.${position}`));
  return (draw) => uniforms.map((uniform) => values[Math.floor(uniform(draw) * values.length)] ?? 0);
}
