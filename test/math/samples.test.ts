import { describe, expect, it } from "vitest";
import { boundedSample } from "../../src/math/bounded-sample.ts";
import { sortedQuantile } from "../../src/math/quantile.ts";
import { runningSum } from "../../src/math/running-sum.ts";
import { sampleMoments } from "../../src/math/sample-moments.ts";
import { compensatedSum } from "../../src/math/sum.ts";
import { summaryOf, weightedQuantile, weightedSample } from "../../src/math/weighted-sample.ts";

const PROBABILITIES = [0, 0.05, 1 / 3, 0.5, 0.62, 0.95, 1];

/** The values one by one. */
const spread = (histogram: readonly (readonly [number, number])[]): readonly number[] =>
  histogram.flatMap(([value, weight]) => Array.from({ length: weight }, () => value)).sort((a, b) => a - b);

describe("a quantile of type 7", () => {
  it("interpolates by what is left of the position: h = (n − 1)p", () => {
    // 10, 20, 40: at p = 0.75 h = 1.5, halfway from 20 to 40; at p = 0.9 h = 1.8.
    expect(sortedQuantile([10, 20, 40], 0.75)).toBe(30);
    expect(sortedQuantile([10, 20, 40], 0.9)).toBeCloseTo(36, 12);
    expect(sortedQuantile([10, 20, 40], 0.25)).toBe(15);
  });

  it("stays finite up to the last finite value, and has no value between two infinite ones but these", () => {
    expect(sortedQuantile([1, 2, Infinity], 0.5)).toBe(2);
    expect(sortedQuantile([1, Infinity, Infinity], 0.75)).toBe(Infinity);
    expect(sortedQuantile([-Infinity, -Infinity, 3], 0.25)).toBe(-Infinity);
    expect(sortedQuantile([1, 2, Infinity], 1)).toBe(Infinity);
  });
});

describe("a weighted sample", () => {
  const histogram = [
    [9, 1],
    [1, 2],
    [5, 3],
    [7, 0],
    [12, 2],
  ] as const;
  const sample = weightedSample(histogram);

  it("is sorted and holds no value that never occurs", () => {
    expect([...sample.values]).toEqual([1, 5, 9, 12]);
    expect([...sample.weights]).toEqual([2, 3, 1, 2]);
    expect(sample.count).toBe(8);
  });

  it.each(PROBABILITIES)("has the quantile at %d of its values one by one", (p) => {
    expect(weightedQuantile(sample, p)).toBeCloseTo(sortedQuantile(spread(histogram), p), 12);
  });

  it("has the moments of its values one by one", () => {
    const { mean, sd } = sampleMoments(spread(histogram));
    expect(summaryOf(sample)).toEqual({
      n: 8,
      mean: expect.closeTo(mean, 12),
      sd: expect.closeTo(sd, 12),
      min: 1,
      max: 12,
    });
  });

  it("of one value has no spread, and of none no moments and no quantile", () => {
    expect(summaryOf(weightedSample([[4, 1]]))).toEqual({ n: 1, mean: 4, sd: 0, min: 4, max: 4 });
    expect(weightedQuantile(weightedSample([[4, 1]]), 1)).toBe(4);
    const empty = weightedSample([[4, 0]]);
    expect(() => summaryOf(empty)).toThrow("the sample is empty");
    expect(() => weightedQuantile(empty, 0.5)).toThrow("the sample is empty");
  });

  it("refuses what is no probability", () => {
    expect(() => weightedQuantile(sample, -0.1)).toThrow("p is -0.1");
    expect(() => weightedQuantile(sample, 1.1)).toThrow("p is 1.1");
    expect(() => weightedQuantile(sample, Number.NaN)).toThrow("p is NaN");
  });
});

describe("a sample whose memory has an end", () => {
  // 0 and 999 numbers without a pattern between 1e-3 and 1e6.
  const values = Array.from({ length: 1000 }, (_, i) => (i === 0 ? 0 : 10 ** (((i * 389) % 1000) / 111 - 3)));
  const sorted = [...values].sort((a, b) => a - b);
  const filled = (exactUpTo: number) => {
    const sample = boundedSample(exactUpTo);
    for (const value of values) sample.add(value);
    return sample;
  };

  it("is exact as long as it may be", () => {
    const sample = filled(1000);
    expect(sample.count()).toBe(1000);
    for (const p of PROBABILITIES) expect(sample.quantile(p)).toBe(sortedQuantile(sorted, p));
  });

  it.each([999, 500, 1])("is off by less than 1 in 2,000 beyond %d values", (exactUpTo) => {
    const sample = filled(exactUpTo);
    expect(sample.count()).toBe(1000);
    expect(sample.quantile(0)).toBe(0);
    for (const p of PROBABILITIES.slice(1))
      expect(Math.abs(sample.quantile(p) / sortedQuantile(sorted, p) - 1), `at ${p}`).toBeLessThan(1 / 2000);
    // Not exact any more: values stand for their class.
    expect(sample.quantile(1)).not.toBe(sortedQuantile(sorted, 1));
  });

  it("refuses what is no size", () => {
    for (const value of [-1, Infinity, Number.NaN])
      expect(() => boundedSample().add(value)).toThrow(`value is ${value}; expected a finite number, 0 or more`);
  });
});

describe("a running sum", () => {
  it("loses no more than the sum of all at once", () => {
    for (const values of [[1, 1e100, 1, -1e100], [1e100, 1, -1e100, 1], Array.from({ length: 10 }, () => 0.1), []]) {
      const sum = runningSum();
      for (const value of values) sum.add(value);
      expect(sum.value()).toBe(compensatedSum(values));
    }
    expect(compensatedSum([1e100, 1, -1e100, 1])).toBe(2);
  });
});

describe("moments of a sample", () => {
  it("are those of 1, 2, 4: mean 7/3, variance 7/3, lag 1 correlation −1/42", () => {
    // Deviations −4/3, −1/3, 5/3: squares 42/9, products of neighbours 4/9 − 5/9 = −1/9.
    const { count, mean, sd, lag1Autocorrelation } = sampleMoments([1, 2, 4]);
    expect(count).toBe(3);
    expect(mean).toBeCloseTo(7 / 3, 14);
    expect(sd).toBeCloseTo(Math.sqrt(7 / 3), 14);
    expect(lag1Autocorrelation).toBeCloseTo(-1 / 42, 14);
  });

  it("have no correlation without spread, and need two values", () => {
    expect(sampleMoments([5, 5])).toEqual({ count: 2, mean: 5, sd: 0, lag1Autocorrelation: 0 });
    expect(() => sampleMoments([5])).toThrow("sample has 1 values; expected 2 or more");
  });
});
