/** Where a function is least, as far as the search found. */
export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
}

/**
 * Nelder & Mead's simplex search (The Computer Journal 7 (1965), 308–313) with reflection 1, expansion 2, contraction
 * ½, shrinkage ½. For smooth functions of a few variables without constraints; a value that is not a number counts as
 * infinitely bad.
 *
 * @param f the function
 * @param start first corner
 * @param step length of the first simplex along each axis
 * @param tolerance stops when the values at the corners differ by less and the corners are near each other; corners that
 * lie evenly around the lowest point have equal values too
 */
export function minimise(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  { step = 0.25, tolerance = 1e-7, evaluations = 400 } = {},
): Minimum {
  let left = evaluations;
  const corner = (at: readonly number[]): Minimum => {
    left--;
    const value = f(at);
    return { at, value: Number.isNaN(value) ? Infinity : value };
  };
  let corners = [corner(start), ...start.map((_, axis) => corner(start.map((x, i) => (i === axis ? x + step : x))))];
  while (left > 0) {
    corners = corners.toSorted((a, b) => a.value - b.value);
    const [best, worst] = [corners[0], corners.at(-1)];
    const second = corners.at(-2);
    if (!best || !worst || !second) break;
    if (worst.value - best.value <= tolerance && farthest(corners, best) <= NEAR * step) break;
    const others = corners.slice(0, -1);
    const centre = start.map((_, axis) => others.reduce((sum, { at }) => sum + (at[axis] ?? 0), 0) / others.length);
    const along = (factor: number): Minimum =>
      corner(centre.map((c, axis) => c + factor * ((worst.at[axis] ?? 0) - c)));
    const reflected = along(-1);
    if (reflected.value < best.value) {
      const expanded = along(-2);
      corners = [...others, expanded.value < reflected.value ? expanded : reflected];
    } else if (reflected.value < second.value) corners = [...others, reflected];
    else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      corners =
        contracted.value < Math.min(worst.value, reflected.value)
          ? [...others, contracted]
          : [best, ...corners.slice(1).map(({ at }) => corner(at.map((x, i) => 0.5 * (x + (best.at[i] ?? 0)))))];
    }
  }
  return corners.reduce((a, b) => (b.value < a.value ? b : a));
}

/** Largest distance of a corner from the best one along an axis. */
const farthest = (corners: readonly Minimum[], best: Minimum): number =>
  Math.max(...corners.flatMap(({ at }) => at.map((x, axis) => Math.abs(x - (best.at[axis] ?? 0)))));

/** Corners count as near each other within this share of the first simplex. */
const NEAR = 0.1;
