/**
 * The peaks of the Poisson and binomial laws without cancellation, after C. Loader, "Fast and accurate computation of
 * binomial probabilities" (2000): ln Γ is split into Stirling's formula, its error, and the distance from the mean.
 */
import { logGamma } from "./log-gamma.ts";

/** x^a e^(−x) / Γ(a) for a, x > 0; relative error below 1e-15 × (4 + |ln of it|). */
export function gammaFront(a: number, x: number): number {
  if (a < LEAST) return Math.exp(a * Math.log(x) - x - logGamma(a));
  return Math.sqrt(a / TWO_PI) * Math.exp(-stirlingError(a) - deviance(a, x));
}

/** x^a y^b / B(a, b) for a, b > 0 and y = 1 − x; relative error below 1e-15 × (4 + |ln of it|) where a, b ≥ 10. */
export function betaFront(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  if (a < LEAST && b < LEAST) {
    return Math.exp(logGamma(n) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * logOf(y, x));
  }
  if (a < LEAST) return smallFront(a, b, x, y);
  if (b < LEAST) return smallFront(b, a, y, x);
  const errors = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return Math.sqrt(((a / n) * b) / TWO_PI) * Math.exp(errors - deviance(a, n * x) - deviance(b, n * y));
}

/** Γ(n)/Γ(b) is near n^a where a is small: n^a x^a y^b times a factor near 1 that Stirling's formula gives. */
function smallFront(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const ratio = (b - 0.5) * Math.log1p(a / b) - a + stirlingError(n) - stirlingError(b);
  return Math.exp(a * Math.log(n * x) + ratio + b * logOf(y, x) - logGamma(a));
}

/** ln y where y = 1 − x, from whichever of the two is known better. */
const logOf = (y: number, x: number): number => (x < 0.5 ? Math.log1p(-x) : Math.log(y));

/** ln Γ(a + 1) − (a + ½) ln a + a − ½ ln 2π for a ≥ 10, by six terms of Stirling's series; absolute error below 1e-16. */
function stirlingError(a: number): number {
  const z = 1 / (a * a);
  return (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - (z * 691) / 360360))))) / a;
}

/** a ln(a/m) + m − a: 0 where a = m, and by a series near it. */
function deviance(a: number, mean: number): number {
  const apart = a - mean;
  if (Math.abs(apart) >= 0.1 * (a + mean)) return a * Math.log(a / mean) - apart;
  const v = apart / (a + mean);
  let sum = apart * v;
  let term = 2 * a * v;
  for (let k = 3; ; k += 2) {
    term *= v * v;
    const next = sum + term / k;
    if (next === sum) return sum;
    sum = next;
  }
}

const LEAST = 10;
const TWO_PI = 2 * Math.PI;
