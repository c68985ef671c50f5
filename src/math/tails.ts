/**
 * Both tails of the families that are fitted to counts, each without cancellation, by parameters that a search may
 * move freely (logarithms of what must be positive).
 */
import { betaTails } from "./incomplete-beta.ts";
import { incompleteGamma } from "./incomplete-gamma.ts";
import { logGamma } from "./log-gamma.ts";
import { power } from "./power.ts";
import { normalCdf } from "./standard-normal.ts";

export interface Tails {
  /** P(X ≤ x) and P(X > x). */
  readonly at: (x: number) => { readonly lower: number; readonly upper: number };
  readonly mean: number;
  readonly sd: number;
}

export interface FreeFamily {
  /** As in a plan. */
  readonly name: "normal" | "lognormal" | "gamma" | "weibull" | "negative_binomial" | "geometric";
  /** Whether the law is on whole numbers by itself. */
  readonly whole: boolean;
  /** Where a search starts: the method of moments. */
  readonly start: (mean: number, sd: number) => readonly number[];
  readonly tails: (free: readonly number[]) => Tails;
}

export const FREE_FAMILIES: readonly FreeFamily[] = [
  {
    name: "lognormal",
    whole: false,
    start: (mean, sd) => {
      const logVariance = Math.log1p((sd / mean) ** 2);
      return [Math.log(mean) - 0.5 * logVariance, 0.5 * Math.log(logVariance)];
    },
    tails: ([mu = 0, logSigma = 0]) => {
      const sigma = Math.exp(logSigma);
      const mean = Math.exp(mu + 0.5 * sigma * sigma);
      return {
        at: (x) => normalTails(x <= 0 ? -Infinity : (Math.log(x) - mu) / sigma),
        mean,
        sd: mean * Math.sqrt(Math.expm1(sigma * sigma)),
      };
    },
  },
  {
    name: "gamma",
    whole: false,
    start: (mean, sd) => [2 * Math.log(mean / sd), Math.log((sd * sd) / mean)],
    tails: ([logShape = 0, logScale = 0]) => {
      const [shape, scale] = [Math.exp(logShape), Math.exp(logScale)];
      return {
        at: (x) => (x <= 0 ? NOTHING : incompleteGamma(shape, x / scale)),
        mean: shape * scale,
        sd: Math.sqrt(shape) * scale,
      };
    },
  },
  {
    name: "weibull",
    whole: false,
    start: (mean, sd) => [Math.log(mean / sd), Math.log(mean)],
    tails: ([logShape = 0, logScale = 0]) => {
      const [shape, scale] = [Math.exp(logShape), Math.exp(logScale)];
      const first = Math.exp(logGamma(1 + 1 / shape));
      const second = Math.exp(logGamma(1 + 2 / shape));
      return {
        at(x) {
          if (x <= 0) return NOTHING;
          const hazard = power(x / scale, shape);
          return { lower: -Math.expm1(-hazard), upper: Math.exp(-hazard) };
        },
        mean: scale * first,
        sd: scale * Math.sqrt(second - first * first),
      };
    },
  },
  {
    name: "negative_binomial",
    whole: true,
    start: (mean, sd) => [Math.log((mean * mean) / Math.max(sd * sd - mean, 0.05 * mean)), Math.log(mean)],
    tails: ([logSize = 0, logMean = 0]) => {
      const [size, mean] = [Math.exp(logSize), Math.exp(logMean)];
      const success = size / (size + mean);
      const failure = mean / (size + mean);
      return {
        at(x) {
          if (x < 0) return NOTHING;
          const k = Math.floor(x) + 1;
          return betaTails({ a: size, b: k }, { x: success, y: failure });
        },
        mean,
        sd: Math.sqrt(mean + (mean * mean) / size),
      };
    },
  },
  {
    name: "geometric",
    whole: true,
    start: (mean) => [Math.log(mean)],
    tails: ([logMean = 0]) => {
      const mean = Math.exp(logMean);
      const logFailure = -Math.log1p(1 / mean);
      return {
        at(x) {
          if (x < 0) return NOTHING;
          const exponent = (Math.floor(x) + 1) * logFailure;
          return { lower: -Math.expm1(exponent), upper: Math.exp(exponent) };
        },
        mean,
        sd: Math.sqrt(mean + mean * mean),
      };
    },
  },
  {
    name: "normal",
    whole: false,
    start: (mean, sd) => [mean / sd, Math.log(sd)],
    tails: ([ratio = 0, logSd = 0]) => {
      const sd = Math.exp(logSd);
      return { at: (x) => normalTails(x / sd - ratio), mean: ratio * sd, sd };
    },
  },
];

const NOTHING = { lower: 0, upper: 1 };

const normalTails = (z: number) => (z === -Infinity ? NOTHING : { lower: normalCdf(z), upper: normalCdf(-z) });
