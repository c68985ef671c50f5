import { describe, expect, it } from "vitest";
import { messageLengths, scaledLengths } from "../../../src/analysis/conversation/given-turns.ts";
import { latticeLaw } from "../../../src/analysis/conversation/lattice-law.ts";
import { normalTransform, tabulatedTransform } from "../../../src/analysis/conversation/length-transform.ts";
import { messageLength } from "../../../src/analysis/conversation/message-length.ts";
import { withNormalLengths } from "../../../src/analysis/conversation/normal-lengths.ts";
import { tokenTable } from "../../../src/analysis/conversation/token-table.ts";
import { turnsTable } from "../../../src/analysis/conversation/turns.ts";
import type { Distribution } from "../../../src/math/distribution.ts";
import { empirical } from "../../../src/math/empirical-distribution.ts";
import { gamma } from "../../../src/math/gamma-distribution.ts";
import { lognormal } from "../../../src/math/lognormal-distribution.ts";
import { negativeBinomial } from "../../../src/math/negative-binomial-distribution.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { point } from "../../../src/math/point-distribution.ts";
import { normalCdf, normalDensity } from "../../../src/math/standard-normal.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { published } from "./published.ts";

const wide = normal({ mean: 90, sd: 60 });
const narrow = normal({ mean: 9, sd: 2 });

describe("the length of a message", () => {
  it("as published is the law of the plan, below 0 too", () => {
    const length = messageLength(wide, "as-published", "none");
    expect(length).toEqual({
      ...{ law: wide, mean: 90, variance: 3600, normal: true, whole: false },
      negativeProbability: expect.closeTo(normalCdf(-1.5), 14),
    });
    expect(messageLength(wide, "as-published", "trunc-sums")).toEqual(length);
  });

  it("truncated is the law given that it is 0 or more", () => {
    const { law, mean, variance, ...rest } = messageLength(wide, "truncated", "none");
    // E[X | X > 0] = μ + σλ, Var = σ²(1 − λ(λ + 1.5)), λ = φ(1.5)/Φ(1.5).
    const ratio = normalDensity(1.5) / normalCdf(1.5);
    expect(mean).toBeCloseTo(90 + 60 * ratio, 9);
    expect(variance).toBeCloseTo(3600 * (1 - ratio * (ratio + 1.5)), 7);
    expect(rest).toEqual({ negativeProbability: 0, normal: false, whole: false });
    expect(law.cdf(30)).toBeCloseTo((normalCdf(-1) - normalCdf(-1.5)) / normalCdf(1.5), 12);
    const half = messageLength(uniform({ min: -1, max: 1 }), "truncated", "none");
    expect([half.mean, half.law.cdf(0.5)]).toEqual([expect.closeTo(0.5, 9), expect.closeTo(0.5, 12)]);
  });

  it("lognormal has the mean and sd of the law", () => {
    const { law, mean, variance, normal: isNormal } = messageLength(wide, "lognormal", "none");
    expect([law.family, isNormal]).toEqual(["lognormal", false]);
    expect([mean, variance]).toEqual([expect.closeTo(90, 9), expect.closeTo(3600, 6)]);
    expect(law.cdf(90)).toBeCloseTo(lognormal({ mean: 90, sd: 60 }).cdf(90), 14);
  });

  it.each<[string, Distribution, boolean, boolean, number]>([
    ["a normal law", wide, true, false, normalCdf(-1.5)],
    ["a law without spread on a whole number", normal({ mean: 7, sd: 0 }), true, true, 0],
    ["a law without spread between two", normal({ mean: 7.5, sd: 0 }), true, false, 0],
    ["a point of another family", point("empirical", { values: [3] }, 3), true, true, 0],
    ["a law of counts", negativeBinomial({ mean: 5, sd: 4 }), false, true, 0],
    ["listed whole numbers", empirical({ values: [-1, 2, 3, 6] }), false, true, 0.25],
    ["listed numbers", empirical({ values: [-1, 2.5, 0] }), false, false, 1 / 3],
    ["a law that begins at 0", uniform({ min: 0, max: 9 }), false, false, 0],
    ["a law that begins below it", uniform({ min: -1, max: 9 }), false, false, 0.1],
  ])("knows whether sums are normal, whole, and lengths negative: %s", (_, law, isNormal, whole, negative) => {
    const length = messageLength(law, "as-published", "none");
    expect([length.normal, length.whole]).toEqual([isNormal, whole]);
    expect(length.negativeProbability).toBeCloseTo(negative, 12);
    expect("table" in length).toBe(false);
  });

  it("rounded to whole tokens adds 1/12 to a wide normal law, and needs a table of others", () => {
    expect(messageLength(wide, "as-published", "whole-tokens")).toEqual({
      ...{ law: wide, mean: 90, variance: 3600 + 1 / 12, normal: true, whole: true },
      negativeProbability: expect.closeTo(normalCdf(-90.5 / 60), 14),
    });
    expect(messageLength(normal({ mean: 9, sd: 5 }), "as-published", "whole-tokens")).not.toHaveProperty("table");
    const table = tokenTable(narrow);
    expect(messageLength(narrow, "as-published", "whole-tokens")).toEqual({
      ...{ law: narrow, mean: table?.mean, variance: table?.variance, normal: false, whole: true, table },
      negativeProbability: expect.closeTo(normalCdf(-9.5 / 2), 14),
    });
    const fixed = messageLength(normal({ mean: 7.6, sd: 0 }), "as-published", "whole-tokens");
    expect([fixed.mean, fixed.variance, fixed.normal, fixed.whole]).toEqual([8, 0, true, true]);
    const huge = messageLength(uniform({ min: 0, max: 1e6 }), "as-published", "whole-tokens");
    expect(huge).toMatchObject({ mean: 5e5, variance: 1e12 / 12 + 1 / 12, normal: false, whole: true });
    expect(huge).not.toHaveProperty("table");
  });
});

