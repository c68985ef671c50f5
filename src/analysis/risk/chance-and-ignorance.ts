import { compensatedSum } from "../../math/sum.ts";

/** A total's mean and standard deviation where the plan is known. */
interface KnownTotal {
  readonly mean: number;
  readonly sd: number;
}

/** Two kinds of spread, which are never added up in silence. */
export interface SpreadParts {
  readonly mean: number;
  /** Luck of the conversations: √E[Var(total | plan)]. As a share of the mean it falls with the root of the volume. */
  readonly chanceSd: number;
  /** Not knowing the plan: √Var(E[total | plan]). As a share of the mean it does not fall. */
  readonly ignoranceSd: number;
}

/**
 * Law of total variance: Var = E[Var(total | plan)] + Var(E[total | plan]).
 *
 * @param totals one a drawn plan, equally likely; a single one is a plan without ignorance
 */
export function spreadParts(totals: readonly KnownTotal[]): SpreadParts {
  const count = totals.length;
  if (count === 0) throw new RangeError("totals is empty; expected one or more");
  const mean = compensatedSum(totals.map((total) => total.mean)) / count;
  const chance = compensatedSum(totals.map(({ sd }) => sd * sd)) / count;
  const between = compensatedSum(totals.map((total) => (total.mean - mean) ** 2)) / Math.max(1, count - 1);
  return { mean, chanceSd: Math.sqrt(chance), ignoranceSd: Math.sqrt(between) };
}
