import { ReferenceFault } from "./combination.ts";
import type { Node } from "./node.ts";
import type { CorrelationAssumption } from "./plan/plan.ts";
import { impossibleCorrelations, type RankCorrelation } from "./rank-correlation.ts";

/**
 * A plan's correlations, checked: both ends are different quantities of the plan, no pair comes twice, and all of them
 * can hold together. An end without a spread is fine: it then has nothing to move with.
 *
 * @throws ReferenceFault naming the pair
 */
export function planCorrelations(
  stated: readonly CorrelationAssumption[],
  nodes: ReadonlyMap<string, Node>,
): readonly RankCorrelation[] {
  const seen = new Set<string>();
  const correlations = stated.map(({ between, rank }, index): RankCorrelation => {
    const path = `correlations.${index}.between`;
    const [one = "", other = ""] = between;
    for (const id of [one, other]) {
      const node = nodes.get(id);
      if (node?.kind !== "leaf" || node.leaf !== "quantity")
        throw new ReferenceFault(path, id, "the id of a quantity of this plan");
    }
    const pair = [one, other].sort().join(" and ");
    if (one === other) throw new ReferenceFault(path, one, "two different quantities");
    if (seen.has(pair)) throw new ReferenceFault(path, pair, "each pair once");
    seen.add(pair);
    return { between: [one, other], rank };
  });
  const impossible = impossibleCorrelations(correlations);
  if (!impossible) return correlations;
  const pairs = impossible.map(({ between, rank }) => `${between.join(" and ")} (${rank})`).join(", ");
  const message = "rank correlations that can hold together; these make a matrix that is not positive definite";
  throw new ReferenceFault("correlations", pairs, message);
}