describe("a table of whole tokens", () => {
  it("has the probability of each half-open interval of one token", () => {
    // Uniform from 0.25 to 4.25: rounds to 0 (¼ of a token), 1, 2, 3, and 4 (¾).
    const table = tokenTable(uniform({ min: 0.25, max: 4.25 }));
    expect(table?.first).toBe(0);
    expect(Array.from(table?.weights ?? [])).toEqual(
      [0.0625, 0.25, 0.25, 0.25, 0.1875].map((weight) => expect.closeTo(weight, 12)),
    );
    const mean = 0.25 * (1 + 2 + 3) + 0.1875 * 4;
    expect(table?.mean).toBeCloseTo(mean, 12);
    expect(table?.variance).toBeCloseTo(0.25 * (1 + 4 + 9) + 0.1875 * 16 - mean ** 2, 12);
  });

  it("rounds halves up, below 0 too, and keeps whole numbers", () => {
    const halves = tokenTable(empirical({ values: [-1.5, -0.5, 0.5, 2] }));
    expect([halves?.first, Array.from(halves?.weights ?? [])]).toEqual([-1, [0.25, 0.25, 0.25, 0.25]]);
    const whole = tokenTable(empirical({ values: [3, 3, 5] }));
    expect([whole?.first, Array.from(whole?.weights ?? [])]).toEqual([3, [2 / 3, 0, expect.closeTo(1 / 3, 15)]]);
    expect([whole?.mean, whole?.variance]).toEqual([expect.closeTo(11 / 3, 12), expect.closeTo(8 / 9, 12)]);
  });

  it("of a law without ends goes as far as 1e-13 of its mass, and gives the rest to its ends", () => {
    const table = tokenTable(narrow);
    expect(table?.first).toBe(Math.floor(narrow.quantile(1e-13) + 0.5));
    expect(table?.weights.length).toBe(Math.floor(narrow.quantile(1 - 1e-13) + 0.5) - (table?.first ?? 0) + 1);
    expect(table?.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14);
    expect([table?.mean, table?.variance]).toEqual([expect.closeTo(9, 9), expect.closeTo(4 + 1 / 12, 9)]);
  });

  it("is not made of more than 65,536 numbers", () => {
    expect(tokenTable(uniform({ min: 0, max: 65_535 }))?.weights).toHaveLength(65_536);
    expect(tokenTable(uniform({ min: 0, max: 65_536 }))).toBeUndefined();
  });
});

