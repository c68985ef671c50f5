import { describe, expect, it } from "vitest";
import { leastSquares } from "../../src/math/least-squares.ts";

describe("least squares", () => {
  it("finds the line through points that lie on one", () => {
    const rows = [0, 1, 2, 3].map((x) => [1, x]);
    const { coefficients, squares } = leastSquares(
      rows,
      rows.map(([, x = 0]) => 2 - 3 * x),
    );
    expect(coefficients[0]).toBeCloseTo(2, 12);
    expect(coefficients[1]).toBeCloseTo(-3, 12);
    expect(squares).toBeCloseTo(0, 20);
  });

  it("agrees with the closed form of a simple regression", () => {
    const xs = [1, 2, 4, 7, 11];
    const ys = [3, 1, 4, 1, 5];
    const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
    const sxx = xs.reduce((sum, x) => sum + (x - mean(xs)) ** 2, 0);
    const sxy = xs.reduce((sum, x, i) => sum + (x - mean(xs)) * ((ys[i] ?? 0) - mean(ys)), 0);
    const { coefficients, inverse } = leastSquares(
      xs.map((x) => [1, x]),
      ys,
    );
    expect(coefficients[1]).toBeCloseTo(sxy / sxx, 12);
    expect(coefficients[0]).toBeCloseTo(mean(ys) - (sxy / sxx) * mean(xs), 12);
    expect(inverse[1]?.[1]).toBeCloseTo(1 / sxx, 12);
  });

  it("leaves the squares that a mean leaves: 1, 2, 6 around 3 are 14", () => {
    const { squares, coefficients } = leastSquares([[1], [1], [1]], [1, 2, 6]);
    expect(coefficients[0]).toBeCloseTo(3, 12);
    expect(squares).toBeCloseTo(14, 12);
  });

  it("refuses columns that depend on each other, and says which", () => {
    const rows = [1, 2, 3].map((x) => [x, 2 * x]);
    expect(() => leastSquares(rows, [1, 2, 3])).toThrow("column 2 of the regressors depends on those before it");
  });
});
