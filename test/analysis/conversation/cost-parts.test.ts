import { describe, expect, it } from "vitest";
import { cosinePart } from "../../../src/analysis/conversation/cosine-part.ts";
import { mixCosts } from "../../../src/analysis/conversation/cost-distribution.ts";
import { atomPart, type CostPart, normalPart } from "../../../src/analysis/conversation/cost-part.ts";
import { edgeworthPart } from "../../../src/analysis/conversation/edgeworth-part.ts";
import { normalCdf, normalDensity, normalQuantile } from "../../../src/math/standard-normal.ts";

/** The slope of a function at x, by central differences of the fourth order. */
const slope = (f: (x: number) => number, x: number, h: number): number =>
  (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);

/** A normal law by its cosine series on [low, high], with so much mass. */
function normalSeries(low: number, high: number, mass = 1, [mean, sd] = [1, 0.5]): CostPart {
  const coefficients = Float64Array.from({ length: 80 }, (_, k) => {
    const t = (k * Math.PI) / (high - low);
    return mass * Math.exp(-0.5 * sd * sd * t * t) * Math.cos(t * (mean - low));
  });
  return cosinePart(low, high, coefficients);
}

describe("a cost without spread", () => {
  it("is a step, with what is beyond it", () => {
    const part = atomPart(3);
    expect([2.9, 3, 4].map((x) => part.cdf(x))).toEqual([0, 1, 1]);
    expect([1, 3, 4].map((x) => part.excess(x))).toEqual([2, 0, 0]);
    expect(part.density(3)).toBe(0);
  });
});

describe("a normal cost", () => {
  const part = normalPart(2, 0.5);

  it("is the normal law with its mean excess", () => {
    for (const x of [0, 1.3, 2, 2.9, 4]) {
      const z = (x - 2) / 0.5;
      expect(part.cdf(x)).toBeCloseTo(normalCdf(z), 15);
      expect(part.density(x)).toBeCloseTo(normalDensity(z) / 0.5, 15);
      expect(part.excess(x)).toBeCloseTo(0.5 * (normalDensity(z) - z * normalCdf(-z)), 15);
    }
  });

  it("ends nine standard deviations out", () => {
    expect([-2.51, 6.51].map((x) => part.cdf(x))).toEqual([0, 1]);
    expect([-2.51, 6.51].map((x) => part.density(x))).toEqual([0, 0]);
    expect([-2.51, 6.51].map((x) => part.excess(x))).toEqual([4.51, 0]);
    expect(part.cdf(-2.49)).toBeGreaterThan(0);
    expect(part.density(6.49)).toBeGreaterThan(0);
    expect(part.excess(6.49)).toBeGreaterThan(0);
  });
});

describe("a law by its cosine series", () => {
  it.each([1, 0.25])("of a normal law of mass %s is that law, its density and its mean excess", (mass) => {
    const part = normalSeries(-4, 7, mass);
    const known = normalPart(1, 0.5);
    for (const x of [-3, -0.5, 0.2, 1, 1.4, 2.2, 6.5]) {
      expect(part.cdf(x), `cdf(${x})`).toBeCloseTo(mass * known.cdf(x), 12);
      expect(part.density(x), `density(${x})`).toBeCloseTo(mass * known.density(x), 12);
      expect(part.excess(x), `excess(${x})`).toBeCloseTo(mass * known.excess(x), 12);
    }
  });

  it("has nothing below its lower end and all of its mass at the upper one", () => {
    const part = normalSeries(-4, 7, 0.25);
    expect([-5, -4, 7, 8].map((x) => part.cdf(x))).toEqual([0, 0, 0.25, 0.25]);
    expect([-5, -4, 7, 8].map((x) => part.density(x))).toEqual([0, 0, 0, 0]);
    expect([7, 8].map((x) => part.excess(x))).toEqual([0, 0]);
    // Below it the excess is the mass times mean − x.
    expect(part.excess(-4)).toBeCloseTo(0.25 * 5, 12);
    expect(part.excess(-10)).toBeCloseTo(0.25 * 11, 12);
  });

  it("of its first term alone is uniform", () => {
    const part = cosinePart(2, 6, Float64Array.of(1));
    expect([3, 4, 5.5].map((x) => part.cdf(x))).toEqual([0.25, 0.5, 0.875]);
    expect(part.density(3)).toBeCloseTo(0.25, 15);
    // ∫ₓ⁶ (y − x)/4 dy = (6 − x)²/8.
    for (const x of [2, 3, 5]) expect(part.excess(x)).toBeCloseTo((6 - x) ** 2 / 8, 14);
  });
});

