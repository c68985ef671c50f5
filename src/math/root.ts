/**
 * x in [low, high] with f(x) = 0, f continuous with a change of sign between the ends, by Brent's method:
 * inverse quadratic steps, bisection when they do not help (Brent, Algorithms for Minimization without Derivatives,
 * 1973, chapter 4). Accurate to `tolerance` + 4 ε |x|.
 *
 * @throws RangeError when both ends have the same sign
 */
export function findRoot(f: (x: number) => number, low: number, high: number, tolerance = 0): number {
  let a = low;
  let b = high;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (Math.sign(fa) * Math.sign(fb) !== -1)
    throw new RangeError(`f is ${fa} at low ${low} and ${fb} at high ${high}; expected opposite signs`);
  let c = a;
  let fc = fa;
  let step = b - a;
  let previous = step;
  for (;;) {
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const least = 2 * Number.EPSILON * Math.abs(b) + 0.5 * tolerance + Number.MIN_VALUE;
    const half = 0.5 * (c - b);
    if (Math.abs(half) <= least || fb === 0) return b;
    const proposed =
      Math.abs(previous) >= least && Math.abs(fa) > Math.abs(fb) ? interpolate(a, b, c, fa, fb, fc) : NaN;
    const inside =
      proposed * half > 0 && 2 * Math.abs(proposed) < Math.min(3 * Math.abs(half) - least, Math.abs(previous));
    previous = inside ? step : half;
    step = inside ? proposed : half;
    a = b;
    fa = fb;
    b += Math.abs(step) > least ? step : Math.sign(half) * least;
    fb = f(b);
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = b - a;
      previous = step;
    }
  }
}

/** The secant step from b, or the inverse quadratic one when three distinct points are known. */
function interpolate(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  const s = fb / fa;
  if (a === c) return ((c - b) * s) / (s - 1);
  const q = fa / fc;
  const r = fb / fc;
  return (-s * ((c - b) * q * (q - r) - (b - a) * (r - 1))) / ((q - 1) * (r - 1) * (s - 1));
}
