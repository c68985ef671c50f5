import { requireWhole } from "../../math/parameters.ts";
import { scrambledSobol } from "../../math/sobol-sequence.ts";
import { compensatedSum } from "../../math/sum.ts";

/** An estimate with its standard error. */
export interface ErrorBound {
  readonly value: number;
  readonly standardError: number;
}

/** What one factor has to do with the variance, as shares of it. */
export interface VarianceShare {
  /** First-order Sobol index: the share that would go if the factor were known, Var(E[Y|X])/Var(Y). */
  readonly first: ErrorBound;
  /** Total Sobol index: the share that would stay if all others were known, E[Var(Y|others)]/Var(Y). */
  readonly total: ErrorBound;
}

export interface VarianceShares {
  readonly mean: number;
  readonly variance: number;
  /** One a factor, in their order; all 0 where the variance is 0. */
  readonly shares: readonly VarianceShare[];
  /** How often the function was evaluated: points × (factors + 2). */
  readonly evaluations: number;
}

/**
 * Sobol indices of a function of independent uniforms by the design of Saltelli: points A and B from one scrambled Sobol
 * sequence of twice the dimension, and A with the coordinates of one factor taken from B. First order by Saltelli's
 * estimator mean f(B)(f(A_B) − f(A)), with f centred, which is accurate where the share is small; from a half up by
 * Jansen's, variance − mean (f(B) − f(A_B))²/2, which is where it is large. Total by Jansen's mean (f(A) − f(A_B))²/2
 * (Saltelli et al., Computer Physics Communications 181 (2010), 259–270, table 2, rows b, c and f).
 *
 * Standard errors come from 8 independent scramblings (more would leave each too few points to be even), as a ratio of
 * means (Cochran, Sampling Techniques, 3rd ed., 1977, equation 6.9).
 *
 * @param f a finite number for uniforms in (0, 1)
 * @param factors coordinates of each factor, from 0; together each coordinate once
 * @param points base points in all, 16 or more; a power of 2 fills the cube most evenly
 */
export function varianceShares(
  f: (uniforms: readonly number[]) => number,
  factors: readonly (readonly number[])[],
  { seed, points }: { readonly seed: number; readonly points: number },
): VarianceShares {
  requireWhole("points", points, 2 * REPLICATES, 2 ** 24);
  const each = Math.floor(points / REPLICATES);
  const replicates = Array.from({ length: REPLICATES }, (_, r) =>
    replicate(f, factors, each, { seed, name: `variance shares ${r}` }),
  );
  const variance = average(replicates.map((sums) => sums.variance));
  const shareOf = (read: (sums: Replicate) => number): ErrorBound => ratio(replicates, read, variance);
  return {
    mean: average(replicates.map((sums) => sums.mean)),
    variance,
    shares: factors.map((_, i) => ({
      first: firstOrder(
        shareOf((sums) => sums.small[i] ?? 0),
        shareOf((sums) => sums.large[i] ?? 0),
      ),
      total: shareOf((sums) => sums.total[i] ?? 0),
    })),
    evaluations: REPLICATES * each * (factors.length + 2),
  };
}

const REPLICATES = 8;

interface Replicate {
  readonly mean: number;
  readonly variance: number;
  readonly small: readonly number[];
  readonly large: readonly number[];
  readonly total: readonly number[];
}

const firstOrder = (small: ErrorBound, large: ErrorBound): ErrorBound => (small.value < 0.5 ? small : large);

/** The sums of one scrambling, in two passes: the first finds the mean, about which the second is centred. */
function replicate(
  f: (uniforms: readonly number[]) => number,
  factors: readonly (readonly number[])[],
  count: number,
  { seed, name }: { readonly seed: number; readonly name: string },
): Replicate {
  const dimensions = factors.flat().length;
  const coordinates = Array.from({ length: 2 * dimensions }, (_, d) => scrambledSobol(seed, `${name} ${d}`, d));
  const rows = Array.from({ length: count }, (_, point) => {
    const uniforms = coordinates.map((coordinate) => coordinate(point));
    const a = uniforms.slice(0, dimensions);
    const b = uniforms.slice(dimensions);
    return { a: f(a), b: f(b), mixed: factors.map((factor) => f(withFrom(a, b, factor))) };
  });
  const mean = compensatedSum(rows.flatMap(({ a, b }) => [a, b])) / (2 * count);
  const over = (term: (row: (typeof rows)[number]) => number): number => compensatedSum(rows.map(term)) / count;
  const variance = over(({ a, b }) => ((a - mean) ** 2 + (b - mean) ** 2) / 2);
  return {
    mean,
    variance,
    small: factors.map((_, i) => over(({ a, b, mixed }) => (b - mean) * ((mixed[i] ?? a) - a))),
    large: factors.map((_, i) => variance - over(({ b, mixed }) => (b - (mixed[i] ?? b)) ** 2 / 2)),
    total: factors.map((_, i) => over(({ a, mixed }) => (a - (mixed[i] ?? a)) ** 2 / 2)),
  };
}

function withFrom(a: readonly number[], b: readonly number[], factor: readonly number[]): readonly number[] {
  const mixed = [...a];
  for (const coordinate of factor) mixed[coordinate] = b[coordinate] ?? 0.5;
  return mixed;
}

function ratio(replicates: readonly Replicate[], read: (sums: Replicate) => number, variance: number): ErrorBound {
  if (!(variance > 0)) return { value: 0, standardError: 0 };
  const value = average(replicates.map(read)) / variance;
  const squares = compensatedSum(replicates.map((sums) => (read(sums) - value * sums.variance) ** 2));
  return { value, standardError: Math.sqrt(squares / (REPLICATES - 1) / REPLICATES) / variance };
}

const average = (values: readonly number[]): number => compensatedSum(values) / values.length;
