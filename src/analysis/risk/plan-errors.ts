import type { CostDistribution } from "../conversation/cost-distribution.ts";

/**
 * Standard errors of what is said over drawn plans, because only so many are drawn: for plans drawn at random, and
 * therefore too wide for even designs (Latin hypercube, Sobol). By the delta method (Serfling, Approximation Theorems
 * of Mathematical Statistics, 1980, sections 2.2, 2.3 and 3.3).
 */
export function totalErrors(totals: readonly { readonly mean: number; readonly sd: number }[], law: CostDistribution) {
  const count = totals.length;
  const means = totals.map(({ mean }) => mean);
  const average = meanOf(means);
  const squares = means.map((mean) => (mean - average) ** 2);
  const within = totals.map(({ sd }) => sd * sd);
  const root = (values: readonly number[]): number => errorOf(values) / (2 * Math.sqrt(meanOf(values)) || 1);
  const worst = law.quantile(0.95);
  return {
    mean: errorOf(means),
    /** sd of the squared deviations ÷ (2 sd √n). */
    ignoranceSd: root(squares),
    chanceSd: root(within),
    /** √(p(1 − p)/n) ÷ density; the spread of one plan's share below the quantile is at most that. */
    quantile(p: number): number {
      const density = law.density(law.quantile(p));
      return density > 0 ? Math.sqrt((p * (1 - p)) / count) / density : 0;
    },
    /** sd of the excess over the quantile ÷ (0.05 √n). */
    cvar95: errorOf(means.map((mean) => Math.max(0, mean - worst))) / 0.05,
  };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function errorOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
}
