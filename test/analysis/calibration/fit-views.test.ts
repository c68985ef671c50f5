import { describe, expect, it } from "vitest";
import type { FittedSeries } from "../../../src/analysis/calibration/calibration.ts";
import { fitView } from "../../../src/analysis/calibration/fit-views.ts";
import { constantLaw } from "../../../src/analysis/calibration/fitted-law.ts";
import type { Distribution } from "../../../src/math/distribution.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { summaryOf, weightedSample } from "../../../src/math/weighted-sample.ts";

type Histogram = readonly (readonly [value: number, count: number])[];

function seriesOf(histogram: Histogram, distribution: Distribution): FittedSeries {
  const sample = weightedSample(histogram);
  return {
    ...{ kind: "tokens", candidates: [], empiricalAic: 0, reason: "", poor: false, name: "user_tokens" },
    ...{ sample, summary: summaryOf(sample), quantiles: { p50: 0, p90: 0, p95: 0, p99: 0 } },
    law: { ...constantLaw(0), distribution },
  };
}
const flat = (max: number) => uniform({ min: 0, max });
const view = (histogram: Histogram, law = flat(1000)) => fitView(seriesOf(histogram, law));
const each = (from: number, to: number): Histogram => Array.from({ length: to - from + 1 }, (_, at) => [from + at, 1]);
const shape = (histogram: Histogram) => {
  const { bins } = view(histogram);
  return { first: bins[0]?.low, width: (bins[0]?.high ?? 0) - (bins[0]?.low ?? 0) + 1, count: bins.length };
};

describe("the histogram of a fit", () => {
  it.each<readonly [string, Histogram, ReturnType<typeof shape>]>([
    // P99 of 0 to 100 is 99, a fortieth of it 2.5.
    ["0 to 100", each(0, 100), { first: 0, width: 5, count: 20 }],
    ["values up to 40 one by one", each(0, 40), { first: 0, width: 1, count: 41 }],
    ["values from 1 on one by one", each(1, 40), { first: 1, width: 1, count: 40 }],
    ["values from 1 on in twos", each(1, 80), { first: 0, width: 2, count: 41 }],
    // 99 % of 400 is 396, a fortieth 9.9.
    ["tens", each(0, 400), { first: 0, width: 10, count: 40 }],
    ["twenties", each(0, 800), { first: 0, width: 20, count: 40 }],
    ["the same value", [[7, 5]], { first: 1, width: 1, count: 7 }],
    ["nothing but 0", [[0, 5]], { first: 0, width: 1, count: 2 }],
    ["a large value", [[250_000, 5]], { first: 0, width: 10_000, count: 26 }],
  ])("has at most 41 bins of 1, 2 or 5 times a power of ten: %s", (_, histogram, expected) => {
    expect(shape(histogram)).toEqual(expected);
  });

  it("has the share of the values in each bin, and what lies beyond P99", () => {
    const { bins, beyond } = view([
      [0, 2],
      [4, 6],
      [5, 8],
      [100, 183],
      [900, 1],
    ]);
    expect(bins.map(({ low, high }) => [low, high]).slice(0, 2)).toEqual([
      [0, 4],
      [5, 9],
    ]);
    expect(bins.slice(0, 3).map(({ measured }) => measured)).toEqual([8 / 200, 8 / 200, 0]);
    expect(bins.at(-1)).toMatchObject({ low: 100, high: 104, measured: 183 / 200 });
    expect(beyond).toBeCloseTo(1 / 200, 12);
    // The first value beyond the last bin.
    expect(
      view([
        [0, 199],
        [2, 1],
      ]).beyond,
    ).toBeCloseTo(1 / 200, 12);
    expect(
      view([
        [1, 3],
        [2, 1],
      ]).bins.map(({ low, measured }) => [low, measured]),
    ).toEqual([
      [1, 0.75],
      [2, 0.25],
    ]);
    expect(bins.reduce((sum, { measured }) => sum + measured, beyond)).toBeCloseTo(1, 12);
  });

  it("has beside it what the law gives the same whole numbers, or the family that was chosen", () => {
    // Up to 4, then up to 9, of 1,000.
    const histogram = each(0, 100);
    const [first, second] = view(histogram, flat(1000)).bins;
    expect([first?.expected, second?.expected]).toEqual([expect.closeTo(0.004, 12), expect.closeTo(0.005, 12)]);
    const fit = { family: "gamma", form: "plain", mean: 1, sd: 1, logLikelihood: 0, aic: 0, ks: 0 } as const;
    const chosen = (cdf: (k: number) => number) =>
      fitView({ ...seriesOf(histogram, flat(1000)), chosen: { ...fit, cdf } }).bins.map(({ expected }) => expected);
    expect(chosen((k) => (k < 0 ? 0 : k < 5 ? 0.25 : 1)).slice(0, 3)).toEqual([0.25, 0.75, 0]);
    // Rounding may make a distribution function fall by its last bit.
    expect(Math.min(...chosen((k) => -k))).toBe(0);
  });
});

describe("the quantiles of a fit", () => {
  it("are those that the data can tell: one value at least lies beyond each", () => {
    const probabilities = (count: number) => view([[10, count]]).pairs.map(({ p }) => Number(p.toFixed(4)));
    expect(probabilities(2)).toEqual([0.5]);
    expect(probabilities(4)).toEqual([0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75]);
    expect(probabilities(20)).toHaveLength(19);
    expect(probabilities(2000)).toEqual([
      ...[0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8],
      ...[0.85, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999],
    ]);
  });

  it("set the law beside the data, where both are above 0 and have an end", () => {
    const half = view(
      [
        [0, 50],
        [10, 50],
      ],
      flat(30),
    ).pairs;
    expect(half.map(({ p }) => p)).toEqual([0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.975, 0.99]);
    expect(half.at(-1)).toEqual({ p: 0.99, measured: 10, expected: expect.closeTo(29.7, 12) });
    const below = uniform({ min: -10, max: 10 });
    expect(view([[5, 4]], below).pairs.map(({ p }) => Number(p.toFixed(4)))).toEqual([0.55, 0.6, 0.65, 0.7, 0.75]);
    const endless: Distribution = { ...flat(10), quantile: (p) => (p > 0.5 ? Number.POSITIVE_INFINITY : 10 * p) };
    expect(view([[5, 4]], endless).pairs.map(({ p }) => Number(p.toFixed(4)))).toEqual([
      0.25, 0.3, 0.35, 0.4, 0.45, 0.5,
    ]);
  });
});
