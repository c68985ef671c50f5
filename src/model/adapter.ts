/** Low-rank adapters (Hu 2021, arXiv 2106.09685). */
import { type LinearShape, linearShapes, type Transformer } from "./transformer.ts";

/** Which matrices have adapters: `attention` is all four, `all` every linear layer, or the names of some. */
export type AdapterTargets = "attention" | "all" | readonly LinearShape["name"][];

/** Parameters of the adapters. count = layers × rank × Σ (inputs + outputs) over the targets; experts each have theirs. */
export function adapterParameters(t: Transformer, rank: number, targets: AdapterTargets): number {
  const each = targetShapes(t, targets).reduce(
    (sum, { kind, input, output }) => sum + (input + output) * (kind === "feed-forward" ? t.experts : 1),
    0,
  );
  return t.layers * rank * each;
}

const targetShapes = (t: Transformer, targets: AdapterTargets): readonly LinearShape[] =>
  linearShapes(t).filter(
    ({ name, kind }) => targets === "all" || (targets === "attention" ? kind === "attention" : targets.includes(name)),
  );
