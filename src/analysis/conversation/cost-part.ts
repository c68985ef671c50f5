import { normalCdf, normalDensity } from "../../math/standard-normal.ts";

/** The law of a cost in one of the cases it is mixed from, by the functions that mixing needs. All in USD. */
export interface CostPart {
  /** P(C ≤ x). */
  cdf(x: number): number;
  density(x: number): number;
  /** E[(C − x)⁺], the mean excess over x. */
  excess(x: number): number;
}

/** A cost without spread. Its density is 0: the step in the distribution function is all there is. */
export const atomPart = (at: number): CostPart => ({
  cdf: (x) => (x >= at ? 1 : 0),
  density: () => 0,
  excess: (x) => Math.max(0, at - x),
});

/** A normal cost: E[(C − x)⁺] = σφ(z) + (μ − x)Φ(−z), z = (x − μ)/σ. */
export const normalPart = (mean: number, sd: number): CostPart => ({
  cdf(x) {
    const z = (x - mean) / sd;
    return z > 9 ? 1 : z < -9 ? 0 : normalCdf(z);
  },
  density(x) {
    const z = (x - mean) / sd;
    return Math.abs(z) > 9 ? 0 : normalDensity(z) / sd;
  },
  excess(x) {
    const z = (x - mean) / sd;
    return z > 9 ? 0 : z < -9 ? mean - x : sd * normalDensity(z) + (mean - x) * normalCdf(-z);
  },
});
