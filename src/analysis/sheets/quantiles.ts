/** The quantiles that are printed, by the last part of their ids. */
export const QUANTILES = { p5: 0.05, p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/** Those of a total; P99 of a sum of many conversations is hardly beyond its P95. */
export const TOTAL_QUANTILES = { p5: 0.05, p50: 0.5, p95: 0.95 } as const;
