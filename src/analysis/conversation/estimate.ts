/** A simulated number with its doubt. */
export interface Estimate {
  readonly value: number;
  /** Error of the estimate, not the spread of what is estimated. */
  readonly standardError: number;
}

/** Standard error of the mean of independent replicates of equal size. */
export function replicateError(replicates: readonly number[]): number {
  const count = replicates.length;
  if (count < 2) return Number.NaN;
  const mean = replicates.reduce((sum, x) => sum + x, 0) / count;
  const squares = replicates.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return Math.sqrt(squares / (count - 1) / count);
}
