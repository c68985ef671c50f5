import { describe, expect, it } from "vitest";
import { truncateNormalSums } from "../../../src/analysis/conversation/truncated-sums.ts";
import { normal } from "../../../src/math/normal-distribution.ts";

/** Moments of a truncated normal sum, summed over every whole number. */
function bySummation(mean: number, sd: number) {
  const { cdf } = normal({ mean, sd });
  const reach = Math.ceil(Math.abs(mean) + 12 * sd);
  let first = 0;
  let second = 0;
  for (let k = -reach; k <= reach; k++) {
    const p = cdf(k >= 0 ? k + 1 : k) - cdf(k > 0 ? k : k - 1);
    first += p * k;
    second += p * k * k;
  }
  return { mean: first, variance: second - first * first };
}

describe("sums truncated towards zero", () => {
  it.each([
    [90, 60],
    [0, 60],
    [-20, 30],
    [3180, 85],
    [1, 2],
    [0.3, 1.6],
    [2.7, 1],
    [-0.4, 0.3],
    [100.6, 0.2],
  ])("of mean %f and sd %f have the mean and variance found by summation", (mean, sd) => {
    const sums = { inputMean: mean, inputVariance: sd * sd, outputMean: mean, outputVariance: sd * sd, covariance: 0 };
    const found = truncateNormalSums(sums);
    const known = bySummation(mean, sd);
    expect(Math.abs(found.inputMean - known.mean)).toBeLessThan(1e-9);
    // For σ just above 1.5 the neglected Euler–Maclaurin term is 1e-5 of a squared token.
    expect(Math.abs(found.inputVariance - known.variance)).toBeLessThan(sd > 1.5 && sd < 10 ? 2e-5 : 1e-6);
    expect(found.outputMean).toBe(found.inputMean);
  });
  it("without spread are cut", () => {
    const sums = { inputMean: 7.9, inputVariance: 0, outputMean: -7.9, outputVariance: 0, covariance: 0 };
    const cut = { inputMean: 7, inputVariance: 0, outputMean: -7, outputVariance: 0, covariance: 0 };
    expect(truncateNormalSums(sums)).toEqual(cut);
  });
});