describe("a sum by Edgeworth's expansion", () => {
  const sum = { mean: 100, sd: 5, skewness: 1.2, excessKurtosis: 2.4, conversations: 25 };
  const part = edgeworthPart(sum);

  it("has the published terms", () => {
    // Hall 1992, (2.17), with γ₁ = 1.2, γ₂ = 2.4, N = 25: 1.2/30 = 0.04, 2.4/600 = 0.004, 1.44/1800 = 0.0008.
    for (const z of [-2, -0.7, 0, 1, 1.9]) {
      const [he2, he3, he5] = [z ** 2 - 1, z ** 3 - 3 * z, z ** 5 - 10 * z ** 3 + 15 * z];
      const terms = 0.04 * he2 + 0.004 * he3 + 0.0008 * he5;
      expect(part.cdf(100 + 5 * z)).toBeCloseTo(normalCdf(z) - normalDensity(z) * terms, 14);
    }
  });

  it("has a density that is the slope of its distribution function, and an excess whose slope is F − 1", () => {
    for (const x of [86, 95, 100, 104, 113]) {
      expect(part.density(x), `density(${x})`).toBeCloseTo(slope(part.cdf, x, 0.01), 9);
      expect(part.cdf(x) - 1, `excess(${x})`).toBeCloseTo(slope(part.excess, x, 0.01), 9);
    }
    expect(part.excess(100 + 5 * 12)).toBeCloseTo(0, 12);
    expect(part.excess(100 - 5 * 12)).toBeCloseTo(60, 12);
  });

  it("without skewness and kurtosis is normal", () => {
    const plain = edgeworthPart({ ...sum, skewness: 0, excessKurtosis: 0 });
    expect(plain.cdf(103)).toBeCloseTo(normalCdf(0.6), 15);
    expect(plain.density(103)).toBeCloseTo(normalDensity(0.6) / 5, 15);
  });
});

describe("a mixture of costs", () => {
  const parts = [
    { weight: 0.25, part: atomPart(0) },
    { weight: 0.75, part: normalPart(2, 0.5) },
  ];
  // Mean 1.5; E C² = 0.75 (4 + 0.25).
  const facts = { mean: 1.5, sd: Math.sqrt(0.75 * 4.25 - 2.25), lower: 0, upper: Infinity, reach: [0, 7] } as const;
  const cost = mixCosts(parts, facts);

  it("weighs its parts", () => {
    for (const x of [-1, 0, 1, 2.4]) {
      expect(cost.cdf(x)).toBeCloseTo((x >= 0 ? 0.25 : 0) + 0.75 * normalCdf((x - 2) / 0.5), 14);
      expect(cost.density(x)).toBeCloseTo(0.75 * 2 * normalDensity((x - 2) / 0.5), 14);
    }
    const { mean, sd, lower, upper } = cost;
    expect({ mean, sd, lower, upper }).toEqual({ mean: facts.mean, sd: facts.sd, lower: 0, upper: Infinity });
  });

  it("has quantiles that turn it round, and the ends of its support at 0 and 1", () => {
    for (const p of [0.3, 0.5, 0.9, 0.999])
      expect(cost.quantile(p)).toBeCloseTo(2 + 0.5 * normalQuantile((p - 0.25) / 0.75), 9);
    expect([0, 0.1, 0.25].map((p) => cost.quantile(p))).toEqual([0, 0, 0]);
    expect(cost.quantile(1)).toBe(Infinity);
    expect(mixCosts(parts, { ...facts, lower: -3, upper: 9 }).quantile(0)).toBe(-3);
    expect(mixCosts(parts, { ...facts, lower: -3, upper: 9 }).quantile(1)).toBe(9);
    expect(() => cost.quantile(1.5)).toThrow("p is 1.5");
  });

  it("without spread has one quantile", () => {
    const fixed = { mean: 3, sd: 0, lower: 3, upper: 3, reach: [3, 3] } as const;
    const always = mixCosts([{ weight: 1, part: atomPart(3) }], fixed);
    expect([0.01, 0.5, 0.99].map((p) => always.quantile(p))).toEqual([3, 3, 3]);
  });

  it("has the mean of its worst outcomes", () => {
    // The worst half: the upper 2/3 of the normal part.
    const z = normalQuantile(1 / 3);
    expect(cost.cvar(0.5)).toBeCloseTo(2 + (0.5 * normalDensity(z)) / (2 / 3), 9);
    // Of the worst 90 %, 15 of 90 cost nothing.
    expect(cost.cvar(0.1)).toBeCloseTo(1.5 / 0.9, 5);
    expect(cost.cvar(0)).toBe(1.5);
    for (const alpha of [-0.1, 1, Number.NaN])
      expect(() => cost.cvar(alpha)).toThrow(`alpha is ${alpha}; expected a number from 0 to below 1`);
  });

  it("is a probability where rounding is not", () => {
    const odd = (value: number): CostPart => ({ cdf: () => value, density: () => value, excess: () => 0 });
    const mixed = (value: number) => mixCosts([{ weight: 1, part: odd(value) }], facts);
    expect([mixed(-1e-9).cdf(1), mixed(1 + 1e-9).cdf(1), mixed(-1e-9).density(1)]).toEqual([0, 1, 0]);
    expect(mixed(0.5).cdf(1)).toBe(0.5);
  });

  it("has a grid of costs between two quantiles", () => {
    const grid = cost.densityGrid(5, 0.3, 0.9);
    const [from, to] = [cost.quantile(0.3), cost.quantile(0.9)];
    expect(grid.map(({ costUsd }) => costUsd)).toEqual(
      [0, 1, 2, 3, 4].map((i) => expect.closeTo(from + ((to - from) * i) / 4, 12)),
    );
    for (const { costUsd, densityPerUsd } of grid) expect(densityPerUsd).toBe(cost.density(costUsd));
    expect(cost.densityGrid(1, 0.3, 0.9).map(({ costUsd }) => costUsd)).toEqual([from]);
  });
});
