import { requireNonNegative, requirePositive } from "./parameters.ts";
import { gammaFront } from "./saddle-point.ts";

/**
 * Regularised incomplete gamma functions, shape a > 0, x ≥ 0:
 * P(a, x) = γ(a, x)/Γ(a) and Q(a, x) = 1 − P(a, x), each without cancellation in its own tail: relative error of P below
 * 1e-12 where x < a + 1 and of Q above; the other is one minus it, with an absolute error of 1e-12 of the first.
 *
 * Series below x = a + 1, Legendre's continued fraction by Lentz's method above (Abramowitz & Stegun 6.5.29, 6.5.31).
 */
export function incompleteGamma(a: number, x: number): { readonly lower: number; readonly upper: number } {
  requirePositive("a", a);
  if (x === Infinity) return { lower: 1, upper: 0 };
  requireNonNegative("x", x);
  if (x === 0) return { lower: 0, upper: 1 };
  const front = gammaFront(a, x);
  if (x < a + 1) {
    const lower = Math.min(1, front * series(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, front * continuedFraction(a, x));
  return { lower: 1 - upper, upper };
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let k = 1; ; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    h *= factor;
    if (Math.abs(factor - 1) < 1e-16 || k > 100_000) return h;
  }
}
