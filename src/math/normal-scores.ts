import { normalCdf, normalDensity } from "./standard-normal.ts";

/** Values with weights that add up to 1: a law reduced to finitely many points. */
export interface Atoms {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Reduces a continuous law to points for integration: E g(X) = ∫ g(Q(Φ(z))) φ(z) dz by the trapezoidal rule on
 * z = −8.25 … 8.25 in steps of 1/32, which converges geometrically for a smooth quantile function Q
 * (Trefethen & Weideman, SIAM Review 56 (2014), 385–458).
 */
export function normalScoreAtoms(quantile: (p: number) => number): Atoms {
  const values = new Float64Array(2 * REACH + 1);
  const weights = new Float64Array(2 * REACH + 1);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const z = (i - REACH) / STEPS;
    const weight = normalDensity(z) / STEPS;
    values[i] = quantile(Math.min(normalCdf(z), LARGEST));
    weights[i] = weight;
    total += weight;
  }
  for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] ?? 0) / total;
  return { values, weights };
}

const STEPS = 32;
const REACH = 264;
/** Largest double below 1. */
const LARGEST = 1 - 2 ** -53;
