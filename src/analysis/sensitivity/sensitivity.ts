/** Which inputs a figure is sensitive to: by moving one at a time, and by their shares of its variance. */
import { compile } from "../evaluate.ts";
import type { Figure } from "../node.ts";
import type { DrawPlan } from "../plan-draws.ts";
import { correlatedGroups, tiedUniforms } from "../rank-correlation.ts";
import { uncertainLeavesOf } from "../uncertainty.ts";
import { type Tornado, tornado } from "./tornado.ts";
import { type VarianceShare, type VarianceShares, varianceShares } from "./variance-shares.ts";

export interface Sensitivity {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly tornado: Tornado;
  /** Absent where the figure rests on no input with a spread, or has no bound in some drawn plan. */
  readonly variance?: SharedVariance;
}

export interface SharedVariance extends Omit<VarianceShares, "shares"> {
  /** Largest total share first. */
  readonly factors: readonly (Factor & VarianceShare)[];
}

/** One input, or several that are correlated: their shares cannot be told apart. */
export interface Factor {
  readonly ids: readonly string[];
  readonly label: string;
}

/**
 * @param figure any figure whose value is a number
 * @param points base points of the variance shares
 * @throws RangeError when the figure is not a finite number, at the medians or in a drawn plan
 */
export function sensitivityOf(figure: Figure<unknown>, drawn: DrawPlan, points: number): Sensitivity {
  const { id, label, unit } = figure;
  const moved = tornado(figure);
  if (moved.basis === "ten-percent") return { id, label, unit, tornado: moved };
  try {
    return { id, label, unit, tornado: moved, variance: sharedVariance(figure, drawn, points) };
  } catch (error) {
    if (error instanceof UnboundedFigure) return { id, label, unit, tornado: moved };
    throw error;
  }
}

/** The figure has no bound in some drawn plan, so it has no variance. */
class UnboundedFigure extends Error {}

function sharedVariance(
  figure: Figure<unknown>,
  { seed, correlations = [] }: DrawPlan,
  points: number,
): SharedVariance {
  const leaves = uncertainLeavesOf([figure]);
  const ids = leaves.map((leaf) => leaf.id);
  const held = correlations.filter(({ between }) => between.every((end) => ids.includes(end)));
  const groups = correlatedGroups(held);
  const alone = ids.filter((id) => !groups.some((group) => group.includes(id)));
  const factors = [...alone.map((id) => [id]), ...groups].map((members) => members.map((id) => ids.indexOf(id)));
  const ties = groups.map((group) => ({ at: group.map((id) => ids.indexOf(id)), tie: tiedUniforms(group, held) }));
  const run = compile([figure], leaves);
  const f = (uniforms: readonly number[]): number => {
    const tied = [...uniforms];
    for (const { at, tie } of ties) {
      for (const [member, u] of tie(at.map((position) => uniforms[position] ?? 0.5)).entries())
        tied[at[member] ?? 0] = u;
    }
    const [value] = run(leaves.map(({ spread }, position) => spread.quantile(tied[position] ?? 0.5)));
    if (typeof value === "number" && Number.isFinite(value)) return value;
    if (value === Number.POSITIVE_INFINITY) throw new UnboundedFigure();
    throw new RangeError(`${figure.id} is ${value} in a drawn plan; its variance has no shares`);
  };
  const { shares, ...rest } = varianceShares(f, factors, { seed, points });
  const named = factors.map((positions, i) => ({
    ...factorOf(positions.map((at) => leaves[at])),
    ...shareAt(shares, i),
  }));
  return { ...rest, factors: named.toSorted((a, b) => b.total.value - a.total.value) };
}

function factorOf(leaves: readonly ({ readonly id: string; readonly label: string } | undefined)[]): Factor {
  const known = leaves.flatMap((leaf) => leaf ?? []);
  return { ids: known.map(({ id }) => id), label: known.map(({ label }) => label).join(" with ") };
}

const NONE = { value: 0, standardError: 0 };

const shareAt = (shares: readonly VarianceShare[], index: number): VarianceShare =>
  shares[index] ?? { first: NONE, total: NONE };