describe("a law on a lattice", () => {
  it("has the probability of each step of its unit", () => {
    // Uniform from 0 to 2 in halves: the ends have half a step.
    const law = latticeLaw(uniform({ min: 0, max: 2 }), 0.5, 100);
    expect(law?.first).toBe(0);
    expect(Array.from(law?.probability ?? [])).toEqual(
      [0.125, 0.25, 0.25, 0.25, 0.125].map((p) => expect.closeTo(p, 12)),
    );
    expect(law?.foldedProbability).toBe(0);
  });

  it("rounds halves up, and keeps multiples of its unit", () => {
    const law = latticeLaw(empirical({ values: [-3, -1, 1, 6] }), 2, 100);
    // −3 → −1 · 2, −1 → 0, 1 → 1 · 2, 6 → 3 · 2.
    expect([law?.first, Array.from(law?.probability ?? [])]).toEqual([-1, [0.25, 0.25, 0.25, 0, 0.25]]);
  });

  it("ends where a 32-bit word ends, the rest folded in", () => {
    const law = latticeLaw(normal({ mean: 0, sd: 1 }), 1 / 16, 4096);
    const { first = 0, probability = new Float64Array(), foldedProbability = 1 } = law ?? {};
    expect(probability.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 14);
    expect(first).toBe(1 - (first + probability.length));
    expect(-first / 16).toBeGreaterThan(6);
    expect(-first / 16).toBeLessThan(6.7);
    expect(foldedProbability).toBeGreaterThan(0);
    expect(foldedProbability).toBeLessThan(2 ** -32);
    expect(probability[-first]).toBeCloseTo(normalCdf(1 / 32) - normalCdf(-1 / 32), 13);
    expect(probability[16 - first]).toBeCloseTo(normalCdf(33 / 32) - normalCdf(31 / 32), 13);
  });

  it("is none where it would be too long", () => {
    const law = uniform({ min: 0, max: 99 });
    expect(latticeLaw(law, 1, 100)?.probability).toHaveLength(100);
    expect(latticeLaw(law, 1, 99)).toBeUndefined();
    expect(latticeLaw(law, 1, 20)).toBeUndefined();
    expect(latticeLaw(normal({ mean: 0, sd: 1e300 }), 1, 65_534)).toBeUndefined();
  });
});

