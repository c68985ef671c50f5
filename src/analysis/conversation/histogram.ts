/** A histogram of equal cells over a fixed range; values outside are counted in the end cells. Merging adds counts. */
export interface Histogram {
  readonly low: number;
  readonly width: number;
  readonly counts: Float64Array;
}

/**
 * Quantile of the histogram, spread evenly within a cell: it is within one cell of the quantile of the sample, and of
 * type 7 in the limit.
 */
export function histogramQuantile({ low, width, counts }: Histogram, p: number): number {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const target = p * total;
  let below = 0;
  for (let i = 0; i < counts.length; i++) {
    const here = counts[i] as number;
    if (here > 0 && below + here >= target) return low + width * (i + (target - below) / here);
    below += here;
  }
  return low + width * counts.length;
}
