import { describe, expect, it } from "vitest";
import { erf, erfc } from "../../src/math/error-function.ts";
import { betaTails, incompleteBeta } from "../../src/math/incomplete-beta.ts";
import { incompleteGamma } from "../../src/math/incomplete-gamma.ts";
import { logGamma } from "../../src/math/log-gamma.ts";
import { normalCdf, normalQuantile } from "../../src/math/standard-normal.ts";
import reference from "../reference/special-functions.json" with { type: "json" };

/** Relative error, or absolute where the expected value is 0. */
const error = (found: number, expected: number) => Math.abs(found - expected) / (Math.abs(expected) || 1);

describe("special functions against mpmath (test/reference/special-functions.json)", () => {
  it("erf agrees to 1e-15 relative", () => {
    for (const [x = 0, y = 0] of reference.erf) {
      expect(error(erf(x), y), `erf(${x})`).toBeLessThan(1e-15);
      expect(erf(-x)).toBe(-erf(x));
    }
  });
  it("erfc agrees to 1e-15 relative, the far tail included", () => {
    for (const [x = 0, y = 0] of reference.erfc) expect(error(erfc(x), y), `erfc(${x})`).toBeLessThan(1e-15);
    expect(erfc(30)).toBe(0);
    expect(erfc(-30)).toBe(2);
  });
  it("log-gamma agrees to 2e-15 relative", () => {
    for (const [x = 0, y = 0] of reference.logGamma)
      expect(error(logGamma(x), y), `logGamma(${x})`).toBeLessThan(2e-15);
  });
  it("both incomplete gamma functions agree to 1e-12 relative", () => {
    for (const [a = 0, x = 0, lower = 0, upper = 0] of reference.incompleteGamma) {
      expect(error(incompleteGamma(a, x).lower, lower), `P(${a}, ${x})`).toBeLessThan(1e-12);
      expect(error(incompleteGamma(a, x).upper, upper), `Q(${a}, ${x})`).toBeLessThan(1e-12);
    }
  });
  it("the incomplete beta function agrees to 1e-12 relative", () => {
    for (const [a = 0, b = 0, x = 0, y = 0] of reference.incompleteBeta)
      expect(error(incompleteBeta(a, b, x), y), `I_${x}(${a}, ${b})`).toBeLessThan(1e-12);
  });
  it("the normal quantile agrees to 1e-15 relative and inverts the distribution function", () => {
    for (const [p = 0, z = 0] of reference.normalQuantile) {
      expect(error(normalQuantile(p), z), `quantile(${p})`).toBeLessThan(1e-15);
      expect(error(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-13 + 1e-15 * z * z);
    }
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
  });
  it("refuses what has no answer", () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => normalQuantile(1.1)).toThrow("p is 1.1; expected a probability from 0 to 1");
    expect(() => incompleteGamma(-1, 1)).toThrow("a is -1");
    expect(() => incompleteBeta(1, 1, 2)).toThrow("x is 2");
  });

  it("have their limits at the ends: nothing below 0 and all above it", () => {
    expect(betaTails({ a: 2, b: 3 }, { x: 0, y: 1 })).toEqual({ lower: 0, upper: 1 });
    expect(betaTails({ a: 2, b: 3 }, { x: 1, y: 0 })).toEqual({ lower: 1, upper: 0 });
    // A tail so thin that 1 − x is 1: only y says how far.
    expect(betaTails({ a: 1, b: 1 }, { x: 1, y: 1e-30 }).upper / 1e-30).toBeCloseTo(1, 12);
    expect(() => betaTails({ a: 0, b: 3 }, { x: 0.5, y: 0.5 })).toThrow("a is 0");
    expect(() => betaTails({ a: 2, b: 0 }, { x: 0.5, y: 0.5 })).toThrow("b is 0");
    expect(() => logGamma(0)).toThrow("x is 0; expected a number above 0");
    expect(incompleteGamma(2, 0)).toEqual({ lower: 0, upper: 1 });
    expect(incompleteGamma(2, Infinity)).toEqual({ lower: 1, upper: 0 });
  });
});
