import type { ExplainedInput } from "../../analysis/explain/derivation.ts";

/** Inputs of a formula in the order of a tree's branches; of a long list only the first, and how many follow. */
export function branchesOf(
  inputs: readonly ExplainedInput[],
  everything: boolean,
): { readonly ids: readonly string[]; readonly folded: number } {
  const kept = inputs.flatMap(({ ids, list }) =>
    list && !everything && ids.length > LONGEST_LIST ? ids.slice(0, SHOWN_OF_LIST) : ids,
  );
  const all = inputs.flatMap(({ ids }) => ids);
  return { ids: [...new Set(kept)], folded: new Set(all).size - new Set(kept).size };
}

const LONGEST_LIST = 8;
const SHOWN_OF_LIST = 3;
