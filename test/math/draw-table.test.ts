import { describe, expect, it } from "vitest";
import { lookupOf } from "../../src/kernel/lookup.ts";
import { aliasTable, inverseTable, trimmedWeights } from "../../src/math/draw-table.ts";

const WORDS = 2 ** 32;

/** Shares of a million evenly spaced words. */
function sharesOf(draw: (word: number) => number, size: number): readonly number[] {
  const counts = new Array<number>(size).fill(0);
  for (let i = 0; i < 2 ** 20; i++) {
    const value = draw(i * 4096 + ((i * 2_654_435_761) % 4096));
    counts[value] = (counts[value] ?? Number.NaN) + 1;
  }
  return counts.map((count) => count / 2 ** 20);
}

describe("a monotone table", () => {
  it("changes value exactly where the probabilities say, where these are multiples of 2^−29", () => {
    const draw = lookupOf(inverseTable(Float64Array.of(0.5, 0.25, 0.125, 0.125)));
    expect(
      [0, WORDS / 2 - 1, WORDS / 2, 0.75 * WORDS - 1, 0.75 * WORDS, 0.875 * WORDS - 1, 0.875 * WORDS, WORDS - 1].map(
        draw,
      ),
    ).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it("finds its place within a cell that holds many numbers: to the word", () => {
    // Ten numbers of ten words each at the start, and the rest.
    const small = 10 / WORDS;
    const probability = Float64Array.from({ length: 11 }, (_, i) => (i < 10 ? small : 1 - 10 * small));
    const draw = lookupOf(inverseTable(probability));
    expect(Array.from({ length: 110 }, (_, word) => draw(word))).toEqual(
      Array.from({ length: 110 }, (_, word) => Math.min(10, Math.floor(word / 10))),
    );
    expect(draw(WORDS - 1)).toBe(10);
  });

  it("has one boundary in the middle of a cell to 2^−29", () => {
    const draw = lookupOf(inverseTable(Float64Array.of(0.3, 0.7)));
    expect(draw(Math.floor(0.3 * WORDS) - 8)).toBe(0);
    expect(draw(Math.ceil(0.3 * WORDS) + 8)).toBe(1);
  });

  it("draws only one number where there is one, and each of 65,535", () => {
    expect(sharesOf(lookupOf(inverseTable(Float64Array.of(1))), 1)).toEqual([1]);
    const many = 65_535;
    const draw = lookupOf(inverseTable(new Float64Array(many).fill(1 / many)));
    for (const i of [0, 1, 4095, 40_000, many - 1]) expect(draw(Math.floor(((i + 0.5) / many) * WORDS))).toBe(i);
  });
});

describe("an alias table", () => {
  it.each([
    [[1]],
    [[0.5, 0.5]],
    [[0.1, 0.2, 0.3, 0.4]],
    [[0.9, 0.0001, 0.0999]],
    [Array.from({ length: 5000 }, () => 1 / 5000)],
  ])("draws each number with its probability: %o", (weights) => {
    const shares = sharesOf(lookupOf(aliasTable(Float64Array.from(weights))), weights.length);
    const off = shares.map((share, i) => Math.abs(share - (weights[i] ?? 0)));
    // Evenly spaced words meet a number within one step in each of the 4,096 columns that hold part of it.
    expect(Math.max(...off)).toBeLessThan(weights.length > 4 ? 3e-5 : 2e-3);
  });
});

describe("what no table can hold", () => {
  it("is no number, and more than 65,535", () => {
    for (const make of [inverseTable, aliasTable]) {
      expect(() => make(new Float64Array(0))).toThrow("a table of 0 numbers; expected 1 to 65535");
      expect(() => make(new Float64Array(65_536))).toThrow("a table of 65536 numbers");
      expect(() => make(new Float64Array(65_535).fill(1 / 65_535))).not.toThrow();
    }
  });
});

describe("weights beyond what a word can reach", () => {
  const tiny = 2 ** -36;

  it("are folded into the first and last that are kept, so that nothing is lost", () => {
    const { start, probability, foldedProbability } = trimmedWeights(
      Float64Array.of(tiny, tiny, 1, 2, 1, tiny, tiny, tiny),
    );
    expect(start).toBe(2);
    expect([...probability]).toEqual([expect.closeTo(0.25, 9), expect.closeTo(0.5, 9), expect.closeTo(0.25, 9)]);
    expect(probability.reduce((sum, p) => sum + p, 0)).toBe(1);
    expect(foldedProbability / ((5 * tiny) / 4)).toBeCloseTo(1, 9);
    expect((probability[0] ?? 0) - 0.25 / (1 + (5 * tiny) / 4)).toBeCloseTo((2 * tiny) / 4, 14);
    expect((probability[2] ?? 0) - 0.25 / (1 + (5 * tiny) / 4)).toBeCloseTo((3 * tiny) / 4, 14);
  });

  it("stay where together they are 2^−33 of all", () => {
    const whole = 1 - 2 ** -33;
    expect(trimmedWeights(Float64Array.of(2 ** -33, whole)).start).toBe(0);
    expect(trimmedWeights(Float64Array.of(2 ** -34, 2 ** -34, whole)).start).toBe(1);
    expect(trimmedWeights(Float64Array.of(whole, 2 ** -34, 2 ** -34)).probability).toHaveLength(2);
    expect(trimmedWeights(Float64Array.of(3, 1))).toEqual({
      start: 0,
      probability: Float64Array.of(0.75, 0.25),
      foldedProbability: 0,
    });
  });
});
