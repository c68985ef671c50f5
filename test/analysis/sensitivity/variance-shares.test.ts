import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { varianceShares } from "../../../src/analysis/sensitivity/variance-shares.ts";
import { normalQuantile } from "../../../src/math/standard-normal.ts";

const ISHIGAMI = join(import.meta.dirname, "../../../../shared/data/sobol-ishigami.json");
const OPTIONS = { seed: 1, points: 2 ** 13 };

/** Student's law with 7 degrees of freedom is beyond 15.8 standard errors once in a million. */
const within = (estimate: { value: number; standardError: number } | undefined, expected: number): void => {
  expect(Math.abs((estimate?.value ?? Number.NaN) - expected)).toBeLessThanOrEqual(
    15.8 * (estimate?.standardError ?? 0) + 1e-12,
  );
};

describe("shares of the variance", () => {
  it("are those of a linear model: a²σ²/Σ, first order and total alike", () => {
    const weights = [3, 2, 1];
    const { shares, variance } = varianceShares(
      (u) => weights.reduce((sum, a, i) => sum + a * normalQuantile(u[i] ?? 0.5), 0),
      [[0], [1], [2]],
      OPTIONS,
    );
    expect(variance).toBeCloseTo(14, 1);
    for (const [i, a] of weights.entries()) {
      within(shares[i]?.first, a ** 2 / 14);
      within(shares[i]?.total, a ** 2 / 14);
      expect(shares[i]?.first.value).toBeCloseTo(a ** 2 / 14, 2);
    }
  });

  it("are those of a product of two uniforms: 3/7 alone, 4/7 with the interaction", () => {
    // Var(XY) = 1/9 − 1/16 = 7/144; Var(E[XY|X]) = Var(X)/4 = 1/48; the interaction has 1/144.
    const { shares, mean } = varianceShares((u) => (u[0] ?? 0) * (u[1] ?? 0), [[0], [1]], OPTIONS);
    expect(mean).toBeCloseTo(1 / 4, 4);
    for (const { first, total } of shares) {
      within(first, 3 / 7);
      within(total, 4 / 7);
    }
  });

  it("are 0 for an input that does nothing, and for a figure that does not move", () => {
    const { shares } = varianceShares((u) => u[0] ?? 0, [[0], [1]], OPTIONS);
    expect(shares[1]?.total).toEqual({ value: 0, standardError: 0 });
    const constant = varianceShares(() => 3, [[0]], OPTIONS);
    expect(constant).toMatchObject({ mean: 3, variance: 0 });
    expect(constant.shares[0]?.first).toEqual({ value: 0, standardError: 0 });
  });

  it("of a group of inputs count their interaction as the group's own", () => {
    const { shares } = varianceShares((u) => (u[0] ?? 0) * (u[1] ?? 0) + (u[2] ?? 0), [[0, 1], [2]], OPTIONS);
    const [group, other] = [7 / 144, 1 / 12];
    within(shares[0]?.first, group / (group + other));
    within(shares[1]?.total, other / (group + other));
  });

  it("are as sure of a small share as of a large one", () => {
    // 900, 1 of 901: each estimator is used where it is the better one.
    const { shares } = varianceShares(
      (u) => {
        expect(u).toHaveLength(2);
        return 30 * (u[0] ?? 0) + (u[1] ?? 0);
      },
      [[0], [1]],
      { seed: 1, points: 1024 },
    );
    within(shares[0]?.first, 900 / 901);
    within(shares[1]?.first, 1 / 901);
    expect(shares[0]?.first.standardError).toBeLessThan(2e-5);
    expect(shares[1]?.first.standardError).toBeLessThan(3e-4);
  });

  it("state an error that holds: of 40 seeds, about as many miss by a standard error as Student's law says", () => {
    const misses = Array.from({ length: 40 }, (_, seed) => {
      const { shares } = varianceShares((u) => (u[0] ?? 0) * (u[1] ?? 0), [[0], [1]], { seed, points: 512 });
      const { value, standardError } = shares[0]?.total ?? { value: 0, standardError: 0 };
      return Math.abs(value - 4 / 7) > standardError ? 1 : 0;
    });
    const missed = misses.reduce<number>((sum, miss) => sum + miss, 0);
    // P(|t| > 1), 7 degrees of freedom, is 0.351: binomial(40, 0.351) lies between 2 and 29 but for 1e-6.
    expect(missed).toBeGreaterThanOrEqual(2);
    expect(missed).toBeLessThanOrEqual(29);
  });
});

describe.skipIf(!existsSync(ISHIGAMI))("the Ishigami function (skipped without ../shared/data)", () => {
  it("has its shares to 0.02 at 2^13 base points, whatever the seed", () => {
    const { mean, variance, S1, ST } = JSON.parse(readFileSync(ISHIGAMI, "utf8"));
    const angle = (u: number | undefined): number => Math.PI * (2 * (u ?? 0.5) - 1);
    const ishigami = ([x, y, z]: readonly number[]): number =>
      Math.sin(angle(x)) + 7 * Math.sin(angle(y)) ** 2 + 0.1 * angle(z) ** 4 * Math.sin(angle(x));
    for (const seed of [1, 2, 3]) {
      const found = varianceShares(ishigami, [[0], [1], [2]], { seed, points: 2 ** 13 });
      expect(Math.abs(found.mean - mean)).toBeLessThan(0.01);
      expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.02);
      for (const i of [0, 1, 2]) {
        expect(Math.abs((found.shares[i]?.first.value ?? Number.NaN) - S1[i])).toBeLessThan(0.02);
        expect(Math.abs((found.shares[i]?.total.value ?? Number.NaN) - ST[i])).toBeLessThan(0.02);
      }
    }
  });
});
