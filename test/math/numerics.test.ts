import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { gaussLegendre, integrate } from "../../src/math/gauss-legendre.ts";
import { sortedQuantile } from "../../src/math/quantile.ts";
import { findRoot } from "../../src/math/root.ts";
import { sampleMoments } from "../../src/math/sample-moments.ts";
import { compensatedSum } from "../../src/math/sum.ts";

describe("quantile of type 7", () => {
  it("gives the textbook values", () => {
    // Hyndman & Fan: h = (n − 1)p; for 1, 2, 3, 4 at p = 0.4 it is 1 + 1.2 = 2.2.
    expect(sortedQuantile([1, 2, 3, 4], 0.4)).toBeCloseTo(2.2, 15);
    expect(sortedQuantile([1, 2, 3, 4], 0)).toBe(1);
    expect(sortedQuantile([1, 2, 3, 4], 1)).toBe(4);
    expect(sortedQuantile([7], 0.3)).toBe(7);
  });
  it("refuses an empty sample and a bad probability", () => {
    expect(() => sortedQuantile([], 0.5)).toThrow("sorted is empty");
    expect(() => sortedQuantile([1], 2)).toThrow("p is 2");
  });
});

describe("compensated sum", () => {
  it("keeps what plain addition loses", () => {
    expect(compensatedSum([1, 1e100, 1, -1e100])).toBe(2);
    expect(compensatedSum(Array.from({ length: 10 }, () => 0.1))).toBe(1);
    expect(compensatedSum([])).toBe(0);
  });
});

describe("root finding", () => {
  it("finds roots to the last digits", () => {
    expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(findRoot((x) => Math.cos(x) - x, 0, 1)).toBeCloseTo(0.7390851332151607, 15);
    expect(findRoot((x) => (x - 1) ** 3, -5, 4)).toBeCloseTo(1, 4);
    expect(findRoot((x) => x, 0, 1)).toBe(0);
  });
  it("is much faster than bisection on a smooth function", () => {
    let calls = 0;
    const f = (x: number) => {
      calls++;
      return Math.exp(x) - 5;
    };
    expect(findRoot(f, -10, 10)).toBeCloseTo(Math.log(5), 14);
    expect(calls).toBeLessThan(25);
  });
  it("refuses an interval without a change of sign", () => {
    expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow("opposite signs");
  });
});

describe("Gauss–Legendre quadrature", () => {
  it("is exact for polynomials of degree 2n − 1", () => {
    for (const count of [1, 2, 5, 20, 64]) {
      const degree = 2 * count - 1;
      const found = integrate((x) => (degree + 1) * x ** degree, 0, 1, gaussLegendre(count));
      expect(found).toBeCloseTo(1, 12);
    }
  });
});

describe("a quadrature rule", () => {
  it("has the printed nodes in rising order, and their weights (Abramowitz & Stegun, table 25.4)", () => {
    const { nodes, weights } = gaussLegendre(3);
    expect(nodes).toEqual([-0.774596669241483, 0, 0.774596669241483].map((x) => expect.closeTo(x, 14)));
    expect(weights).toEqual([5 / 9, 8 / 9, 5 / 9].map((w) => expect.closeTo(w, 14)));
    expect(gaussLegendre(64).nodes[63]).toBeCloseTo(0.9993050417357721, 14);
    expect(() => gaussLegendre(0)).toThrow("count is 0");
  });

  it("is moved to the interval, each node to its own place", () => {
    // One node at the upper end: the integral from 2 to 4 is taken as 2 × f(4).
    expect(integrate((x) => x, 2, 4, { nodes: [1], weights: [2] })).toBe(8);
  });
});

const nist = new URL("../../../shared/data/nist/", import.meta.url);
describe.skipIf(!existsSync(nist))("sample moments of NIST StRD (skipped where ../shared is absent)", () => {
  it.each(["Lew", "Lottery", "Mavro", "NumAcc1", "NumAcc3"])("%s", (name) => {
    const text = readFileSync(new URL(`${name}.dat`, nist), "utf8");
    const certified = (label: RegExp) => Number(label.exec(text)?.[1]);
    const mean = certified(/Sample Mean[^:]*:\s+(\S+)/);
    const sd = certified(/Sample Standard Deviation[^:]*:\s+(\S+)/);
    const lag1 = certified(/r\(1\):\s+(\S+)/);
    const lines = text.split(/\r?\n/);
    const start = lines.findIndex((line) => line.startsWith("-----")) + 1;
    const sample = lines.slice(start).flatMap((line) => (line.trim() ? [Number(line)] : []));
    const found = sampleMoments(sample);
    expect(found.mean / mean - 1).toBeCloseTo(0, 13);
    expect(found.sd / sd - 1).toBeCloseTo(0, 8);
    expect(found.lag1Autocorrelation / lag1 - 1).toBeCloseTo(0, 8);
  });
});
