/**
 * Smallest x with F(x) ≥ p for a continuous increasing F on [low, high]: Newton's method kept inside a bracket that
 * shrinks with every step, bisection when a step leaves it.
 *
 * @param law F and its density
 * @param p probability, 0 < p < 1
 * @param start first guess
 * @param low, high where F(low) ≤ p ≤ F(high); infinite ends are replaced by doubling steps from `start`
 * @param tolerance stop when a step is smaller than this
 */
export function invertCdf(
  law: { readonly cdf: (x: number) => number; readonly density: (x: number) => number },
  p: number,
  { start, low, high, tolerance = 0 }: Bracket,
): number {
  let below = Number.isFinite(low) ? low : widen(law.cdf, p, start, -1);
  let above = Number.isFinite(high) ? high : widen(law.cdf, p, start, 1);
  let x = start > below && start < above ? start : 0.5 * (below + above);
  for (let pass = 0; pass < 200; pass++) {
    const error = law.cdf(x) - p;
    if (error === 0) return x;
    if (error > 0) above = x;
    else below = x;
    const step = error / law.density(x);
    const next = x - step;
    const moved = next > below && next < above ? next : 0.5 * (below + above);
    const change = Math.abs(moved - x);
    x = moved;
    if (change <= tolerance + 4e-16 * Math.abs(x)) return x;
  }
  return x;
}

interface Bracket {
  readonly start: number;
  readonly low: number;
  readonly high: number;
  readonly tolerance?: number;
}

/** An end beyond which F is above p (side 1) or below it (side −1). */
function widen(cdf: (x: number) => number, p: number, start: number, side: 1 | -1): number {
  let reach = Math.max(1, Math.abs(start));
  for (;;) {
    const end = start + side * reach;
    if (!Number.isFinite(end) || side * (cdf(end) - p) > 0) return end;
    reach *= 2;
  }
}
