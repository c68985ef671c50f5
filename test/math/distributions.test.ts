import { describe, expect, it } from "vitest";
import type { Distribution } from "../../src/math/distribution.ts";
import { empirical } from "../../src/math/empirical-distribution.ts";
import { gamma } from "../../src/math/gamma-distribution.ts";
import { gaussLegendre, integrate } from "../../src/math/gauss-legendre.ts";
import { geometric } from "../../src/math/geometric-distribution.ts";
import { lognormal, lognormalFromP5P95 } from "../../src/math/lognormal-distribution.ts";
import { negativeBinomial } from "../../src/math/negative-binomial-distribution.ts";
import { normal } from "../../src/math/normal-distribution.ts";
import { pert } from "../../src/math/pert-distribution.ts";
import { shifted } from "../../src/math/shifted-distribution.ts";
import { normalCdf, normalDensity } from "../../src/math/standard-normal.ts";
import { studentT } from "../../src/math/student-t-distribution.ts";
import { triangular } from "../../src/math/triangular-distribution.ts";
import { truncatedBelow } from "../../src/math/truncated-below.ts";
import { truncatedNormal } from "../../src/math/truncated-normal-distribution.ts";
import { uniform } from "../../src/math/uniform-distribution.ts";
import { weibull } from "../../src/math/weibull-distribution.ts";
import { zeroTruncatedNegativeBinomial } from "../../src/math/zero-truncated-negative-binomial.ts";
import reference from "../reference/special-functions.json" with { type: "json" };

const continuous: readonly Distribution[] = [
  normal({ mean: 90, sd: 60 }),
  normal({ mean: -3, sd: 1e-3 }),
  lognormal({ mean: 90, sd: 60 }),
  lognormalFromP5P95({ p5: 25, p95: 40 }),
  triangular({ min: 1, mode: 2, max: 5 }),
  triangular({ min: 1, mode: 1, max: 5 }),
  triangular({ min: 1, mode: 5, max: 5 }),
  pert({ min: 1, mode: 2, max: 5 }),
  pert({ min: -1, mode: -1, max: 5 }),
  uniform({ min: -2, max: 7 }),
  studentT({ degreesOfFreedom: 15 }),
  truncatedNormal({ mean: 90, sd: 60, lower: 0, upper: Infinity }),
  truncatedNormal({ mean: 0, sd: 1, lower: 2, upper: 3 }),
  truncatedNormal({ mean: 0, sd: 1, lower: -Infinity, upper: -1 }),
  truncatedBelow(normal({ mean: 90, sd: 60 }), 0),
  gamma({ mean: 90, sd: 60 }),
  gamma({ mean: 2, sd: 3 }),
  weibull({ mean: 90, sd: 60 }),
  weibull({ mean: 2, sd: 3 }),
];
const discrete: readonly Distribution[] = [
  empirical({ values: [3, 1, 2, 2, 9, 4, 7] }),
  empirical({ values: [5] }),
  negativeBinomial({ mean: 90, sd: 60 }),
  negativeBinomial({ mean: 0.5, sd: 1 }),
  geometric({ mean: 0.3 }),
  geometric({ mean: 40 }),
  shifted(geometric({ mean: 3 }), 1),
  zeroTruncatedNegativeBinomial({ mean: 3, sd: 4 }),
];
const points: readonly Distribution[] = [
  normal({ mean: 4, sd: 0 }),
  lognormal({ mean: 4, sd: 0 }),
  gamma({ mean: 4, sd: 0 }),
  weibull({ mean: 4, sd: 0 }),
  truncatedNormal({ mean: 4, sd: 0, lower: 0, upper: 9 }),
];

const title = (d: Distribution) => `${d.family} ${JSON.stringify(d.parameters)}`;
const grid = [1e-9, 1e-4, 0.01, 0.05, 0.2, 0.4, 0.5, 0.6, 0.8, 0.95, 0.99, 0.9999, 1 - 1e-9];

/** E g(X) over normal scores, with panels fine enough for kinks of the quantile function. */
function expectation(law: Distribution, g: (x: number) => number): number {
  const rule = gaussLegendre(20);
  let sum = 0;
  for (let z = -9; z < 9; z += 0.25) {
    sum += integrate(
      (s) => {
        const p = normalCdf(s);
        return p > 0 && p < 1 ? g(law.quantile(p)) * normalDensity(s) : 0;
      },
      z,
      z + 0.25,
      rule,
    );
  }
  return sum;
}

