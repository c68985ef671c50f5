import { findRoot } from "../../math/root.ts";
import type { Target } from "./fit.ts";

/** The values of one input that give a printed number, and the roundest of them. */
export interface Solution {
  readonly low: number;
  readonly high: number;
  readonly roundest: number;
}

/**
 * The range of a positive input over which a figure is what is printed. The figure is taken to rise or fall with the
 * input; the input is looked for up to 32 times away from its value.
 *
 * @param compute the figure at a value of the input
 * @returns undefined where no value within that reach gives the printed number
 */
export function solveInput(compute: (value: number) => number, current: number, target: Target): Solution | undefined {
  if (!(current > 0)) return undefined;
  try {
    return solution(compute, current, target);
  } catch (error) {
    // A formula that cannot take some value within reach has no answer here.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function solution(compute: (value: number) => number, current: number, target: Target): Solution | undefined {
  const [least, most] = [current / REACH, current * REACH];
  const where = (wanted: number): number | undefined => {
    const miss = (value: number): number => compute(value) - wanted;
    const [atLeast, atMost] = [miss(least), miss(most)];
    if (!Number.isFinite(atLeast) || !Number.isFinite(atMost) || atLeast * atMost > 0) return undefined;
    return findRoot(miss, least, most, current * 1e-13);
  };
  const ends = [where(target.low), where(target.high)].filter((end) => end !== undefined);
  const [first, second = first] = ends.toSorted((a, b) => a - b);
  if (first === undefined || second === undefined || ends.length < 2) return undefined;
  return { low: first, high: second, roundest: roundestWithin(first, second) };
}

const REACH = 32;

/** The number with the fewest decimal digits from `low` to `high`, nearest to their middle. */
function roundestWithin(low: number, high: number): number {
  const middle = (low + high) / 2;
  for (let digits = 1; digits <= 15; digits++) {
    const rounded = Number(middle.toPrecision(digits));
    if (rounded >= low && rounded <= high) return rounded;
  }
  return middle;
}
