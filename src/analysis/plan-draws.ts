import { latinHypercube } from "../math/latin-hypercube.ts";
import { addressedUniform } from "../math/random-stream.ts";
import { scrambledSobol } from "../math/sobol-sequence.ts";
import type { Quantity } from "./node.ts";
import { correlatedGroups, type RankCorrelation, tiedUniforms } from "./rank-correlation.ts";

/**
 * How plans are drawn: `random`, each input by itself; `latin-hypercube`, each input evenly over its spread; `sobol`,
 * all inputs evenly together. The first two address a draw by the input's id alone, so that another input more leaves
 * it as it is; a Sobol sequence gives each input the dimension of its place among the plan's inputs.
 */
export const PLAN_SAMPLINGS = ["random", "latin-hypercube", "sobol"] as const;
export type PlanSampling = (typeof PLAN_SAMPLINGS)[number];

export interface DrawPlan {
  /** 32-bit integer. */
  readonly seed: number;
  /** Number of plans drawn, ≥ 1. */
  readonly draws: number;
  /** `random` where absent. */
  readonly sampling?: PlanSampling;
  /** Inputs that move together; none where absent. */
  readonly correlations?: readonly RankCorrelation[];
  /** Ids of all inputs of the plan that have a spread, so that a draw does not depend on which figures are asked for. */
  readonly inputs?: readonly string[];
}

/** A quantity whose value is not known exactly. */
export type UncertainQuantity = Quantity & { readonly spread: NonNullable<Quantity["spread"]> };

/** Values of some inputs in each drawn plan: draw (0 to draws − 1) → one value an input, in their order. */
export function planDraws(leaves: readonly UncertainQuantity[], drawn: DrawPlan): (draw: number) => readonly number[] {
  const uniforms = uniformDraws(
    leaves.map(({ id }) => id),
    drawn,
  );
  return (draw) => {
    const at = uniforms(draw);
    return leaves.map((leaf, position) => leaf.spread.quantile(at[position] ?? 0.5));
  };
}

/** The uniform draws behind the values, tied by the correlations. */
export function uniformDraws(ids: readonly string[], drawn: DrawPlan): (draw: number) => readonly number[] {
  const { correlations = [], inputs = ids } = drawn;
  const known = new Set([...inputs, ...ids]);
  const held = correlations.filter(({ between }) => between.every((id) => known.has(id)));
  const groups = correlatedGroups(held).filter((group) => group.some((id) => ids.includes(id)));
  const order = [...new Set([...inputs, ...ids, ...groups.flat()])];
  const needed = [...new Set([...ids, ...groups.flat()])];
  const place = new Map(needed.map((id, position) => [id, position]));
  const streams = needed.map((id) => stream(id, order.indexOf(id), drawn));
  const ties = groups.map((group) => ({
    at: group.map((id) => place.get(id) ?? 0),
    tie: tiedUniforms(group, held),
  }));
  return (draw) => {
    const uniforms = streams.map((uniform) => uniform(draw));
    for (const { at, tie } of ties) {
      const tied = tie(at.map((position) => uniforms[position] ?? 0.5));
      for (const [member, position] of at.entries()) uniforms[position] = tied[member] ?? 0.5;
    }
    return uniforms;
  };
}

function stream(
  id: string,
  dimension: number,
  { seed, draws, sampling = "random" }: DrawPlan,
): (draw: number) => number {
  switch (sampling) {
    case "random":
      return addressedUniform(seed, id);
    case "latin-hypercube":
      return latinHypercube(seed, id, draws);
    case "sobol":
      return scrambledSobol(seed, id, dimension);
  }
}
