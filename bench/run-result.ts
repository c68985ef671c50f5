/** What one run of one engine gave. */
export interface RunResult {
  readonly conversationsPerSecond: number;
  readonly mean: number;
  readonly p95: number;
  readonly version?: string;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
};
