/**
 * Sum with compensation: the error is one rounding of the result plus n·ε² of Σ|x|, however many terms.
 *
 * Neumaier's variant of Kahan's algorithm (Z. angew. Math. Mech. 54 (1974), 39–51).
 */
export function compensatedSum(values: Iterable<number>): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
