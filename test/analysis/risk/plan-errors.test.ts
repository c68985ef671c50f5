import { describe, expect, it } from "vitest";
import { totalErrors } from "../../../src/analysis/risk/plan-errors.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";

/** A law of the total that is known: uniform from 0 to 10, so its density is 1/10. */
const law = {
  ...uniform({ min: 0, max: 10 }),
  sd: 10 / Math.sqrt(12),
  density: (x: number): number => (x >= 0 && x <= 10 ? 0.1 : 0),
  cvar: (alpha: number): number => 10 * (1 + alpha) * 0.5,
  densityGrid: () => [],
};
const totals = [1, 2, 3, 10].map((mean, k) => ({ mean, sd: k + 1 }));

describe("the errors of what is said over drawn plans", () => {
  const errors = totalErrors(totals, law);

  it("of the mean is the sample's own standard deviation ÷ √n", () => {
    // Mean 4; squares 9, 4, 1, 36 sum to 50.
    expect(errors.mean).toBeCloseTo(Math.sqrt(50 / 3 / 4), 14);
  });

  it("of the two standard deviations follow from those of their squares, d √x = dx ÷ 2√x", () => {
    // Squared deviations 9, 4, 1, 36: mean 12.5, squares about it 12.25 + 72.25 + 132.25 + 552.25 = 769.
    expect(errors.ignoranceSd).toBeCloseTo(Math.sqrt(769 / 3 / 4) / (2 * Math.sqrt(12.5)), 14);
    // Variances 1, 4, 9, 16: mean 7.5, squares about it 42.25 + 12.25 + 2.25 + 72.25 = 129.
    expect(errors.chanceSd).toBeCloseTo(Math.sqrt(129 / 3 / 4) / (2 * Math.sqrt(7.5)), 14);
  });

  it("of a quantile is √(p(1 − p)/n) ÷ density, and none where there is no density", () => {
    expect(errors.quantile(0.5)).toBeCloseTo((0.5 / 2) * 10, 13);
    expect(errors.quantile(0.2)).toBeCloseTo((0.4 / 2) * 10, 13);
    expect(totalErrors(totals, { ...law, density: () => 0 }).quantile(0.5)).toBe(0);
  });

  it("of the mean of the dearest 5 % is that of the excess over P95", () => {
    // P95 is 9.5: excesses 0, 0, 0, 0.5 with mean 0.125, squares 3 · 0.125² + 0.375² = 0.1875.
    expect(errors.cvar95).toBeCloseTo(Math.sqrt(0.1875 / 3 / 4) / 0.05, 13);
  });

  it("are 0 where plans do not differ, or there is one", () => {
    const alike = totalErrors(
      [totals[1], totals[1]].flatMap((total) => total ?? []),
      law,
    );
    expect([alike.mean, alike.ignoranceSd, alike.chanceSd, alike.cvar95]).toEqual([0, 0, 0, 0]);
    const single = totalErrors([{ mean: 3, sd: 0 }], law);
    expect([single.mean, single.ignoranceSd, single.chanceSd]).toEqual([0, 0, 0]);
    const certain = totalErrors(
      [
        { mean: 1, sd: 0 },
        { mean: 3, sd: 0 },
      ],
      law,
    );
    // Squared deviations are both 1: they do not vary.
    expect([certain.mean, certain.ignoranceSd, certain.chanceSd]).toEqual([1, 0, 0]);
  });
});
