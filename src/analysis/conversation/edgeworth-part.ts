import { power } from "../../math/power.ts";
import { normalCdf, normalDensity } from "../../math/standard-normal.ts";
import type { CostPart } from "./cost-part.ts";

/**
 * A sum of N independent costs by Edgeworth's expansion to order 1/N, with skewness γ₁ and excess kurtosis γ₂ of one:
 * F = Φ(z) − φ(z)[γ₁He₂/(6√N) + γ₂He₃/(24N) + γ₁²He₅/(72N)] (Hall, The Bootstrap and Edgeworth Expansion, 1992, 2.17).
 * Error of order N^(−3/2).
 *
 * @param mean, sd of the sum
 */
export function edgeworthPart(sum: {
  readonly mean: number;
  readonly sd: number;
  readonly skewness: number;
  readonly excessKurtosis: number;
  readonly conversations: number;
}): CostPart {
  const { mean, sd, skewness, excessKurtosis, conversations } = sum;
  const c3 = skewness / (6 * Math.sqrt(conversations));
  const c4 = excessKurtosis / (24 * conversations);
  const c6 = (skewness * skewness) / (72 * conversations);
  const scaled = (x: number): number => (x - mean) / sd;
  return {
    cdf(x) {
      const z = scaled(x);
      return normalCdf(z) - normalDensity(z) * (c3 * he2(z) + c4 * he3(z) + c6 * he5(z));
    },
    density(x) {
      const z = scaled(x);
      return (normalDensity(z) * (1 + c3 * he3(z) + c4 * he4(z) + c6 * he6(z))) / sd;
    },
    excess(x) {
      const z = scaled(x);
      return sd * (normalDensity(z) * (1 + c3 * z + c4 * he2(z) + c6 * he4(z)) - z * normalCdf(-z));
    },
  };
}

// Hermite polynomials He_k, orthogonal under the normal density.
const he2 = (z: number): number => z * z - 1;
const he3 = (z: number): number => z * (z * z - 3);
const he4 = (z: number): number => power(z, 4) - 6 * z * z + 3;
const he5 = (z: number): number => z * (power(z, 4) - 10 * z * z + 15);
const he6 = (z: number): number => power(z, 6) - 15 * power(z, 4) + 45 * z * z - 15;
