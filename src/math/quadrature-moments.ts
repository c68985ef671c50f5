import { normalScoreAtoms } from "./normal-scores.ts";

/** Mean and variance of a continuous law from its quantile function, by the rule of `normalScoreAtoms`. */
export function momentsByQuadrature(quantile: (p: number) => number): {
  readonly mean: number;
  readonly variance: number;
} {
  const { values, weights } = normalScoreAtoms(quantile);
  let mean = 0;
  values.forEach((x, i) => {
    mean += x * (weights[i] ?? 0);
  });
  let variance = 0;
  values.forEach((x, i) => {
    variance += (x - mean) ** 2 * (weights[i] ?? 0);
  });
  return { mean, variance };
}