describe.each([...continuous, ...discrete, ...points].map((law) => [title(law), law] as const))("%s", (_, law) => {
  it("has quantiles that rise with p, between the ends of the support", () => {
    const quantiles = [0, ...grid, 1].map((p) => law.quantile(p));
    quantiles.forEach((q, i) => {
      expect(q).toBeGreaterThanOrEqual(quantiles[i - 1] ?? law.lower);
      expect(q).toBeLessThanOrEqual(law.upper);
    });
    expect(law.quantile(0)).toBe(law.lower);
    expect(law.quantile(1)).toBe(law.upper);
  });
  it("has a distribution function that rises from 0 to 1", () => {
    const scale = Math.sqrt(law.variance) || 1;
    const values = Array.from({ length: 81 }, (_, i) => law.cdf(law.mean + (i - 40) * 0.25 * scale));
    values.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(values[i - 1] ?? 0);
    });
    expect(law.cdf(law.lower - 1)).toBe(0);
    expect(law.cdf(law.upper)).toBe(1);
  });
  it("refuses probabilities outside 0–1", () => {
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => law.quantile(p)).toThrow(`p is ${p}`);
  });
});

describe.each(continuous.map((law) => [title(law), law] as const))("continuous %s", (_, law) => {
  it("returns p from cdf(quantile(p))", () => {
    for (const p of grid) expect(Math.abs(law.cdf(law.quantile(p)) - p) / Math.min(p, 1 - p)).toBeLessThan(1e-6);
    for (const p of grid) expect(Math.abs(law.cdf(law.quantile(p)) - p)).toBeLessThan(2e-13);
  });
  it("has the mean and variance that quadrature finds", () => {
    const scale = Math.sqrt(law.variance);
    expect(Math.abs(expectation(law, (x) => x) - law.mean) / scale).toBeLessThan(1e-7);
    expect(Math.abs(expectation(law, (x) => (x - law.mean) ** 2) / law.variance - 1)).toBeLessThan(2e-6);
  });
});

describe.each(discrete.map((law) => [title(law), law] as const))("discrete %s", (_, law) => {
  it("has the smallest x with cdf(x) ≥ p as its quantile", () => {
    for (const p of grid) {
      const x = law.quantile(p);
      expect(law.cdf(x)).toBeGreaterThanOrEqual(p * (1 - 1e-14));
      expect(law.cdf(x - 1e-9 * (1 + Math.abs(x)))).toBeLessThan(p);
      expect(law.quantile(law.cdf(x))).toBe(x);
    }
  });
  it("has the mean and variance of its jumps", () => {
    const jumps: [number, number][] = [];
    for (let k = 0; k <= Math.min(law.upper, law.mean + 60 * Math.sqrt(law.variance)); k++) {
      jumps.push([k, law.cdf(k) - law.cdf(k - 1)]);
    }
    const mean = jumps.reduce((sum, [k, p]) => sum + k * p, 0);
    const variance = jumps.reduce((sum, [k, p]) => sum + (k - mean) ** 2 * p, 0);
    expect(Math.abs(mean - law.mean)).toBeLessThan(1e-9 * (1 + law.mean));
    expect(Math.abs(variance - law.variance)).toBeLessThan(1e-8 * (1 + law.variance));
  });
});

describe("known quantiles", () => {
  it("gamma and Student's t agree with mpmath", () => {
    for (const [shape = 0, p = 0, x = 0] of reference.gammaQuantile)
      expect(gamma({ mean: shape, sd: Math.sqrt(shape) }).quantile(p) / x - 1).toBeCloseTo(0, 12);
    for (const [degreesOfFreedom = 0, p = 0, x = 0] of reference.studentQuantile)
      expect(studentT({ degreesOfFreedom }).quantile(p) / x - 1).toBeCloseTo(0, 12);
  });
  it("a lognormal given by P5 and P95 has these quantiles", () => {
    const law = lognormalFromP5P95({ p5: 25, p95: 40 });
    expect(law.quantile(0.05)).toBeCloseTo(25, 11);
    expect(law.quantile(0.95)).toBeCloseTo(40, 11);
  });
  it("a gamma and a Weibull law with sd equal to the mean are the exponential law", () => {
    for (const law of [gamma({ mean: 3, sd: 3 }), weibull({ mean: 3, sd: 3 })])
      expect(law.quantile(0.9)).toBeCloseTo(-3 * Math.log(0.1), 11);
  });
  it("truncating the normal law generally is the truncated normal law", () => {
    const general = truncatedBelow(normal({ mean: 90, sd: 60 }), 0);
    const special = truncatedNormal({ mean: 90, sd: 60, lower: 0, upper: Infinity });
    expect(general.mean / special.mean - 1).toBeCloseTo(0, 9);
    expect(general.variance / special.variance - 1).toBeCloseTo(0, 8);
    expect(truncatedBelow(special, 0)).toBe(special);
  });
});