describe("the characteristic function of a length", () => {
  /** E exp(iθ(X − mean)) of the points of a law. */
  const ofPoints = (values: readonly number[], weights: readonly number[], mean: number, theta: number) => ({
    re: values.reduce((sum, x, i) => sum + (weights[i] ?? 0) * Math.cos(theta * (x - mean)), 0),
    im: values.reduce((sum, x, i) => sum + (weights[i] ?? 0) * Math.sin(theta * (x - mean)), 0),
  });
  /** What multiplying makes of 2 + 3i. */
  const multiplied = (transform: ReturnType<typeof normalTransform>, theta: number) => {
    const product = { re: 2, im: 3 };
    transform.multiply(theta, product);
    return product;
  };
  const times = ({ re, im }: { readonly re: number; readonly im: number }, digits = 7) => ({
    re: expect.closeTo(2 * re - 3 * im, digits),
    im: expect.closeTo(2 * im + 3 * re, digits),
  });

  it("of a normal length is exp(−σ²θ²/2), without cumulants beyond the second", () => {
    const transform = normalTransform(4);
    expect([transform.thirdCumulant, transform.fourthCumulant]).toEqual([0, 0]);
    expect(multiplied(transform, 0.7)).toEqual(times({ re: Math.exp(-0.5 * 4 * 0.49), im: 0 }));
  });

  it("of a listed law is that of its values, with its cumulants", () => {
    const values = [1, 2, 7.5];
    const length = messageLength(empirical({ values }), "as-published", "none");
    const transform = tabulatedTransform(length);
    for (const theta of [0, 0.01, 0.3, 1.7, 4])
      expect(multiplied(transform, theta), `θ ${theta}`).toEqual(
        times(
          ofPoints(
            values,
            [1, 1, 1].map((w) => w / 3),
            3.5,
            theta,
          ),
        ),
      );
    // Deviations −2.5, −1.5, 4.
    expect(transform.thirdCumulant).toBeCloseTo((-15.625 - 3.375 + 64) / 3, 9);
    const variance = (6.25 + 2.25 + 16) / 3;
    expect(transform.fourthCumulant).toBeCloseTo((39.0625 + 5.0625 + 256) / 3 - 3 * variance ** 2, 9);
  });

  it("of whole tokens is that of their table, and ends at π", () => {
    const length = messageLength(narrow, "as-published", "whole-tokens");
    const transform = tabulatedTransform(length);
    const { first = 0, weights = new Float64Array() } = length.table ?? {};
    const values = Array.from(weights, (_, i) => first + i);
    for (const theta of [0.05, 0.8, 2, 3.1])
      expect(multiplied(transform, theta), `θ ${theta}`).toEqual(
        times(ofPoints(values, [...weights], length.mean, theta), 4),
      );
    for (const theta of [Math.PI, 3.15]) expect(multiplied(transform, theta)).toEqual({ re: 0, im: 0 });
  });

  it("of counts is that of their table too, without rounding", () => {
    const law = negativeBinomial({ mean: 5, sd: 4 });
    const transform = tabulatedTransform(messageLength(law, "as-published", "none"));
    const { first = 0, weights = new Float64Array() } = tokenTable(law) ?? {};
    const values = Array.from(weights, (_, i) => first + i);
    // The tail of mass 1e-5 goes in groups of eight numbers.
    for (const theta of [0.1, 1, 3])
      expect(multiplied(transform, theta), `θ ${theta}`).toEqual(times(ofPoints(values, [...weights], 5, theta), 4));
    for (const theta of [Math.PI, 3.15]) expect(multiplied(transform, theta)).toEqual({ re: 0, im: 0 });
  });

  it("of a uniform length is sin(aθ)/(aθ), and 0 beyond 24 standard deviations⁻¹", () => {
    const transform = tabulatedTransform(messageLength(uniform({ min: 10, max: 30 }), "as-published", "none"));
    for (const theta of [0.02, 0.1, 0.5, 1.2]) {
      const { re, im } = multiplied(transform, theta);
      const known = Math.sin(10 * theta) / (10 * theta);
      expect(Math.abs(re / 2 - known), `θ ${theta}`).toBeLessThan(2e-4);
      expect(Math.abs(im / 3 - known), `θ ${theta}`).toBeLessThan(2e-4);
    }
    const end = 24 / Math.sqrt(400 / 12);
    expect(multiplied(transform, end * 1.0001)).toEqual({ re: 0, im: 0 });
    expect(multiplied(transform, end * 0.9999)).not.toEqual({ re: 0, im: 0 });
    // Cumulants of a uniform law of half-width 10: 0 and −2 · 10⁴/15.
    expect(Math.abs(transform.thirdCumulant)).toBeLessThan(1);
    expect(transform.fourthCumulant / ((-2 * 1e4) / 15)).toBeCloseTo(1, 2);
  });

  it("of a gamma length has its cumulants, 2σ⁴/μ and 6σ⁶/μ²", () => {
    const transform = tabulatedTransform(messageLength(gamma({ mean: 90, sd: 60 }), "as-published", "none"));
    expect(transform.thirdCumulant / ((2 * 60 ** 4) / 90)).toBeCloseTo(1, 2);
    expect(transform.fourthCumulant / ((6 * 60 ** 6) / 90 ** 2)).toBeCloseTo(1, 1);
  });
});

