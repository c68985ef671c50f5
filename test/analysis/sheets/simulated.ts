import type { Simulation } from "../../../src/analysis/conversation/simulation.ts";

/** What a simulation of 64 conversations could have told, in round numbers; quantiles are 1 + p with the error p. */
export const simulationOf = (): Simulation => ({
  conversations: 64,
  costUsd: {
    mean: { value: 0.1, standardError: 0.001 },
    sd: { value: 0.02, standardError: 0.002 },
    skewness: 0,
    excessKurtosis: -2,
    histogram: {
      low: 0.08,
      high: 0.12,
      points: Float64Array.of(0.08, 0.12),
      weights: Float64Array.of(0.5, 0.5),
    },
    quantile: (p) => ({ value: 1 + p, standardError: p }),
    cvar: () => ({ value: 0, standardError: 0 }),
    quantileBoundUsd: 0,
  },
  inputTokens: { mean: { value: 6000, standardError: 60 }, sd: { value: 100, standardError: 1 } },
  outputTokens: { mean: { value: 700, standardError: 7 }, sd: { value: 10, standardError: 1 } },
  byRequest: {
    cacheReadTokens: { value: 4000, standardError: 40 },
    cacheWriteTokens: { value: 500, standardError: 5 },
    droppedTokens: { value: 50, standardError: 5 },
    forgettingFraction: { value: 0.25, standardError: 0.025 },
  },
});
