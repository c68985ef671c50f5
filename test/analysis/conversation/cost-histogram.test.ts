import { describe, expect, it } from "vitest";
import { histogramAnswers } from "../../../src/analysis/conversation/cost-histogram.ts";

/** Cells 0, 2, 3 and 7 of 0.5 USD from 10 USD on, with 2, 1, 4 and 1 costs. */
const histogram = {
  ...{ lowUsd: 10, cellUsd: 0.5 },
  cells: Uint32Array.of(0, 2, 3, 7),
  counts: Float64Array.of(2, 1, 4, 1),
};
const answers = histogramAnswers(histogram);
/** The costs, those of a cell spread evenly over it. */
const costs = [10.125, 10.375, 11.25, 11.5625, 11.6875, 11.8125, 11.9375, 13.75];
const starts = [10, 11, 11.5, 13.5];
const counts = [2, 1, 4, 1];

/** Integral over the histogram's density of what lies above x. */
function above(x: number): { readonly number: number; readonly sum: number } {
  let number = 0;
  let sum = 0;
  for (const [i, start] of starts.entries()) {
    const from = Math.min(start + 0.5, Math.max(start, x));
    const share = ((counts[i] ?? 0) * (start + 0.5 - from)) / 0.5;
    number += share;
    sum += (share * (from + start + 0.5)) / 2;
  }
  return { number, sum };
}

describe("the answers of a histogram", () => {
  it("have type 7 quantiles of the costs", () => {
    for (const p of [0, 0.05, 1 / 7, 0.2, 0.5, 0.77, 6 / 7, 0.95, 1]) {
      const place = 7 * p;
      const [low = 0, high = low] = costs.slice(Math.floor(place + 1e-12));
      expect(answers.quantile(p), `quantile(${p})`).toBeCloseTo(
        low + (place - Math.floor(place + 1e-12)) * (high - low),
        12,
      );
    }
  });

  it("have the share below, linear within a cell", () => {
    for (const x of [9, 10, 10.1, 10.5, 10.8, 11, 11.4, 11.9, 12.5, 13.5, 13.6, 14, 20])
      expect(answers.below(x), `below(${x})`).toBeCloseTo(1 - above(x).number / 8, 12);
  });

  it("have the mean above, and x where nothing is above", () => {
    for (const x of [9, 10, 10.1, 10.6, 11.2, 11.7, 12.5, 13.9]) {
      const { number, sum } = above(x);
      expect(answers.meanAbove(x), `meanAbove(${x})`).toBeCloseTo(sum / number, 12);
    }
    expect([14, 20].map((x) => answers.meanAbove(x))).toEqual([14, 20]);
  });

  it("have the moments of the middles of cells", () => {
    const middles = [0, 0, 2, 3, 3, 3, 3, 7];
    const mean = 21 / 8;
    const moment = (order: number) => middles.reduce((sum, cell) => sum + (cell - mean) ** order, 0) / 8;
    expect(answers.standardised(3)).toBeCloseTo(moment(3) / moment(2) ** 1.5, 12);
    expect(answers.standardised(4)).toBeCloseTo(moment(4) / moment(2) ** 2, 12);
    const single = histogramAnswers({ ...histogram, cells: Uint32Array.of(4), counts: Float64Array.of(9) });
    expect([single.standardised(3), single.standardised(4)]).toEqual([0, 0]);
  });

  it("have groups of neighbours with their means and shares", () => {
    expect(answers.groups(8)).toEqual({
      ...{ low: 10, high: 14 },
      points: Float64Array.of(10.25, 11.25, 11.75, 13.75),
      weights: Float64Array.of(0.25, 0.125, 0.5, 0.125),
    });
    // Of eight cells two go together: 0–1, 2–3, 6–7.
    expect(answers.groups(4)).toEqual({
      ...{ low: 10, high: 14 },
      points: Float64Array.of(10.25, 11.65, 13.75),
      weights: Float64Array.of(0.25, 0.625, 0.125),
    });
    expect(answers.groups(3).points).toEqual(Float64Array.of((2 * 10.25 + 11.25) / 3, 11.75, 13.75));
  });

  it("group from the first filled cell on", () => {
    const late = { ...histogram, cells: Uint32Array.of(5, 6, 8), counts: Float64Array.of(1, 2, 1) };
    expect(histogramAnswers(late).groups(2)).toEqual({
      ...{ low: 12.5, high: 14.5 },
      points: Float64Array.of((12.75 + 2 * 13.25) / 3, 14.25),
      weights: Float64Array.of(0.75, 0.25),
    });
  });

  it("take one cell as its whole", () => {
    const single = histogramAnswers({ ...histogram, cells: Uint32Array.of(4), counts: Float64Array.of(1) });
    expect([single.quantile(0), single.quantile(0.3), single.quantile(1)]).toEqual([12.25, 12.25, 12.25]);
    expect([single.below(12), single.below(12.25), single.below(12.5)]).toEqual([0, 0.5, 1]);
  });
});
