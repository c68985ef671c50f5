import { weightedQuantile } from "../../math/weighted-sample.ts";
import type { FittedSeries } from "./calibration.ts";

/** What charts of a fit are drawn from. */
export interface FitView {
  readonly bins: readonly {
    readonly low: number;
    readonly high: number;
    readonly measured: number;
    readonly expected: number;
  }[];
  /** Share of the values beyond the last bin. */
  readonly beyond: number;
  readonly pairs: readonly { readonly p: number; readonly measured: number; readonly expected: number }[];
}

const MOST_BINS = 40;

/** The histogram up to P99 in at most 40 bins of equal width, and quantiles from P1 to P99.9 that are above 0. */
export function fitView({ sample, chosen, law }: FittedSeries): FitView {
  const { values, weights, count } = sample;
  const top = Math.max(1, Math.ceil(weightedQuantile(sample, 0.99)));
  const width = niceWidth(top / MOST_BINS);
  const first = (values[0] ?? 0) >= 1 && width === 1 ? 1 : 0;
  const size = Math.floor((top - first) / width) + 1;
  const measured = new Float64Array(size);
  let beyond = 0;
  values.forEach((value, at) => {
    const bin = Math.floor((value - first) / width);
    const share = (weights[at] ?? 0) / count;
    if (bin < size) measured[bin] = (measured[bin] ?? 0) + share;
    else beyond += share;
  });
  const cdf = chosen?.cdf ?? law.distribution.cdf;
  const bins = Array.from(measured, (share, bin) => {
    const low = first + bin * width;
    const high = low + width - 1;
    return { low, high, measured: share, expected: Math.max(0, cdf(high) - cdf(low - 1)) };
  });
  const pairs = PROBABILITIES.filter((p) => count * Math.min(p, 1 - p) >= 1)
    .map((p) => ({ p, measured: weightedQuantile(sample, p), expected: law.distribution.quantile(p) }))
    .filter((pair) => pair.measured > 0 && pair.expected > 0 && Number.isFinite(pair.expected));
  return { bins, beyond, pairs };
}

const PROBABILITIES = [
  0.01,
  0.02,
  0.05,
  ...Array.from({ length: 17 }, (_, at) => (at + 2) / 20),
  0.95,
  0.975,
  0.99,
  0.995,
  0.999,
];

/** 1, 2 or 5 times a power of ten, and at least as wide as asked. */
function niceWidth(least: number): number {
  if (least <= 1) return 1;
  const power = Number(`1e${Math.floor(Math.log10(least))}`);
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}
