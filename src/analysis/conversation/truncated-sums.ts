import { gaussLegendre, integrate } from "../../math/gauss-legendre.ts";
import { normalCdf, normalDensity } from "../../math/standard-normal.ts";

/** Mean, variance and covariance of a conversation's two token sums. */
export interface TokenSums {
  readonly inputMean: number;
  readonly inputVariance: number;
  readonly outputMean: number;
  readonly outputVariance: number;
  readonly covariance: number;
}

/**
 * Both sums truncated towards zero, trunc X = X − sign(X)·U. For a sum X spread over several tokens the fraction U is
 * uniform on 0–1 and independent of the rest, up to exp(−2π²σ²), so
 *
 * - E[trunc X] = E[X] − ½ + P, with P = P(X < 0): the end corrections at 0 cancel (Euler–Maclaurin on both sides);
 * - Var(trunc X) = σ² + 1/3 − (½ − P)² − 2σφ(μ/σ) − f(0)/6 + f''(0)/360, with f the density of X;
 * - Cov(trunc X, trunc Y) = Cov − ½Cov(sign Y, X) − ½Cov(sign X, Y) + ¼Cov(sign X, sign Y).
 *
 * A normal sum with σ < 1.5 is summed over the whole numbers instead. The covariance then keeps its value before
 * truncation, which is off by less than a token squared.
 */
export function truncateNormalSums(sums: TokenSums): TokenSums {
  const input = truncateNormal(sums.inputMean, Math.sqrt(sums.inputVariance));
  const output = truncateNormal(sums.outputMean, Math.sqrt(sums.outputVariance));
  const covariance = input.spread && output.spread ? truncatedCovariance(sums, input, output) : sums.covariance;
  return {
    inputMean: input.mean,
    inputVariance: input.variance,
    outputMean: output.mean,
    outputVariance: output.variance,
    covariance,
  };
}

/** The same for sums of continuous lengths that are never negative: P = 0 and f(0) = 0. A sum without spread is cut. */
export function truncatePositiveSums(sums: TokenSums): TokenSums {
  const cut = (mean: number, variance: number) =>
    variance > 0 ? ([mean - 0.5, variance + 1 / 12] as const) : ([Math.trunc(mean), 0] as const);
  const [inputMean, inputVariance] = cut(sums.inputMean, sums.inputVariance);
  const [outputMean, outputVariance] = cut(sums.outputMean, sums.outputVariance);
  return { inputMean, inputVariance, outputMean, outputVariance, covariance: sums.covariance };
}

interface TruncatedNormalSum {
  readonly mean: number;
  readonly variance: number;
  /** P(X < 0) and σφ(μ/σ) before truncation. */
  readonly negative: number;
  readonly edge: number;
  readonly spread: boolean;
}

function truncateNormal(mean: number, sd: number): TruncatedNormalSum {
  if (sd < 1.5) return { ...sumOverTokens(mean, sd), negative: 0, edge: 0, spread: false };
  const z = mean / sd;
  if (z > 9) return { mean: mean - 0.5, variance: sd * sd + 1 / 12, negative: 0, edge: 0, spread: true };
  const negative = normalCdf(-z);
  const edge = sd * normalDensity(z);
  const densityAtZero = edge / (sd * sd);
  const curvature = (densityAtZero * (z * z - 1)) / (sd * sd);
  const variance = sd * sd + 1 / 3 - (0.5 - negative) ** 2 - 2 * edge - densityAtZero / 6 + curvature / 360;
  return { mean: mean - 0.5 + negative, variance, negative, edge, spread: true };
}

function sumOverTokens(mean: number, sd: number): { readonly mean: number; readonly variance: number } {
  if (sd === 0) return { mean: Math.trunc(mean), variance: 0 };
  const middle = Math.trunc(mean);
  const below = (x: number) => normalCdf((x - mean) / sd);
  let first = 0;
  let second = 0;
  for (let k = middle - 16; k <= middle + 16; k++) {
    const probability = below(k >= 0 ? k + 1 : k) - below(k > 0 ? k : k - 1);
    first += probability * (k - middle);
    second += probability * (k - middle) ** 2;
  }
  return { mean: middle + first, variance: second - first * first };
}

function truncatedCovariance(sums: TokenSums, input: TruncatedNormalSum, output: TruncatedNormalSum): number {
  const { inputVariance, outputVariance, covariance } = sums;
  const signs = covariance * (output.edge / outputVariance + input.edge / inputVariance);
  if (Math.min(input.negative, output.negative) < 1e-12) return covariance - signs;
  const x = sums.inputMean / Math.sqrt(inputVariance);
  const y = sums.outputMean / Math.sqrt(outputVariance);
  return covariance - signs + bothNegativeExcess(x, y, covariance / Math.sqrt(inputVariance * outputVariance));
}

/**
 * P(X < 0, Y < 0) − P(X < 0)P(Y < 0) of a bivariate normal pair with standardised means x, y and correlation ρ:
 * 1/(2π) ∫₀^{asin ρ} exp(−(x² + y² − 2xy sin t)/(2 cos² t)) dt (Plackett 1954; Drezner & Wesolowsky 1990).
 */
function bothNegativeExcess(x: number, y: number, correlation: number): number {
  const end = Math.asin(Math.min(1, correlation));
  const density = (t: number) => Math.exp(-(x * x + y * y - 2 * x * y * Math.sin(t)) / (2 * Math.cos(t) ** 2));
  return integrate(density, 0, end, RULE) / (2 * Math.PI);
}

const RULE = gaussLegendre(16);
