import { describe, expect, it } from "vitest";
import { empiricalFit, fitDiscretised, ksDistance } from "../../src/math/discretised-fit.ts";
import { gamma } from "../../src/math/gamma-distribution.ts";
import { geometric } from "../../src/math/geometric-distribution.ts";
import { lognormal } from "../../src/math/lognormal-distribution.ts";
import { negativeBinomial } from "../../src/math/negative-binomial-distribution.ts";
import { normal } from "../../src/math/normal-distribution.ts";
import { shifted } from "../../src/math/shifted-distribution.ts";
import { FREE_FAMILIES, type FreeFamily } from "../../src/math/tails.ts";
import { weibull } from "../../src/math/weibull-distribution.ts";
import { weightedSample } from "../../src/math/weighted-sample.ts";
import { zeroTruncatedNegativeBinomial } from "../../src/math/zero-truncated-negative-binomial.ts";

function family(name: FreeFamily["name"]): FreeFamily {
  const found = FREE_FAMILIES.find((one) => one.name === name);
  if (!found) throw new Error(`no family ${name}`);
  return found;
}

describe("a family with free parameters", () => {
  it.each([
    ["lognormal", lognormal({ mean: 12, sd: 9 })],
    ["gamma", gamma({ mean: 12, sd: 9 })],
    ["negative_binomial", negativeBinomial({ mean: 12, sd: 9 })],
    ["geometric", geometric({ mean: 12 })],
    ["normal", normal({ mean: 12, sd: 9 })],
  ] as const)("is the law of the same mean and sd, where the method of moments starts: %s", (name, law) => {
    const { start, tails } = family(name);
    const free = tails(start(12, 9));
    expect(free.mean).toBeCloseTo(12, 10);
    expect(free.sd).toBeCloseTo(Math.sqrt(law.variance), 10);
    for (const x of [0.5, 3, 11.5, 40]) {
      expect(free.at(x).lower).toBeCloseTo(law.cdf(x), 12);
      expect(free.at(x).lower + free.at(x).upper).toBeCloseTo(1, 12);
    }
  });

  it("of Weibull is the exponential law at shape 1, and the law of its own moments elsewhere", () => {
    const { tails, start } = family("weibull");
    const exponential = tails([0, Math.log(5)]);
    expect(exponential.at(5)).toEqual({
      lower: expect.closeTo(1 - 1 / Math.E, 14),
      upper: expect.closeTo(1 / Math.E, 14),
    });
    expect(exponential.mean).toBeCloseTo(5, 12);
    expect(exponential.sd).toBeCloseTo(5, 10);
    const two = tails([Math.log(2), Math.log(5)]);
    // Rayleigh: mean σ√(π/2), variance (2 − π/2)σ² with σ = 5/√2.
    expect(two.mean).toBeCloseTo(5 * Math.sqrt(Math.PI / 4), 10);
    expect(two.sd).toBeCloseTo(5 * Math.sqrt(1 - Math.PI / 4), 10);
    expect(two.at(7).lower).toBeCloseTo(weibull({ mean: two.mean, sd: two.sd }).cdf(7), 10);
    expect(start(12, 6)).toEqual([Math.log(2), Math.log(12)]);
  });

  it.each(["lognormal", "gamma", "weibull", "negative_binomial", "geometric"] as const)(
    "has nothing below 0: %s",
    (name) => {
      const { start, tails } = family(name);
      expect(tails(start(12, 9)).at(-0.5)).toEqual({ lower: 0, upper: 1 });
    },
  );

  it.each(["lognormal", "gamma", "weibull"] as const)("has nothing at 0 where it is continuous: %s", (name) => {
    expect(family(name).tails(family(name).start(12, 9)).at(0)).toEqual({ lower: 0, upper: 1 });
  });

  it("keeps the upper tail where the lower is 1 to all digits", () => {
    expect(family("normal").tails([0, 0]).at(10).upper / 7.61985302416052e-24).toBeCloseTo(1, 12);
    expect(family("geometric").tails([0]).at(99).upper / 2 ** -100).toBeCloseTo(1, 10);
  });

  it("starts a negative binomial law near Poisson where the data scatter less than it can", () => {
    // Variance 10 above mean 9: size 81/1; below the mean: size from a twentieth of the mean.
    expect(family("negative_binomial").start(9, Math.sqrt(10))[0]).toBeCloseTo(Math.log(81), 10);
    expect(family("negative_binomial").start(9, 1)[0]).toBeCloseTo(Math.log(81 / 0.45), 10);
  });

  it("counts by itself in two families", () => {
    expect(FREE_FAMILIES.filter(({ whole }) => whole).map(({ name }) => name)).toEqual([
      "negative_binomial",
      "geometric",
    ]);
  });
});

