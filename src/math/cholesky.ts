/** A lower triangular matrix by rows; row i has i + 1 entries. */
export type LowerTriangle = readonly Float64Array[];

/** Where the factorisation breaks down: the leading square that ends at this row is not positive definite. */
export interface NotPositiveDefinite {
  readonly row: number;
}

/**
 * L with L Lᵀ = A for a symmetric positive definite A (Golub & Van Loan, Matrix Computations, 4th ed., algorithm 4.2.1).
 *
 * @param matrix symmetric; only entries on and below the diagonal are read
 */
export function cholesky(matrix: readonly (readonly number[])[]): LowerTriangle | NotPositiveDefinite {
  const rows: Float64Array[] = [];
  for (const [i, given] of matrix.entries()) {
    const row = new Float64Array(i + 1);
    for (let j = 0; j < i; j++) {
      const other = rows[j];
      if (other === undefined) break;
      row[j] = ((given[j] ?? 0) - dot(row, other, j)) / (other[j] ?? 1);
    }
    const rest = (given[i] ?? 0) - dot(row, row, i);
    if (!(rest > LEAST_PIVOT)) return { row: i };
    row[i] = Math.sqrt(rest);
    rows.push(row);
  }
  return rows;
}

/** Below it a unit of variance is lost in rounding. */
const LEAST_PIVOT = 1e-12;

function dot(x: Float64Array, y: Float64Array, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += (x[k] ?? 0) * (y[k] ?? 0);
  return sum;
}
