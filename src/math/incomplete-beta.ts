import { requirePositive, requireProbability } from "./parameters.ts";
import { betaFront } from "./saddle-point.ts";

/** Regularised incomplete beta function I_x(a, b) = B(x; a, b)/B(a, b), a, b > 0 and x in 0–1; errors as `betaTails`. */
export function incompleteBeta(a: number, b: number, x: number): number {
  return betaTails({ a, b }, { x, y: 1 - x }).lower;
}

/**
 * I_x(a, b) and I_y(b, a) = 1 − I_x(a, b), where y = 1 − x is given as well, so that neither is lost next to 1.
 *
 * Continued fraction 26.5.8 of Abramowitz & Stegun by Lentz's method, on the side where it converges fast: relative
 * error of the smaller tail below 1e-12, and the other is one minus it.
 */
export function betaTails(
  { a, b }: { readonly a: number; readonly b: number },
  { x, y }: { readonly x: number; readonly y: number },
): { readonly lower: number; readonly upper: number } {
  requirePositive("a", a);
  requirePositive("b", b);
  requireProbability("x", x);
  if (x === 0 || y === 0) return { lower: x === 0 ? 0 : 1, upper: x === 0 ? 1 : 0 };
  const front = betaFront(a, b, x, y);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = Math.min(1, (front * continuedFraction(a, b, x)) / a);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, (front * continuedFraction(b, a, y)) / b);
  return { lower: 1 - upper, upper };
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
