import type { Node } from "../node.ts";
import { type ClaimChain, type DirectInput, fromCells } from "./claim-chain.ts";
import { fits } from "./fit.ts";

/**
 * Values of the printed inputs within their rounding that give the printed number, or undefined where none do (rule 4).
 *
 * Sums, products, ratios, means and extremes of positive numbers rise or fall with each input, whatever the others are.
 * So over the box of roundings the least and the greatest value stand in two opposite corners, found by moving one
 * input at a time, and along the line between these corners the value only rises: bisection finds where it meets the
 * printed number. A point that is returned has been computed and fits, so the answer "some value fits" always holds.
 * "None fits" holds for figures of this kind; for any other the stricter verdict is given.
 */
export function withinInputRounding(chain: ClaimChain): ReadonlyMap<string, number> | undefined {
  const { claim, target } = chain;
  const rounded = chain.direct.filter(({ halfUnit }) => halfUnit > 0);
  if (rounded.length === 0) return undefined;
  const at = (place: Placement): number => fromCells(chain, moved(rounded, place));
  const rises = rounded.map((_, moving) => {
    const end = (side: number) => at((input, index) => input.value + (index === moving ? side * input.halfUnit : 0));
    return end(1) >= end(-1) ? 1 : -1;
  });
  /** From −1, the corner of the least value, to 1, that of the greatest. */
  const along =
    (position: number): Placement =>
    (input, index) =>
      input.value + position * (rises[index] ?? 1) * input.halfUnit;
  const found = (position: number) =>
    fits(claim, target, at(along(position)))
      ? new Map(rounded.map((input, index) => [input.id, along(position)(input, index)]))
      : undefined;

  const atAnEnd = found(-1) ?? found(1);
  if (atAnEnd || at(along(-1)) > target.high || at(along(1)) < target.low) return atAnEnd;
  let [low, high] = [-1, 1];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    const inside = found(middle);
    if (inside) return inside;
    if (at(along(middle)) < target.low) low = middle;
    else high = middle;
  }
  return undefined;
}

/** The line is 2 long; after so many halvings its parts are as fine as a number can tell. */
const HALVINGS = 53;

type Placement = (input: DirectInput, index: number) => number;

function moved(inputs: readonly DirectInput[], place: Placement): ReadonlyMap<Node, number> {
  return new Map(inputs.flatMap((input, index) => input.nodes.map((node) => [node, place(input, index)] as const)));
}
