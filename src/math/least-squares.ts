import { cholesky } from "./cholesky.ts";

/** A fitted line through many points. */
export interface LeastSquares {
  readonly coefficients: readonly number[];
  /** Inverse of XᵀX, by rows: the coefficients' covariance is σ² times it. */
  readonly inverse: readonly (readonly number[])[];
  /** Σ (y − ŷ)². */
  readonly squares: number;
}

/**
 * Ordinary least squares by the normal equations; meant for a handful of coefficients of similar size.
 *
 * @param rows regressors of each observation, all of one length; a constant is a column of ones
 * @param values one observation a row, at least as many as there are columns
 * @throws RangeError when columns depend on each other
 */
export function leastSquares(rows: readonly (readonly number[])[], values: readonly number[]): LeastSquares {
  const columns = rows[0]?.length ?? 0;
  const indices = Array.from({ length: columns }, (_, column) => column);
  const normal = indices.map((i) => indices.map((j) => rows.reduce((sum, row) => sum + at(row, i) * at(row, j), 0)));
  const factor = cholesky(normal);
  if ("row" in factor) throw new RangeError(`column ${factor.row + 1} of the regressors depends on those before it`);
  const right = indices.map((i) => rows.reduce((sum, row, k) => sum + at(row, i) * at(values, k), 0));
  const coefficients = solve(factor, right);
  const inverse = indices.map((i) =>
    solve(
      factor,
      indices.map((j) => (i === j ? 1 : 0)),
    ),
  );
  const squares = rows.reduce((sum, row, k) => sum + (at(values, k) - dot(row, coefficients)) ** 2, 0);
  return { coefficients, inverse, squares };
}

/** x with L Lᵀ x = b, forward and back. */
function solve(lower: readonly ArrayLike<number>[], right: readonly number[]): readonly number[] {
  const y = [...right];
  for (const [i, row] of lower.entries()) {
    for (let j = 0; j < i; j++) y[i] = at(y, i) - at(row, j) * at(y, j);
    y[i] = at(y, i) / at(row, i);
  }
  for (let i = lower.length - 1; i >= 0; i--) {
    for (let j = i + 1; j < lower.length; j++) y[i] = at(y, i) - at(lower[j] ?? [], i) * at(y, j);
    y[i] = at(y, i) / at(lower[i] ?? [], i);
  }
  return y;
}

const at = (values: ArrayLike<number>, index: number): number => values[index] ?? 0;

const dot = (x: readonly number[], y: readonly number[]): number => x.reduce((sum, v, i) => sum + v * at(y, i), 0);
