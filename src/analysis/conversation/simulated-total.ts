import { normalQuantile } from "../../math/standard-normal.ts";
import type { Estimate } from "./estimate.ts";
import type { SimulatedCost } from "./simulation.ts";

/**
 * Quantile of the total cost of many independent conversations, from what is simulated of one:
 * N μ + √N σ (z + γ(z² − 1)/(6√N)), with γ the skewness (Cornish & Fisher 1938, first term). Its own error falls with
 * 1/√N against the spread of the total; the standard error is that of N μ and √N σ z.
 */
export function simulatedTotalQuantile(cost: SimulatedCost, conversations: number, p: number): Estimate {
  const z = normalQuantile(p);
  const root = Math.sqrt(conversations);
  const { mean, sd, skewness } = cost;
  return {
    value: conversations * mean.value + sd.value * (root * z + (skewness * (z * z - 1)) / 6),
    standardError: Math.hypot(conversations * mean.standardError, root * z * sd.standardError),
  };
}