describe("the two lengths of a model", () => {
  it("are one where the laws are, by family and parameters", () => {
    const same = (userTokens: Distribution, assistantTokens: Distribution): boolean => {
      const { user, assistant } = messageLengths({ ...published, userTokens, assistantTokens });
      return user === assistant;
    };
    expect(same(wide, wide)).toBe(true);
    expect(same(wide, normal({ mean: 90, sd: 60 }))).toBe(true);
    expect(same(wide, normal({ mean: 90, sd: 61 }))).toBe(false);
    expect(same(wide, lognormal({ mean: 90, sd: 60 }))).toBe(false);
    const { user, assistant } = messageLengths({ ...published, assistantTokens: narrow });
    expect([user.mean, assistant.mean]).toEqual([90, 9]);
  });

  it("times a factor have its mean and its square of the variance, and are not whole any more", () => {
    const lengths = messageLengths({ ...published, rounding: "whole-tokens", assistantTokens: narrow });
    expect(scaledLengths(lengths, 1)).toEqual(lengths);
    const { user, assistant } = scaledLengths(lengths, 1.5);
    expect(user).toEqual({ ...lengths.user, mean: 135, variance: 2.25 * lengths.user.variance, whole: false });
    expect(assistant.mean).toBe(1.5 * lengths.assistant.mean);
  });
});

describe("a model with normal lengths", () => {
  it("has those of the same mean and variance, as they are left by the rules", () => {
    const shy = { ...published, messages: "truncated", rounding: "whole-tokens" } as const;
    const { user } = messageLengths(shy);
    const like = normal({ mean: user.mean, sd: Math.sqrt(user.variance) });
    const made = withNormalLengths(shy);
    expect([made.messages, made.rounding]).toEqual(["as-published", "none"]);
    expect(made.userTokens.parameters).toEqual(like.parameters);
    expect(made.assistantTokens).toBe(made.userTokens);
    const two = withNormalLengths({ ...shy, rounding: "trunc-sums", assistantTokens: narrow });
    expect(two.rounding).toBe("trunc-sums");
    expect(two.assistantTokens.mean).toBeCloseTo(9, 4);
    expect(two.userTokens.mean).toBeCloseTo(user.mean, 3);
    const half = withNormalLengths({ ...published, userTokens: uniform({ min: 0, max: 6 }) });
    expect(half.userTokens.parameters).toEqual({ mean: 3, sd: Math.sqrt(3) });
    const other = withNormalLengths({ ...published, assistantTokens: uniform({ min: 0, max: 6 }) });
    expect(other.assistantTokens.parameters).toEqual({ mean: 3, sd: Math.sqrt(3) });
  });

  it("is the model itself where they are normal already", () => {
    expect(withNormalLengths(published)).toBe(published);
  });
});

describe("a table of turns", () => {
  it("ends where what is beyond moves no mean", () => {
    // Geometric tails: P(n) = 2^−(n+1).
    const halves: Distribution = {
      ...uniform({ min: 0, max: 1 }),
      cdf: (x) => (x < 0 ? 0 : 1 - 2 ** -(Math.floor(x) + 1)),
    };
    const { probability, foldedProbability } = turnsTable(halves);
    // Σ n² P(n) = 3: 2^−(n+1) (n + 1)² ≤ 3e-12 first at n = 49.
    expect(probability).toHaveLength(50);
    expect(foldedProbability).toBe(2 ** -50);
    expect(probability[49]).toBe(2 ** -50 + 2 ** -50);
    expect([probability[0], probability[5]]).toEqual([0.5, 2 ** -6]);
  });

  it("of a law that ends at 99,999 is made, and of a longer one refused", () => {
    expect(turnsTable(point("point", { at: 99_999 }, 99_999)).probability).toHaveLength(100_000);
    expect(() => turnsTable(point("point", { at: 100_000 }, 100_000))).toThrow(
      "turns reach beyond 100000; expected a law with P(turns ≥ 100000) near 0",
    );
  });
});
