import { describe, expect, it } from "vitest";
import { erf, erfc } from "../../src/math/error-function.ts";
import { gamma } from "../../src/math/gamma-distribution.ts";
import { incompleteBeta } from "../../src/math/incomplete-beta.ts";
import { incompleteGamma } from "../../src/math/incomplete-gamma.ts";
import { logGamma } from "../../src/math/log-gamma.ts";
import { power } from "../../src/math/power.ts";
import { normalQuantile } from "../../src/math/standard-normal.ts";
import { studentT } from "../../src/math/student-t-distribution.ts";
import reference from "../reference/whole-range.json" with { type: "json" };

type Row = readonly number[];

/** The rows whose relative error is not below the bound, which is all a failure needs to show. */
function beyond(rows: readonly Row[], found: (row: Row) => number, bound: (row: Row) => number): readonly string[] {
  expect(rows.length).toBeGreaterThan(10);
  return rows.flatMap((row) => {
    const expected = row.at(-1) ?? Number.NaN;
    const error = Math.abs(found(row) - expected) / Math.abs(expected);
    return error < bound(row) ? [] : [`${row.join(" ")}: ${found(row)}, relative error ${error.toExponential(1)}`];
  });
}

/** The bounds are those that the functions' comments state. */
describe("stated error bounds, over the whole range, against mpmath (test/reference/whole-range.json)", () => {
  it("the error function and its complement: 1e-15", () => {
    expect(
      beyond(
        reference.erf,
        ([x = 0]) => erf(x),
        () => 1e-15,
      ),
    ).toEqual([]);
    expect(
      beyond(
        reference.erfc,
        ([x = 0]) => erfc(x),
        () => 1e-15,
      ),
    ).toEqual([]);
  });

  it("log-gamma: 2e-15, absolute where it is below 1", () => {
    const bound = ([, y = 0]: Row) => 2e-15 / Math.min(1, Math.abs(y));
    expect(beyond(reference.logGamma, ([x = 0]) => logGamma(x), bound)).toEqual([]);
  });

  it("both incomplete gamma functions: 1e-12, of the tail that is computed", () => {
    const lower = reference.incompleteGamma.map(([a = 0, x = 0, p = 0, q = 0]) => (x < a + 1 ? [a, x, p] : [a, x, q]));
    const found = ([a = 0, x = 0]: Row) => (x < a + 1 ? incompleteGamma(a, x).lower : incompleteGamma(a, x).upper);
    expect(beyond(lower, found, () => 1e-12)).toEqual([]);
    for (const [a = 0, x = 0, p = 0, q = 0] of reference.incompleteGamma) {
      expect(Math.abs(incompleteGamma(a, x).lower - p), `P(${a}, ${x})`).toBeLessThan(1e-12);
      expect(Math.abs(incompleteGamma(a, x).upper - q), `Q(${a}, ${x})`).toBeLessThan(1e-12);
    }
  });

  it("the incomplete beta function: 1e-12", () => {
    const found = ([a = 0, b = 0, x = 0]: Row) => incompleteBeta(a, b, x);
    expect(beyond(reference.incompleteBeta, found, () => 1e-12)).toEqual([]);
  });

  it("powers: 2^-53 × |exponent| by squaring, 2^-52 × (1 + |exponent × ln base|) else", () => {
    const bound = ([base = 0, exponent = 0]: Row) =>
      Number.isInteger(exponent) && Math.abs(exponent) <= 32
        ? Math.max(2, Math.abs(exponent)) * 2 ** -53
        : 2 ** -52 * (1 + Math.abs(exponent * Math.log(base)));
    expect(beyond(reference.power, ([base = 0, exponent = 0]) => power(base, exponent), bound)).toEqual([]);
  });

  it("the normal quantile: 1e-15", () => {
    expect(
      beyond(
        reference.normalQuantile,
        ([p = 0]) => normalQuantile(p),
        () => 1e-15,
      ),
    ).toEqual([]);
  });

  it("quantiles of the gamma law, from shape 0.01 to 10,000: 1e-13", () => {
    const found = ([shape = 0, p = 0]: Row) => gamma({ mean: shape, sd: Math.sqrt(shape) }).quantile(p);
    expect(beyond(reference.gammaQuantile, found, () => 1e-13)).toEqual([]);
  });

  it("quantiles of Student's t law, far into its tail, from 1.5 to 10,000 degrees of freedom: 1e-14", () => {
    const found = ([nu = 0, p = 0]: Row) => studentT({ degreesOfFreedom: nu }).quantile(p);
    expect(beyond(reference.studentQuantile, found, () => 1e-14)).toEqual([]);
  });
});

describe("powers at the edges", () => {
  it("keep the values of the language where it is exact", () => {
    for (const base of [0, 0.5, 1, 2, 3, 10, Infinity])
      for (const exponent of [0, 1, 2, 3, -1, 0.5])
        expect(power(base, exponent), `${base}^${exponent}`).toBeCloseTo(base ** exponent, 12);
    expect([power(-2, 3), power(-2, 33), power(-3, 40) > 0]).toEqual([-8, expect.closeTo(-(2 ** 33), 0), true]);
  });

  it("refuse a root of a negative number", () => {
    expect(() => power(-2, 0.5)).toThrow("base is -2; expected 0 or more where the exponent is 0.5");
  });
});
