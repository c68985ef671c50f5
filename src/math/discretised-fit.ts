/**
 * Maximum likelihood for whole numbers from laws on the line: the probability of k is that of the interval that
 * becomes k, so that one law can be compared with any other on the same data (AIC).
 */
import { minimise } from "./nelder-mead.ts";
import type { FreeFamily } from "./tails.ts";
import { summaryOf, type WeightedSample } from "./weighted-sample.ts";

/** How a number becomes whole: tokens go to the nearest, a number of turns is cut. Laws on whole numbers stay. */
export type Rounding = "nearest" | "down";

/** `shifted`: 1 + X. `zero-truncated`: X given that it does not become 0. */
export type FitForm = "plain" | "shifted" | "zero-truncated";

export interface DiscretisedFit {
  readonly family: FreeFamily["name"];
  readonly form: FitForm;
  /** Mean and sd of X, before shifting or truncating. */
  readonly mean: number;
  readonly sd: number;
  readonly logLikelihood: number;
  readonly aic: number;
  /** P(the whole number ≤ k). */
  readonly cdf: (k: number) => number;
}

/** Fits one family in one form. @returns undefined where the search ends nowhere (no such law fits at all) */
export function fitDiscretised(
  sample: WeightedSample,
  family: FreeFamily,
  form: FitForm,
  rounding: Rounding,
): DiscretisedFit | undefined {
  const shift = form === "shifted" ? 1 : 0;
  const edge = (k: number): number => k - shift + (family.whole ? 0 : rounding === "nearest" ? 0.5 : 1);
  const cells = cellsOf(sample);
  const { mean, sd } = summaryOf(sample);
  const start = family.start(Math.max(mean - 0.9 * shift, 0.1 * mean), Math.max(sd, 0.05 * mean));
  const logLikelihood = (free: readonly number[]): number => {
    const { at } = family.tails(free);
    const kept = form === "zero-truncated" ? at(edge(0)).upper : 1;
    // A law of which next to nothing is kept is no law to draw from.
    if (kept < 1e-9) return -Infinity;
    let sum = 0;
    let low = { last: Number.NaN, tails: at(0) };
    for (const { first, last, weight } of cells) {
      const below = low.last === first - 1 ? low.tails : tailsBelow(first, at, edge);
      const upTo = at(edge(last));
      const mass = below.lower > 0.5 ? below.upper - upTo.upper : upTo.lower - below.lower;
      sum += weight * (Math.log(Math.max(mass, 1e-300)) - Math.log(kept));
      low = { last, tails: upTo };
    }
    return sum;
  };
  const found = minimise((free) => -logLikelihood(free), start);
  const tails = family.tails(found.at);
  if (![found.value, tails.mean, tails.sd].every(Number.isFinite)) return undefined;
  const zero = form === "zero-truncated" ? tails.at(edge(0)).lower : 0;
  return {
    family: family.name,
    form,
    mean: tails.mean,
    sd: tails.sd,
    logLikelihood: -found.value,
    aic: 2 * start.length + 2 * found.value,
    cdf: (k) => (k < shift || (form === "zero-truncated" && k < 1) ? 0 : (tails.at(edge(k)).lower - zero) / (1 - zero)),
  };
}

/** Whole numbers `first` … `last` that are counted together. */
export interface Cell {
  readonly first: number;
  readonly last: number;
  readonly weight: number;
}

/** Each value below 256 by itself, larger ones in classes of at most a twentieth of their size. */
function cellsOf({ values, weights }: WeightedSample): readonly Cell[] {
  const cells: { first: number; last: number; weight: number }[] = [];
  for (const [at, value] of values.entries()) {
    const cell = cells.at(-1);
    const weight = weights[at] ?? 0;
    if (value >= 256 && cell && value <= cell.last) cell.weight += weight;
    else if (value < 256) cells.push({ first: value, last: value, weight });
    else cells.push({ ...classOf(value), weight });
  }
  return cells;
}

function classOf(value: number): { readonly first: number; readonly last: number } {
  const step = 2 ** (Math.floor(Math.log2(value)) - 4);
  const first = Math.floor(value / step) * step;
  return { first, last: first + step - 1 };
}

/** Nothing lies below 0, except under a law that goes there itself. */
function tailsBelow(
  first: number,
  at: (x: number) => { readonly lower: number; readonly upper: number },
  edge: (k: number) => number,
) {
  return first === 0 && edge(0) === 1 ? { lower: 0, upper: 1 } : at(edge(first - 1));
}

/** ln likelihood of the sample's own frequencies in the same cells, and its AIC: what no law can beat without fewer parameters. */
export function empiricalFit(sample: WeightedSample): { readonly logLikelihood: number; readonly aic: number } {
  const cells = cellsOf(sample);
  const logLikelihood = cells.reduce((sum, { weight }) => sum + weight * Math.log(weight / sample.count), 0);
  return { logLikelihood, aic: 2 * (cells.length - 1) - 2 * logLikelihood };
}

/** Kolmogorov & Smirnov's distance: the largest difference between the two distribution functions on whole numbers. */
export function ksDistance({ values, weights, count }: WeightedSample, cdf: (k: number) => number): number {
  let distance = 0;
  let below = 0;
  for (const [at, value] of values.entries()) {
    const upTo = below + (weights[at] ?? 0) / count;
    distance = Math.max(distance, Math.abs(cdf(value - 1) - below), Math.abs(cdf(value) - upTo));
    below = upTo;
  }
  return distance;
}
