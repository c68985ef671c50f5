/** Which inputs make a figure uncertain, from the same drawn plans that its interval comes from. */
import { mean, sum } from "simple-statistics";
import { compile } from "../evaluate.ts";
import type { Figure } from "../node.ts";
import { type DrawPlan, planDraws } from "../plan-draws.ts";
import type { FigureValue } from "../result.ts";
import { uncertainLeavesOf } from "../uncertainty.ts";

/** An uncertain input and its part in the spread of a figure. */
export interface Contribution {
  readonly id: string;
  readonly label: string;
  /**
   * Share of the variance of the figure's rank that would go if this input alone were known (a first-order index). A
   * little below 0 is no share: it is an estimate.
   */
  readonly varianceShare: number;
}

/**
 * First-order shares of variance, Var(E[Y | X]) ÷ Var(Y), the greatest first. Y is the rank of the figure among its
 * draws: some figures have tails so heavy that their variance is that of a few draws, or none. Of a word, Y is whether it
 * is the word that comes up most. The draws are sorted by each input and cut into groups of equal size; the variance
 * between the groups is what the input explains, less what grouping at random would (Kelley's ε², Proceedings of the
 * National Academy of Sciences 21 (1935), 554–559). Inputs that move together share what they explain.
 *
 * @returns empty where nothing is uncertain, or where the figure is the same in all draws
 */
export function contributionsTo(figure: Figure<FigureValue>, drawn: DrawPlan): readonly Contribution[] {
  const leaves = uncertainLeavesOf([figure]);
  const plan = planDraws(leaves, drawn);
  const run = compile([figure], leaves);
  const columns: number[][] = leaves.map(() => []);
  const outcomes: FigureValue[] = [];
  for (let draw = 0; draw < drawn.draws; draw++) {
    const inputs = plan(draw);
    for (const [position, column] of columns.entries()) column.push(inputs[position] ?? 0);
    outcomes.push(run(inputs)[0] as FigureValue);
  }
  if (new Set(outcomes).size < 2) return [];
  const values = outcomes.every((value) => typeof value === "number") ? ranksOf(outcomes) : whetherMost(outcomes);
  return leaves
    .map(({ id, label }, position) => ({ id, label, varianceShare: betweenShare(columns[position] ?? [], values) }))
    .sort((a, b) => b.varianceShare - a.varianceShare);
}

/** Ranks from 0; equal values share the middle of theirs. */
function ranksOf(values: readonly number[]): readonly number[] {
  const order = values.map((_, draw) => draw).sort((a, b) => compare(values[a] ?? 0, values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1] ?? 0] === values[order[start] ?? 0]) end++;
    for (let at = start; at <= end; at++) ranks[order[at] ?? 0] = (start + end) / 2;
    start = end + 1;
  }
  return ranks;
}

/** A difference would not do: two values that are both without limit have none. */
const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Of words, 1 for the one that comes up most and 0 for any other. */
function whetherMost(outcomes: readonly FigureValue[]): readonly number[] {
  const counts = new Map<FigureValue, number>();
  for (const value of outcomes) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [most] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best));
  return outcomes.map((value) => (value === most ? 1 : 0));
}

/** ε² = (between − (groups − 1) × within mean square) ÷ total, of sums of squares. */
function betweenShare(inputs: readonly number[], values: readonly number[]): number {
  const count = values.length;
  const groups = Math.max(2, Math.min(MOST_GROUPS, Math.floor(count / LEAST_IN_GROUP)));
  const order = inputs.map((_, draw) => draw).sort((a, b) => (inputs[a] ?? 0) - (inputs[b] ?? 0));
  const centre = mean([...values]);
  const total = sum(values.map((value) => (value - centre) ** 2));
  let between = 0;
  for (let group = 0; group < groups; group++) {
    const members = order.slice(Math.floor((group * count) / groups), Math.floor(((group + 1) * count) / groups));
    between += members.length * (mean(members.map((draw) => values[draw] ?? 0)) - centre) ** 2;
  }
  const withinMeanSquare = (total - between) / (count - groups);
  return (between - (groups - 1) * withinMeanSquare) / total;
}

const MOST_GROUPS = 32;
const LEAST_IN_GROUP = 10;
