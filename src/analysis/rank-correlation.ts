/**
 * Inputs that are believed to move together. Each keeps its own spread; a Gaussian copula ties their draws. Inputs that
 * no chain of correlations connects are independent, so each connected group is tied by itself.
 */
import { cholesky, type LowerTriangle } from "../math/cholesky.ts";
import { gaussianCopula, normalCorrelation } from "../math/gaussian-copula.ts";

/** Two inputs, by id, and their rank correlation (Spearman), between −1 and 1. */
export interface RankCorrelation {
  readonly between: readonly [string, string];
  readonly rank: number;
}

/** The groups that correlations connect, each in the order of its ids; an input that stands alone is in none. */
export function correlatedGroups(correlations: readonly RankCorrelation[]): readonly (readonly string[])[] {
  const groups: Set<string>[] = [];
  for (const { between } of correlations) {
    const touched = groups.filter((group) => between.some((id) => group.has(id)));
    const joined = new Set([...touched.flatMap((group) => [...group]), ...between]);
    for (const group of touched) groups.splice(groups.indexOf(group), 1);
    groups.push(joined);
  }
  return groups.map((group) => [...group].sort());
}

/** Correlations that cannot hold together, or undefined where all can. */
export function impossibleCorrelations(
  correlations: readonly RankCorrelation[],
): readonly RankCorrelation[] | undefined {
  for (const group of correlatedGroups(correlations)) {
    const factor = cholesky(matrixOf(group, correlations));
    if (!("row" in factor)) continue;
    const impossible = new Set(group.slice(0, factor.row + 1));
    return correlations.filter(({ between }) => between.every((id) => impossible.has(id)));
  }
  return undefined;
}

/**
 * Ties uniform draws of a group: in the order of the group's ids, so that the first keeps its own draws.
 *
 * @param group connected inputs, from `correlatedGroups`
 * @throws RangeError when the correlations cannot hold together
 */
export function tiedUniforms(
  group: readonly string[],
  correlations: readonly RankCorrelation[],
): (uniforms: readonly number[]) => readonly number[] {
  return gaussianCopula(factorOf(group, correlations));
}

function factorOf(group: readonly string[], correlations: readonly RankCorrelation[]): LowerTriangle {
  const factor = cholesky(matrixOf(group, correlations));
  if (!("row" in factor)) return factor;
  throw new RangeError(
    `rank correlations of ${group.join(", ")} cannot hold together: no such matrix is positive definite`,
  );
}

/** Correlations of the normal scores; inputs of a group without a stated correlation have none. */
function matrixOf(group: readonly string[], correlations: readonly RankCorrelation[]): readonly number[][] {
  const of = (one: string, other: string): number => {
    const stated = correlations.findLast(({ between }) => between.includes(one) && between.includes(other));
    return stated ? normalCorrelation(stated.rank) : 0;
  };
  return group.map((one) => group.map((other) => (one === other ? 1 : of(one, other))));
}
