import { describe, expect, it } from "vitest";
import { invertCdf } from "../../src/math/invert-cdf.ts";

interface Searched {
  readonly cdf?: (x: number) => number;
  readonly density?: number | ((x: number) => number);
  readonly p: number;
  readonly start: number;
  readonly low?: number;
  readonly high?: number;
  readonly tolerance?: number;
}

/** The x that is found, and every x at which the distribution function was asked for on the way. */
function search({ cdf = (x) => x, density = 1, p, start, low = 0, high = 1, tolerance = 0 }: Searched) {
  const asked: number[] = [];
  const law = {
    cdf: (x: number) => {
      asked.push(x);
      return cdf(x);
    },
    density: typeof density === "number" ? () => density : density,
  };
  return { found: invertCdf(law, p, { start, low, high, tolerance }), asked };
}

describe("the inverse of a distribution function", () => {
  it("is one step of Newton's method away on a straight line", () => {
    expect(search({ p: 0.25, start: 0.75 })).toEqual({ found: 0.25, asked: [0.75, 0.25] });
  });

  it("is looked for from the middle where the first guess is no place to begin", () => {
    for (const start of [-3, 0, 1, 5]) expect(search({ p: 0.5, start })).toEqual({ found: 0.5, asked: [0.5] });
  });

  it("is bisected for where a step leaves the bracket or ends at it", () => {
    // Steps of 0.5 and of 2.5 from 0.5, down and up.
    for (const density of [0.5, 0.1]) {
      expect(search({ p: 0.25, start: 0.5, density })).toEqual({ found: 0.25, asked: [0.5, 0.25] });
      expect(search({ p: 0.75, start: 0.5, density })).toEqual({ found: 0.75, asked: [0.5, 0.75] });
    }
  });

  it("is near enough where a step is as small as the tolerance", () => {
    expect(search({ p: 0.25, start: 0.5, tolerance: 0.25 })).toEqual({ found: 0.25, asked: [0.5] });
    expect(search({ p: 0.25, start: 0.5, tolerance: 0.2 }).asked).toEqual([0.5, 0.25]);
  });

  it("finds ends of its own by doubling, from 1 or from the first guess where that is further", () => {
    const exponential = { cdf: (x: number) => Math.max(0, -Math.expm1(-x)), density: (x: number) => Math.exp(-x) };
    const open = { ...exponential, high: Number.POSITIVE_INFINITY };
    // Above 1 − e⁻⁰·²⁵ · … at once; for 0.99 (4.6) after 1.25, 2.25 and 4.25 only 8.25 is beyond.
    expect(search({ ...open, p: 0.5, start: 0.25 }).asked.slice(0, 2)).toEqual([1.25, 0.25]);
    expect(search({ ...open, p: 0.99, start: 0.25 }).asked.slice(0, 5)).toEqual([1.25, 2.25, 4.25, 8.25, 0.25]);
    expect(search({ ...open, p: 0.99, start: 3 }).asked.slice(0, 2)).toEqual([6, 3]);
    const { found, asked } = search({ ...open, p: 0.99, start: 3 });
    expect(found).toBeCloseTo(Math.log(100), 12);
    // Newton's method doubles the digits with each step.
    expect(asked.length).toBeLessThan(12);
    const below = {
      low: Number.NEGATIVE_INFINITY,
      high: 0,
      cdf: (x: number) => Math.exp(x),
      density: (x: number) => Math.exp(x),
    };
    expect(search({ ...below, p: 0.01, start: -0.25 }).asked.slice(0, 5)).toEqual([-1.25, -2.25, -4.25, -8.25, -0.25]);
    expect(search({ ...below, p: 0.01, start: -0.25 }).found).toBeCloseTo(-Math.log(100), 12);
  });

  it("gives up after 200 steps where the function jumps: it is then as near as halves can be", () => {
    const jump = { cdf: (x: number) => (x < 0 ? 0 : 1), p: 0.5, start: 0.5, low: -1, high: 1, density: 0.1 };
    const { found, asked } = search(jump);
    expect(asked).toHaveLength(200);
    expect(Math.abs(found)).toBeLessThan(2 ** -190);
  });
});
