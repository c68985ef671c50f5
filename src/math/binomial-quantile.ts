import { logGamma } from "./log-gamma.ts";
import { requireProbability, requireWhole } from "./parameters.ts";

/**
 * Smallest k with P(K ≤ k) ≥ p for K successes in n trials.
 *
 * @param trials n, 0 to 1e6
 * @param probability of a success, 0–1
 * @returns p (0–1) → k
 */
export function binomialQuantile(law: {
  readonly trials: number;
  readonly probability: number;
}): (p: number) => number {
  const { trials, probability } = law;
  requireWhole("trials", trials, 0, 1e6);
  requireProbability("probability", probability);
  if (probability === 0 || trials === 0) return () => 0;
  if (probability === 1) return () => trials;
  const cdf = new Float64Array(trials + 1);
  let below = 0;
  for (let k = 0; k <= trials; k++) {
    const ways = logGamma(trials + 1) - logGamma(k + 1) - logGamma(trials - k + 1);
    below += Math.exp(ways + k * Math.log(probability) + (trials - k) * Math.log1p(-probability));
    cdf[k] = below;
  }
  return (p) => {
    requireProbability("p", p);
    let low = 0;
    let high = trials;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cdf[middle] ?? 1) >= p) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
