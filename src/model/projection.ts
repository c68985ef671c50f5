/**
 * From the throughput of published runs to the compute of a run of one's own size. A rate is H100-hours per billion
 * parameters and million tokens seen; training computation is proportional to parameters × tokens (6ND: Kaplan 2020,
 * arXiv 2001.08361, section 2.1), so the rate varies with utilisation only, and its scatter over runs is the doubt.
 */

import { sampleMoments } from "../math/sample-moments.ts";

const BILLION = 1e9;
const MILLION = 1e6;

export interface TrainingSize {
  /** N, parameters of the model. */
  readonly parameters: number;
  /** Tokens of the training set, seen once an epoch. */
  readonly tokens: number;
  readonly epochs: number;
}

/** H100-hours per billion parameters and million tokens seen. rate = H100-hours ÷ (N/10⁹ × tokens × epochs/10⁶). */
export const h100HoursRate = (run: TrainingSize & { h100Hours: number }): number => run.h100Hours / workOf(run);

/** H100-days of a run at a rate. H100-days = rate × N/10⁹ × tokens × epochs/10⁶ × sessions ÷ 24. */
export const h100DaysAtRate = (run: TrainingSize & { rate: number; sessions: number }): number =>
  (run.rate * workOf(run) * run.sessions) / 24;

/** Billions of parameters times millions of tokens seen. */
const workOf = ({ parameters, tokens, epochs }: TrainingSize): number =>
  (parameters / BILLION) * ((tokens * epochs) / MILLION);

export interface RateScatter {
  /** Rates of the reference rows, three or more, each > 0. */
  readonly rates: readonly number[];
  /** Standardised deviate: Student t with (rows − 1) degrees of freedom; 0 gives the median. */
  readonly deviate: number;
}

/**
 * The rate of a new run, as a draw from the prediction distribution of the rows' log rates:
 * exp(mean + deviate × s × √(1 + 1/k)), with s the sample standard deviation of the k log rates.
 * Source: prediction interval of a normal sample (Hahn & Meeker 1991, section 4.2), on the log scale.
 */
export const predictedRate = ({ rates, deviate }: RateScatter): number => {
  const { count, mean, sd } = sampleMoments(rates.map(Math.log));
  return Math.exp(mean + deviate * sd * Math.sqrt(1 + 1 / count));
};
