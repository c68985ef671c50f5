import type { Node } from "../node.ts";
import type { ClaimSet } from "./claim.ts";
import type { ClaimFault } from "./claim-chain.ts";
import { idsLike } from "./unfold.ts";

/** Figures of claimed tables that no claim names: a row was added and its printed number is not checked. */
export function unclaimedFigures(
  { claims, tables }: ClaimSet,
  sheet: ReadonlyMap<string, Node>,
): readonly ClaimFault[] {
  const named = new Set(claims.flatMap(({ follows }) => (typeof follows === "string" ? [follows] : [])));
  return tables.flatMap(({ name, figures, notPrinted, place }) =>
    figures.flatMap((pattern): readonly ClaimFault[] => {
      const ids = idsLike(pattern, sheet);
      if (ids.length === 0) return [{ place, id: name, found: pattern, expected: "an id of a figure of the plan" }];
      return ids
        .filter((id) => !named.has(id) && !Object.hasOwn(notPrinted, id))
        .map((id) => ({
          place,
          id: name,
          found: `${id}, which no claim names`,
          expected: "a claim for every figure of the table",
        }));
    }),
  );
}
