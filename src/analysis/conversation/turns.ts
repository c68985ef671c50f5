import type { Distribution } from "../../math/distribution.ts";

/** The number of turns as a table: `probability[n]` for n = 0 … `probability.length − 1`. */
export interface TurnsTable {
  readonly probability: Float64Array;
  /** Mass beyond the table's end, given to its last entry. */
  readonly foldedProbability: number;
}

/**
 * The number of turns as published: a draw truncated towards zero, and 0 where it is negative, so
 * P(0) = F(1⁻) and P(n) = F((n+1)⁻) − F(n⁻), where F(x⁻) = P(X < x). A law on whole numbers keeps its values.
 *
 * The table ends where the mass beyond n, weighted with n², is below 1e-12 of Σ n² P(n): the cost grows with n², so
 * what is folded into the last entry moves no mean by more. A law that needs more than 100,000 turns is refused.
 */
export function turnsTable(law: Distribution): TurnsTable {
  const probability: number[] = [];
  let below = 0;
  let weighted = 0;
  for (let n = 0; n < MOST_TURNS; n++) {
    const next = probabilityBelow(law, n + 1);
    const mass = next - below;
    probability.push(mass);
    below = next;
    weighted += n * n * mass;
    const beyond = 1 - next;
    if (beyond * (n + 1) * (n + 1) <= 1e-12 * weighted || beyond <= 1e-17) {
      probability[n] = mass + beyond;
      return { probability: Float64Array.from(probability), foldedProbability: beyond };
    }
  }
  throw new RangeError(`turns reach beyond ${MOST_TURNS}; expected a law with P(turns ≥ ${MOST_TURNS}) near 0`);
}

const MOST_TURNS = 100_000;

/** P(X < x), which differs from F(x) where a discrete law has an atom at x. */
function probabilityBelow(law: Distribution, x: number): number {
  return law.cdf(x - Math.abs(x) * Number.EPSILON);
}
