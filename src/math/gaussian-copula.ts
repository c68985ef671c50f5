import type { LowerTriangle } from "./cholesky.ts";
import { normalCdf, normalQuantile } from "./standard-normal.ts";

/**
 * Pearson correlation of two normal variables whose rank correlation (Spearman) is r: 2 sin(π r/6)
 * (K. Pearson, "On further methods of determining correlation", Drapers' Company Research Memoirs IV, 1907).
 */
export const normalCorrelation = (rank: number): number => 2 * Math.sin((Math.PI * rank) / 6);

/**
 * Makes independent uniforms dependent as normal variables are: u → Φ(L Φ⁻¹(u)). Every coordinate stays uniform; the
 * first stays as it is, and each depends on itself and those before it.
 *
 * @param lower Cholesky factor of the correlation matrix of the normal variables
 * @returns a function of as many uniforms in (0, 1) as the matrix has rows
 */
export function gaussianCopula(lower: LowerTriangle): (uniforms: readonly number[]) => readonly number[] {
  return (uniforms) => {
    const scores = uniforms.map(normalQuantile);
    return lower.map((row, i) => {
      if (i === 0) return uniforms[0] ?? 0.5;
      let z = 0;
      for (let j = 0; j <= i; j++) z += (row[j] ?? 0) * (scores[j] ?? 0);
      return Math.min(Math.max(normalCdf(z), LEAST), 1 - LEAST);
    });
  };
}

/** A sum of scores may lie where the distribution function rounds to 0 or 1. */
const LEAST = 2 ** -53;
