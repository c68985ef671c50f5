import { describe, expect, it } from "vitest";
import { binomialQuantile } from "../../src/math/binomial-quantile.ts";

describe("binomialQuantile", () => {
  it("is the smallest count whose probability reaches p: three coins give 1/8, 4/8, 7/8, 1", () => {
    const quantile = binomialQuantile({ trials: 3, probability: 0.5 });
    expect([0, 0.12, 0.13, 0.49, 0.51, 0.87, 0.88, 1].map(quantile)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it("has one value where nothing is left to chance", () => {
    expect(binomialQuantile({ trials: 10, probability: 0 })(0.99)).toBe(0);
    expect(binomialQuantile({ trials: 10, probability: 1 })(0.01)).toBe(10);
    expect(binomialQuantile({ trials: 0, probability: 0.5 })(0.5)).toBe(0);
  });

  it("has the mean n p and the variance n p (1 − p), by the midpoints of its quantiles", () => {
    const quantile = binomialQuantile({ trials: 541, probability: 0.5674 });
    const values = Array.from({ length: 20_000 }, (_, k) => quantile((k + 0.5) / 20_000));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    // A midpoint rule of 20,000 cells misses at most one step of 1 in each of 541 cells, most of them empty.
    expect(Math.abs(mean - 541 * 0.5674)).toBeLessThan(0.01);
    expect(Math.abs(variance / (541 * 0.5674 * 0.4326) - 1)).toBeLessThan(0.002);
  });

  it("refuses what is no probability", () => {
    expect(() => binomialQuantile({ trials: 3, probability: 1.5 })).toThrow(RangeError);
    expect(() => binomialQuantile({ trials: 2.5, probability: 0.5 })).toThrow(RangeError);
  });

  it("never has more successes than trials, nor fewer where each is certain", () => {
    expect(binomialQuantile({ trials: 3, probability: 1 })(0)).toBe(3);
    expect(binomialQuantile({ trials: 3, probability: 0.5 })(1)).toBe(3);
    // P(K ≤ 0) = 1/2 exactly: p = 1/2 is still reached by 0.
    expect(binomialQuantile({ trials: 1, probability: 0.5 })(0.5)).toBe(0);
    expect(binomialQuantile({ trials: 1, probability: 0.5 })(0.51)).toBe(1);
  });

  it("names what is wrong", () => {
    expect(() => binomialQuantile({ trials: 1.5, probability: 0.5 })).toThrow("trials is 1.5");
    expect(() => binomialQuantile({ trials: 2, probability: 2 })).toThrow("probability is 2");
    expect(() => binomialQuantile({ trials: 2, probability: 0.5 })(2)).toThrow("p is 2");
  });
});
