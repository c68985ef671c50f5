/** A law on the real line, by the functions that the exact engine, the sampler and the plan's spreads need. */
export interface Distribution {
  /** Family name as written in a plan: `normal`, `lognormal`, `uniform` … */
  readonly family: string;
  /** The parameters as given, for explanation and digests. */
  readonly parameters: Readonly<Record<string, number | readonly number[]>>;
  readonly mean: number;
  readonly variance: number;
  /** Ends of the support; may be infinite. */
  readonly lower: number;
  readonly upper: number;
  /** P(X ≤ x). */
  cdf(x: number): number;
  /** Smallest x with P(X ≤ x) ≥ p, for p in 0–1. Throws RangeError outside. */
  quantile(p: number): number;
}