describe("a fit to whole numbers", () => {
  // 400 geometric numbers of mean 1: halves.
  const halves = weightedSample([
    [0, 256],
    [1, 128],
    [2, 64],
    [3, 32],
    [4, 16],
    [5, 8],
    [6, 4],
    [7, 2],
    [8, 1],
    [9, 1],
  ]);
  const fitted = (name: FreeFamily["name"], form: "plain" | "shifted" | "zero-truncated", sample = halves) => {
    const found = fitDiscretised(sample, family(name), form, "nearest");
    if (!found) throw new Error("no fit");
    return found;
  };

  it("of a geometric law has the mean of the data, 511/512, and 2 a parameter in its AIC", () => {
    const { mean, sd, cdf, aic, logLikelihood } = fitted("geometric", "plain");
    const average = (128 + 128 + 96 + 64 + 40 + 24 + 14 + 8 + 9) / 512;
    expect(mean).toBeCloseTo(average, 3);
    expect(sd).toBeCloseTo(Math.sqrt(average + average ** 2), 3);
    expect(cdf(0)).toBeCloseTo(1 / (1 + average), 4);
    expect(cdf(-1)).toBe(0);
    expect(aic).toBeCloseTo(2 - 2 * logLikelihood, 9);
  });

  it("shifted by 1 is the fit to the data less 1", () => {
    const moved = weightedSample([...halves.values].map((value, at) => [value + 1, halves.weights[at] ?? 0]));
    const plain = fitted("negative_binomial", "plain");
    const shift = fitted("negative_binomial", "shifted", moved);
    expect(shift.logLikelihood).toBeCloseTo(plain.logLikelihood, 4);
    expect(shift.mean).toBeCloseTo(plain.mean, 2);
    expect(shift.cdf(0)).toBe(0);
    expect(shift.cdf(1)).toBeCloseTo(plain.cdf(0), 3);
    expect(plain.aic).toBeCloseTo(4 - 2 * plain.logLikelihood, 9);
  });

  it("shifted by 1 has nothing below 1, though the law itself goes there", () => {
    const near = weightedSample([
      [1, 30],
      [2, 40],
      [3, 30],
    ]);
    const shift = fitted("normal", "shifted", near);
    expect(shift.cdf(0)).toBe(0);
    expect(shift.cdf(1)).toBeGreaterThan(0.2);
    expect(shift.mean).toBeCloseTo(1, 1);
  });

  it("cut down counts as 0 all that a normal law has below 1", () => {
    // Half of it lies below 0, and all of that is cut to 0: mean and sd are those of the whole law.
    const law = normal({ mean: 0.5, sd: 2 });
    const histogram = new Map<number, number>();
    for (let i = 0; i < 4000; i++) {
      const value = Math.max(0, Math.floor(law.quantile((i + 0.5) / 4000)));
      histogram.set(value, (histogram.get(value) ?? 0) + 1);
    }
    const down = fitDiscretised(weightedSample(histogram), family("normal"), "plain", "down");
    expect(down?.mean).toBeCloseTo(0.5, 1);
    expect(down?.sd).toBeCloseTo(2, 1);
    expect(down?.cdf(0)).toBeCloseTo(law.cdf(1), 2);
  });

  it("without its zeros is the law that the others came from: a geometric one has no memory", () => {
    const without = weightedSample(
      [...halves.values].map((value, at) => [value, value > 0 ? (halves.weights[at] ?? 0) : 0]),
    );
    const truncated = fitted("geometric", "zero-truncated", without);
    expect(truncated.mean).toBeCloseTo(fitted("geometric", "shifted", without).mean, 2);
    expect(truncated.cdf(0)).toBe(0);
    // Given 1 or more, half are 1.
    expect(truncated.cdf(1)).toBeCloseTo(0.5, 2);
    expect(truncated.cdf(60)).toBeCloseTo(1, 9);
  });

  it("takes as P(k) what a continuous law has around k, or from k to k + 1 where it is cut", () => {
    const law = gamma({ mean: 20, sd: 8 });
    const sampleOf = (whole: (x: number) => number) => {
      const histogram = new Map<number, number>();
      for (let i = 0; i < 2000; i++) {
        const value = whole(law.quantile((i + 0.5) / 2000));
        histogram.set(value, (histogram.get(value) ?? 0) + 1);
      }
      return weightedSample(histogram);
    };
    const near = fitDiscretised(sampleOf(Math.round), family("gamma"), "plain", "nearest");
    const down = fitDiscretised(sampleOf(Math.floor), family("gamma"), "plain", "down");
    for (const found of [near, down]) {
      expect(found?.mean).toBeCloseTo(20, 1);
      expect(found?.sd).toBeCloseTo(8, 1);
    }
    expect(near?.cdf(19)).toBeCloseTo(law.cdf(19.5), 3);
    expect(down?.cdf(19)).toBeCloseTo(law.cdf(20), 3);
  });

  it("counts large numbers in classes of a sixteenth of the power of 2 below them", () => {
    // 1024 … 1087 is one class; its own frequencies are those of one cell, whatever the values within it.
    const together = weightedSample([
      [10, 50],
      [1024, 20],
      [1087, 30],
    ]);
    expect(empiricalFit(together).logLikelihood).toBeCloseTo(100 * Math.log(0.5), 9);
    expect(empiricalFit(together).aic).toBeCloseTo(2 - 200 * Math.log(0.5), 9);
    const apart = weightedSample([
      [10, 50],
      [1024, 25],
      [1088, 25],
    ]);
    expect(empiricalFit(apart).logLikelihood).toBeCloseTo(50 * Math.log(0.5) + 50 * Math.log(0.25), 9);
    const small = weightedSample([
      [254, 25],
      [255, 25],
      [256, 25],
      [271, 25],
    ]);
    expect(empiricalFit(small).logLikelihood).toBeCloseTo(50 * Math.log(0.25) + 50 * Math.log(0.5), 9);
    // Three cells, two of them free.
    expect(empiricalFit(small).aic).toBeCloseTo(4 - 2 * (50 * Math.log(0.25) + 50 * Math.log(0.5)), 9);
  });

  it("is far from a law by the largest difference, just before a step or on it", () => {
    const sample = weightedSample([
      [2, 1],
      [4, 3],
    ]);
    expect(ksDistance(sample, () => 0)).toBe(1);
    expect(ksDistance(sample, (k) => (k >= 4 ? 1 : 0.6))).toBeCloseTo(0.6, 12);
    expect(ksDistance(sample, (k) => (k >= 4 ? 1 : k >= 2 ? 0.25 : 0))).toBe(0);
    expect(ksDistance(sample, (k) => (k >= 4 ? 1 : k >= 3 ? 0.9 : k >= 2 ? 0.25 : 0))).toBeCloseTo(0.65, 12);
  });
});

