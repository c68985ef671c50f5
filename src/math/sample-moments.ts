import { compensatedSum } from "./sum.ts";

/** Moments of a sample: mean, standard deviation (divisor n − 1) and autocorrelation at lag 1. */
export interface SampleMoments {
  readonly count: number;
  readonly mean: number;
  readonly sd: number;
  readonly lag1Autocorrelation: number;
}

/**
 * Two passes with compensated sums; the second pass corrects the rounding of the mean
 * (Chan, Golub & LeVeque, The American Statistician 37 (1983), equation 1.7).
 *
 * @param sample two values or more
 */
export function sampleMoments(sample: readonly number[]): SampleMoments {
  const count = sample.length;
  if (count < 2) throw new RangeError(`sample has ${count} values; expected 2 or more`);
  const mean = compensatedSum(sample) / count;
  const deviations = sample.map((x) => x - mean);
  const drift = compensatedSum(deviations);
  const squares = compensatedSum(deviations.map((d) => d * d)) - (drift * drift) / count;
  const products = compensatedSum(deviations.slice(1).map((d, i) => d * (deviations[i] ?? 0)));
  return {
    count,
    mean: mean + drift / count,
    sd: Math.sqrt(squares / (count - 1)),
    lag1Autocorrelation: squares > 0 ? products / squares : 0,
  };
}