describe("impossible distributions", () => {
  it.each([
    ["sd is -1", () => normal({ mean: 0, sd: -1 })],
    ["mean is NaN", () => normal({ mean: Number.NaN, sd: 1 })],
    ["mean is 0", () => lognormal({ mean: 0, sd: 1 })],
    ["p5 is 0", () => lognormalFromP5P95({ p5: 0, p95: 1 })],
    ["p95 is 2; expected a number above p5, 2", () => lognormalFromP5P95({ p5: 2, p95: 2 })],
    ["min is 2 and max is 1", () => uniform({ min: 2, max: 1 })],
    ["mode is 6", () => triangular({ min: 1, mode: 6, max: 5 })],
    ["mode is NaN", () => triangular({ min: 1, mode: Number.NaN, max: 5 })],
    ["mode is 0", () => pert({ min: 1, mode: 0, max: 5 })],
    ["values is empty", () => empirical({ values: [] })],
    ["values[1] is Infinity", () => empirical({ values: [1, Infinity] })],
    ["degreesOfFreedom is 1", () => studentT({ degreesOfFreedom: 1 })],
    ["lower is 2 and upper is 1", () => truncatedNormal({ mean: 0, sd: 1, lower: 2, upper: 1 })],
    ["holds some", () => truncatedNormal({ mean: 0, sd: 1, lower: 40, upper: 50 })],
    ["holds some", () => truncatedNormal({ mean: -1, sd: 0, lower: 0, upper: 1 })],
    ["sd is 9.4", () => negativeBinomial({ mean: 90, sd: 9.4 })],
    ["mean is -1", () => gamma({ mean: -1, sd: 1 })],
    ["sd is -1", () => gamma({ mean: 1, sd: -1 })],
    ["sd is Infinity", () => gamma({ mean: 1, sd: Infinity })],
    ["mean is Infinity", () => gamma({ mean: Infinity, sd: 1 })],
    ["sd is -1", () => lognormal({ mean: 1, sd: -1 })],
    ["sd is -1", () => weibull({ mean: 1, sd: -1 })],
    ["mean is 0", () => weibull({ mean: 0, sd: 1 })],
    ["mean is 0", () => geometric({ mean: 0 })],
    ["mean is 0", () => negativeBinomial({ mean: 0, sd: 1 })],
    ["min is NaN", () => uniform({ min: Number.NaN, max: 1 })],
    ["max is Infinity", () => triangular({ min: 0, mode: 1, max: Infinity })],
    ["sd is 1000", () => weibull({ mean: 1, sd: 1000 })],
    ["floor is 9", () => truncatedBelow(uniform({ min: 0, max: 5 }), 9)],
  ])("are refused: %s", (message, make) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });
});

describe("what a law is made of", () => {
  it.each([
    ["normal", { mean: 4, sd: 2 }, normal],
    ["lognormal", { mean: 4, sd: 2 }, lognormal],
    ["gamma", { mean: 4, sd: 2 }, gamma],
    ["weibull", { mean: 4, sd: 2 }, weibull],
    ["negative-binomial", { mean: 4, sd: 3 }, negativeBinomial],
    ["zero-truncated-negative-binomial", { mean: 4, sd: 3 }, zeroTruncatedNegativeBinomial],
    ["geometric", { mean: 4 }, geometric],
    ["uniform", { min: 1, max: 2 }, uniform],
    ["triangular", { min: 1, mode: 2, max: 5 }, triangular],
    ["pert", { min: 1, mode: 2, max: 5 }, pert],
    ["student-t", { degreesOfFreedom: 5 }, studentT],
    ["truncated-normal", { mean: 4, sd: 2, lower: 0, upper: 9 }, truncatedNormal],
    ["empirical", { values: [1, 2, 4] }, empirical],
  ] as const)("is said as it was given: %s", (family, parameters, make) => {
    const law = (make as (given: typeof parameters) => Distribution)(parameters);
    expect(law.family).toBe(family);
    expect(law.parameters).toEqual(parameters);
  });

  it.each([
    ["normal", normal],
    ["lognormal", lognormal],
    ["gamma", gamma],
    ["weibull", weibull],
  ] as const)("keeps family and parameters where nothing is left to chance: %s", (family, make) => {
    const law = make({ mean: 4, sd: 0 });
    expect(law).toMatchObject({ family, parameters: { mean: 4, sd: 0 }, mean: 4, variance: 0, lower: 4, upper: 4 });
    expect(law.cdf(4)).toBe(1);
    expect(law.cdf(4 - 1e-12)).toBe(0);
  });

  it("has nothing on the far side of 0 where it is positive, however it is asked", () => {
    for (const law of [lognormal({ mean: 4, sd: 2 }), gamma({ mean: 4, sd: 2 }), weibull({ mean: 4, sd: 2 })]) {
      expect(law.cdf(0)).toBe(0);
      expect(law.cdf(-3)).toBe(0);
      expect(law.cdf(Infinity)).toBe(1);
    }
    expect(geometric({ mean: 4 }).cdf(-0.5)).toBe(0);
    expect(negativeBinomial({ mean: 4, sd: 3 }).cdf(-0.5)).toBe(0);
  });
});

