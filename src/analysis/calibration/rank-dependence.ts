/**
 * Spearman's rank correlation of two sizes whose joint histogram is known by classes, `64 × class + class`; values of a
 * class share their mean rank.
 *
 * @returns the pairs and the correlation; undefined with fewer than 20 pairs or where one of them does not vary
 */
export function rankDependence(
  pairs: Iterable<readonly [number, number]>,
): { readonly pairs: number; readonly correlation: number } | undefined {
  const cells = [...pairs].map(([key, count]) => ({ first: Math.floor(key / 64), second: key % 64, count }));
  const total = cells.reduce((sum, { count }) => sum + count, 0);
  if (total < FEWEST) return undefined;
  const firstRanks = middleRanks(cells.map(({ first, count }) => [first, count]));
  const secondRanks = middleRanks(cells.map(({ second, count }) => [second, count]));
  const mean = (total + 1) / 2;
  const sums = { both: 0, first: 0, second: 0 };
  for (const { first, second, count } of cells) {
    const x = (firstRanks.get(first) ?? mean) - mean;
    const y = (secondRanks.get(second) ?? mean) - mean;
    sums.both += count * x * y;
    sums.first += count * x * x;
    sums.second += count * y * y;
  }
  if (sums.first === 0 || sums.second === 0) return undefined;
  return { pairs: total, correlation: sums.both / Math.sqrt(sums.first * sums.second) };
}

const FEWEST = 20;

function middleRanks(counts: readonly (readonly [number, number])[]): ReadonlyMap<number, number> {
  const byClass = new Map<number, number>();
  for (const [key, count] of counts) byClass.set(key, (byClass.get(key) ?? 0) + count);
  const ranks = new Map<number, number>();
  let below = 0;
  for (const [key, count] of [...byClass].sort(([a], [b]) => a - b)) {
    ranks.set(key, below + (count + 1) / 2);
    below += count;
  }
  return ranks;
}
