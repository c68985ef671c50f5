/** Where two costs by volume cross: exactly, step by step. */
import type { CostLine } from "./cost-line.ts";
import { piecesFor } from "./cost-line.ts";

/** Volumes beyond this are not looked at: conversations of an average month. */
export const MOST_CONVERSATIONS_PER_MONTH = 1e7;

export interface Crossing {
  /** Conversations of an average month. */
  readonly at: number;
  /** Which of the two is cheaper just above it. */
  readonly cheaper: "first" | "second";
}

/**
 * Every volume from 0 to `most` at which the cheaper of two costs changes, in rising order. Between two steps both costs
 * are straight, so a crossing is a root of a straight line or stands at a step. Where the costs are equal neither is
 * cheaper, and nothing changes.
 *
 * Steps outside of the window in which the sign is not certain are never visited: cost lies between its long-run line
 * and that line plus one piece of each kind. Where more than 100,000 steps stand in the window (the costs run almost
 * parallel, a piece is a hundred-thousandth of the whole) steps are taken as straight, half a piece above the line.
 */
export function crossings(first: CostLine, second: CostLine, most = MOST_CONVERSATIONS_PER_MONTH): readonly Crossing[] {
  return signChanges(first, second, most).changes;
}

/**
 * The volume from which the first cost stays below the second: 0 where it is cheaper at every volume up to `most`,
 * infinite where it is not cheaper at `most`.
 */
export function cheaperFrom(first: CostLine, second: CostLine, most = MOST_CONVERSATIONS_PER_MONTH): number {
  const { changes, start } = signChanges(first, second, most);
  const last = changes.at(-1);
  if (!last) return start < 0 ? 0 : Number.POSITIVE_INFINITY;
  return last.cheaper === "first" ? last.at : Number.POSITIVE_INFINITY;
}

const MOST_STEPS = 100_000;

/** @returns also the sign of first − second just above 0: the first that is not 0 */
function signChanges(first: CostLine, second: CostLine, most: number) {
  const pair = { first, second };
  const [low, high] = windowOf(pair, most);
  const straight = stepsWithin(pair, low, high) > MOST_STEPS;
  const ends = straight ? [low, high] : eventsWithin(pair, low, high);
  const changes: Crossing[] = [];
  let start = 0;
  let sign = 0;
  /** Takes note of first − second beside a volume; less than rounding can make of it is no difference. */
  const meet = (value: number, at: number, seenAt = at): void => {
    const rounding = 1e-13 * (size(first, seenAt) + size(second, seenAt));
    const found = Math.abs(value) <= rounding ? 0 : Math.sign(value);
    if (found === 0 || found === sign) return;
    if (sign === 0) start = found;
    else changes.push({ at, cheaper: found < 0 ? "first" : "second" });
    sign = found;
  };
  if (low > 0) meet(differenceAt(pair, low / 2, low / 2, straight), 0, low / 2);
  for (let index = 1; index < ends.length; index++) {
    const from = ends[index - 1] ?? 0;
    const to = ends[index] ?? from;
    const inside = (from + to) / 2;
    const left = differenceAt(pair, from, inside, straight);
    const right = differenceAt(pair, to, inside, straight);
    meet(left, from);
    meet(right, left === right ? from : from + ((to - from) * left) / (left - right), to);
  }
  if (high < most) meet(differenceAt(pair, most, most, straight), high, most);
  return { changes, start };
}

interface Pair {
  readonly first: CostLine;
  readonly second: CostLine;
}

/** first − second at a volume, with the pieces that there are at another volume of the same stretch. */
function differenceAt({ first, second }: Pair, volume: number, inside: number, straight: boolean): number {
  const cost = ({ fixedEur, eurPerMonthlyConversation, steps }: CostLine): number => {
    let sum = fixedEur + eurPerMonthlyConversation * volume;
    for (const { every, eachEur } of steps)
      sum += eachEur * (straight ? Math.max(1, volume / every + 0.5) : piecesFor(inside, every));
    return sum;
  };
  return cost(first) - cost(second);
}

/** Volumes between which the sign is not certain, within 0 and `most`. */
function windowOf({ first, second }: Pair, most: number): readonly [low: number, high: number] {
  const fixed = first.fixedEur - second.fixedEur;
  const slope = longRunSlope(first) - longRunSlope(second);
  if (slope === 0) return [0, most];
  const ends = [-(fixed + onePieceEach(first)) / slope, -(fixed - onePieceEach(second)) / slope];
  const within = (volume: number): number => Math.min(most, Math.max(0, volume));
  const low = within(Math.min(...ends) * (1 - MARGIN));
  const high = within(Math.max(...ends) * (1 + MARGIN));
  return low < high ? [low, high] : low >= most ? [most, most] : [0, SMALLEST];
}

/** Against rounding at the ends of the window. */
const MARGIN = 1e-6;

/** A volume below every step, to look at the sign of costs that never meet. */
const SMALLEST = 1e-9;

const longRunSlope = ({ eurPerMonthlyConversation, steps }: CostLine): number =>
  steps.reduce((sum, { every, eachEur }) => sum + eachEur / every, eurPerMonthlyConversation);

const onePieceEach = ({ steps }: CostLine): number => steps.reduce((sum, { eachEur }) => sum + eachEur, 0);

const size = (line: CostLine, volume: number): number =>
  Math.abs(line.fixedEur) + Math.abs(longRunSlope(line)) * volume + onePieceEach(line);

const stepsWithin = ({ first, second }: Pair, low: number, high: number): number =>
  [...first.steps, ...second.steps].reduce((sum, { every }) => sum + (high - low) / every, 0);

/** The window's ends and the steps between them, rising, each once. */
function eventsWithin({ first, second }: Pair, low: number, high: number): readonly number[] {
  const events = new Set([low, high]);
  for (const { every } of [...first.steps, ...second.steps])
    for (let piece = Math.max(1, Math.floor(low / every)); piece * every < high; piece++)
      if (piece * every > low) events.add(piece * every);
  return [...events].sort((a, b) => a - b);
}
