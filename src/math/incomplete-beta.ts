import { logGamma } from "./log-gamma.ts";
import { requirePositive, requireProbability } from "./parameters.ts";

/**
 * Regularised incomplete beta function I_x(a, b) = B(x; a, b)/B(a, b), a, b > 0 and x in 0–1.
 *
 * Continued fraction 26.5.8 of Abramowitz & Stegun by Lentz's method, on the side where it converges fast.
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  requirePositive("a", a);
  requirePositive("b", b);
  requireProbability("x", x);
  if (x === 0 || x === 1) return x;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return (front * continuedFraction(a, b, x)) / a;
  return 1 - (front * continuedFraction(b, a, 1 - x)) / b;
}

function continuedFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 1e-16 || m > 100_000) return h;
  }
}

/** Lentz's method divides by these; a zero is moved out of the way. */
const away = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
