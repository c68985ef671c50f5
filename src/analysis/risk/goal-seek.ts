import { power } from "../../math/power.ts";
import { findRoot } from "../../math/root.ts";
import type { ValueRange } from "../node.ts";

/** What a figure must be. */
export interface Goal {
  readonly comparison: "<=" | ">=";
  readonly target: number;
}

/**
 * Where an assumption meets a goal.
 * - `limit`: it holds `up-to` the value, or `from` the value on
 * - `everywhere`, `nowhere`: among the values tried
 * - `several`: it changes more than once; all crossings that were found
 */
export type GoalAnswer =
  | { readonly kind: "limit"; readonly side: "up-to" | "from"; readonly value: number; readonly monotone: boolean }
  | { readonly kind: "everywhere" | "nowhere"; readonly from: number; readonly to: number }
  | { readonly kind: "several"; readonly crossings: readonly number[]; readonly from: number; readonly to: number };

/**
 * Seeks the values of an assumption for which a figure meets a goal. Values are tried over the whole of the range where
 * it ends, else over three powers of ten to either side of where the assumption stands; between two tried values with a
 * different answer Brent's method finds the place. A limit is a value that holds: rounding never lands on the wrong side.
 *
 * @param f the figure; a RangeError means that there is none for this value
 * @param start where the assumption stands
 */
export function seekGoal(
  f: (value: number) => number,
  goal: Goal,
  { start, range = {} }: { readonly start: number; readonly range?: ValueRange },
): GoalAnswer {
  const tried = candidates(start, range).flatMap((value) => {
    const found = figureAt(f, value);
    return found === undefined ? [] : [{ value, found, holds: holds(goal, found) }];
  });
  const [first] = tried;
  const last = tried.at(-1);
  if (first === undefined || last === undefined)
    throw new RangeError(`no value near ${start} gives a figure; expected at least one`);
  const changes = tried.slice(1).flatMap((to, i) => {
    const from = tried[i] ?? to;
    return from.holds === to.holds ? [] : [{ from, to }];
  });
  const [change, second] = changes;
  if (change === undefined) return { kind: first.holds ? "everywhere" : "nowhere", from: first.value, to: last.value };
  const crossing = ({ from, to }: typeof change): number => edge(f, goal, range, from, to);
  if (second !== undefined)
    return { kind: "several", crossings: changes.map(crossing), from: first.value, to: last.value };
  const monotone = isMonotone(tried.map(({ found }) => found));
  return { kind: "limit", side: change.from.holds ? "up-to" : "from", value: crossing(change), monotone };
}

interface Tried {
  readonly value: number;
  readonly holds: boolean;
}

/** The last value that holds, between one that does and one that does not. */
function edge(f: (value: number) => number, goal: Goal, { integer }: ValueRange, from: Tried, to: Tried): number {
  const [inside, outside] = from.holds ? [from.value, to.value] : [to.value, from.value];
  const fits = (value: number): boolean => holds(goal, f(value));
  if (integer) return lastWhole(fits, inside, outside);
  const tolerance = 1e-10 * Math.max(Math.abs(inside), Math.abs(outside));
  // The target itself holds, so it counts as inside: on a level stretch the end is sought, not the first place found.
  const touching = goal.comparison === "<=" ? -Number.MIN_VALUE : Number.MIN_VALUE;
  let value = findRoot((x) => f(x) - goal.target || touching, from.value, to.value, tolerance);
  const back = Math.sign(inside - outside);
  for (let step = tolerance; !fits(value); step *= 2) {
    if ((inside - value) * back <= step) return inside;
    value += back * step;
  }
  return value;
}

function lastWhole(fits: (value: number) => boolean, inside: number, outside: number): number {
  let [good, bad] = [inside, outside];
  while (Math.abs(bad - good) > 1) {
    const middle = Math.round((good + bad) / 2);
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** Values to try, in rising order and within the range. */
function candidates(start: number, range: ValueRange): readonly number[] {
  const { min, max, exclusiveMin, integer } = range;
  const low = min ?? exclusiveMin;
  const grid =
    low !== undefined && max !== undefined && max / Math.max(low, 1e-9) <= 1e3
      ? Array.from({ length: STEPS + 1 }, (_, k) => low + ((max - low) * k) / STEPS)
      : powersAround(start);
  const ends = [min, max].flatMap((end) =>
    end === undefined || Math.abs(end) > 1e3 * Math.abs(start || 1) ? [] : end,
  );
  const rounded = [...grid, ...ends, start].map((value) => (integer ? Math.round(value) : value));
  const inside = rounded.filter(
    (value) => value >= (min ?? -Infinity) && value <= (max ?? Infinity) && value > (exclusiveMin ?? -Infinity),
  );
  return [...new Set(inside)].sort((a, b) => a - b);
}

const STEPS = 24;

/** start × 10^(−3 … 3) in quarters; from a thousandth to a thousand where it stands at 0. */
const powersAround = (start: number): readonly number[] =>
  Array.from({ length: STEPS + 1 }, (_, k) => (start === 0 ? 1 : start) * power(10, (k - STEPS / 2) / 4));

const holds = ({ comparison, target }: Goal, value: number): boolean =>
  comparison === "<=" ? value <= target : value >= target;

function isMonotone(values: readonly number[]): boolean {
  const slack = 1e-12 * Math.max(...values.map(Math.abs));
  const steps = values.slice(1).map((value, i) => value - (values[i] ?? value));
  return steps.every((step) => step >= -slack) || steps.every((step) => step <= slack);
}

/** A finite figure, or undefined where the formula refuses the value. */
function figureAt(f: (value: number) => number, value: number): number | undefined {
  try {
    const found = f(value);
    return Number.isFinite(found) ? found : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