describe("moments in closed form", () => {
  it.each([
    ["uniform, (b − a)²/12", uniform({ min: -2, max: 7 }), 2.5, 81 / 12],
    ["triangular, (a² + b² + c² − ab − ac − bc)/18", triangular({ min: 1, mode: 2, max: 5 }), 8 / 3, 13 / 18],
    [
      "PERT, (a + 4m + b)/6 and (μ − a)(b − μ)/7",
      pert({ min: 1, mode: 2, max: 5 }),
      7 / 3,
      (4 / 3) * (8 / 3) * (1 / 7),
    ],
    ["Student's t, ν/(ν − 2)", studentT({ degreesOfFreedom: 6 }), 0, 1.5],
    ["Student's t without variance", studentT({ degreesOfFreedom: 2 }), 0, Infinity],
    [
      "half a normal law, √(2/π) and 1 − 2/π",
      truncatedNormal({ mean: 0, sd: 1, lower: 0, upper: Infinity }),
      Math.sqrt(2 / Math.PI),
      1 - 2 / Math.PI,
    ],
    ["a normal law on both sides of its mean", truncatedNormal({ mean: 3, sd: 2, lower: -1e9, upper: 1e9 }), 3, 4],
    [
      "the other half",
      truncatedNormal({ mean: 5, sd: 2, lower: -Infinity, upper: 5 }),
      5 - 2 * Math.sqrt(2 / Math.PI),
      4 * (1 - 2 / Math.PI),
    ],
  ] as const)("%s", (_, law, mean, variance) => {
    expect(law.mean).toBeCloseTo(mean, 12);
    if (variance === Infinity) expect(law.variance).toBe(Infinity);
    else expect(law.variance).toBeCloseTo(variance, 12);
  });

  it("hold for what is cut off below, which says so", () => {
    const law = truncatedBelow(uniform({ min: 0, max: 4 }), 1);
    expect(law).toMatchObject({
      family: "truncated-uniform",
      parameters: { min: 0, max: 4, floor: 1 },
      lower: 1,
      upper: 4,
    });
    expect(law.quantile(0)).toBe(1);
    expect(law.quantile(1)).toBe(4);
    expect(law.quantile(0.5)).toBeCloseTo(2.5, 12);
    expect(truncatedBelow(normal({ mean: 0, sd: 1 }), 0).quantile(1 - 2 ** -53)).toBeLessThan(10);
    expect(truncatedBelow(normal({ mean: 0, sd: 1 }), 0).quantile(1)).toBe(Infinity);
  });

  it("of Student's t agree with the Cauchy-like tails of few degrees of freedom: P(T > t) at ν = 2", () => {
    // F(t) = ½ + t/(2√(2 + t²)) for ν = 2.
    const law = studentT({ degreesOfFreedom: 2 });
    for (const t of [-30, -1, 0.5, 4]) expect(law.cdf(t)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 12);
    // The median of |T| is where F = 3/4: t/√(2 + t²) = ½, t = √(2/3).
    expect(law.quantile(0.75)).toBeCloseTo(Math.sqrt(2 / 3), 12);
    expect(law.quantile(0.5)).toBe(0);
  });

  it("of a normal law without spread lie where it is, ends included", () => {
    expect(truncatedNormal({ mean: 4, sd: 0, lower: 4, upper: 9 }).mean).toBe(4);
    expect(truncatedNormal({ mean: 9, sd: 0, lower: 4, upper: 9 }).mean).toBe(9);
    expect(truncatedNormal({ mean: 4, sd: 0, lower: 0, upper: 9 }).family).toBe("truncated-normal");
    expect(() => truncatedNormal({ mean: 1, sd: 1, lower: 2, upper: 2 })).toThrow("expected lower < upper");
  });
});
