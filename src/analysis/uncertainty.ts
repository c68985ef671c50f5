/**
 * How far the figures move because the assumptions are not known exactly. Plans are drawn: every quantity with a
 * spread gets a value, and the figures are evaluated as if that were the truth. Chance (laws) is not drawn here; the
 * formulas that take a law integrate it.
 */
import { sortedQuantile } from "../math/quantile.ts";
import { ancestorsOf, compile } from "./evaluate.ts";
import type { Figure, Node } from "./node.ts";
import { type DrawPlan, planDraws, type UncertainQuantity } from "./plan-draws.ts";

/** The quantities with a spread that some nodes rest on. */
export function uncertainLeavesOf(nodes: readonly Node[]): readonly UncertainQuantity[] {
  return ancestorsOf(nodes).filter(isUncertain);
}

/** The values of each figure over the drawn plans, in the order of the draws. */
export function drawFigures<Value>(
  figures: readonly Figure<Value>[],
  drawn: DrawPlan,
): ReadonlyMap<Figure<Value>, readonly Value[]> {
  const leaves = uncertainLeavesOf(figures);
  const plan = planDraws(leaves, drawn);
  const run = compile(figures, leaves);
  const columns = figures.map((): Value[] => []);
  for (let draw = 0; draw < drawn.draws; draw++) {
    const values = run(plan(draw));
    for (const [position, column] of columns.entries()) column.push(values[position] as Value);
  }
  return new Map(figures.map((figure, position) => [figure, columns[position] ?? []]));
}

export interface Spread {
  readonly median: number;
  /** 5 % and 95 % quantiles. */
  readonly interval90: readonly [number, number];
}

/** Median and 90 % interval of draws (quantiles of type 7). */
export function spreadOf(draws: readonly number[]): Spread {
  const sorted = Float64Array.from(draws).sort();
  return {
    median: sortedQuantile(sorted, 0.5),
    interval90: [sortedQuantile(sorted, 0.05), sortedQuantile(sorted, 0.95)],
  };
}

/** How often each word came up, as a share of the draws. */
export function sharesOf(draws: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of draws) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].map(([word, count]) => [word, count / draws.length]));
}

function isUncertain(node: Node): node is UncertainQuantity {
  return node.kind === "leaf" && node.leaf === "quantity" && node.spread !== undefined;
}