describe("laws on counts", () => {
  it("shift with everything they have", () => {
    const law = shifted(geometric({ mean: 3 }), 1);
    expect(law).toMatchObject({
      family: "shifted-geometric",
      parameters: { mean: 3, shift: 1 },
      mean: 4,
      lower: 1,
      upper: Infinity,
    });
    expect(law.variance).toBe(12);
    expect(law.cdf(1)).toBeCloseTo(1 / 4, 12);
    expect(law.cdf(0)).toBe(0);
    expect(law.quantile(0.2)).toBe(1);
    expect(law.quantile(0.3)).toBe(2);
    expect(() => shifted(geometric({ mean: 3 }), Infinity)).toThrow("shift is Infinity");
  });

  it("truncated at zero have the moments of what is left", () => {
    const parent = negativeBinomial({ mean: 0.8, sd: 1.3 });
    const law = zeroTruncatedNegativeBinomial({ mean: 0.8, sd: 1.3 });
    const kept = 1 - parent.cdf(0);
    let [mean, second] = [0, 0];
    for (let k = 1; k < 200; k++) {
      const p = (parent.cdf(k) - parent.cdf(k - 1)) / kept;
      mean += k * p;
      second += k * k * p;
    }
    expect(law.mean).toBeCloseTo(mean, 10);
    expect(law.variance).toBeCloseTo(second - mean * mean, 9);
    expect(law.cdf(0.9)).toBe(0);
    expect(law.cdf(1)).toBeCloseTo((parent.cdf(1) - parent.cdf(0)) / kept, 12);
    expect(law.quantile(0)).toBe(1);
    expect(law.quantile(1e-9)).toBe(1);
    expect(law.quantile(law.cdf(3))).toBe(3);
    expect(law.quantile(1)).toBe(Infinity);
    expect(() => zeroTruncatedNegativeBinomial({ mean: 1e-14, sd: 2e-7 })).toThrow(
      "expected a law that is above 0 at times",
    );
  });
});
