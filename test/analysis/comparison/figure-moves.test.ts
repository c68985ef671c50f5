import { describe, expect, it } from "vitest";
import { figureMoves } from "../../../src/analysis/comparison/figure-moves.ts";
import type { FigureValue, ResultFigure } from "../../../src/analysis/result.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { addressedUniform } from "../../../src/math/random-stream.ts";

const figure = (value: FigureValue, more: Partial<ResultFigure> = {}): ResultFigure => ({
  ...{ value, unit: "USD", label: "Cost", formula: "", of: [] },
  ...more,
});

const moved = (before: ResultFigure, after: ResultFigure, draws?: readonly [readonly number[], readonly number[]]) =>
  figureMoves({ a: before }, { a: after }, { drawsOf: () => draws, becauseOf: () => [] });

const DRAWS = 2000;
const uniform = addressedUniform(1, "a");
const law = normal({ mean: 100, sd: 30 });
const draws = Array.from({ length: DRAWS }, (_, draw) => law.quantile(uniform(draw)));
const interval90 = [law.quantile(0.05), law.quantile(0.95)] as const;
const other = addressedUniform(2, "b");
const redrawn = Array.from({ length: DRAWS }, (_, draw) => law.quantile(other(draw)));
const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[DRAWS / 2 - 1] ?? 0) + (sorted[DRAWS / 2] ?? 0)) / 2;
};

describe("what moved", () => {
  it("is told with its change, of the value before; rounding is no move", () => {
    expect(moved(figure(10), figure(10 * (1 + 1e-12)))).toMatchObject({ moves: [], unchanged: 1 });
    expect(moved(figure(-10), figure(-5)).moves).toMatchObject([
      { from: -10, to: -5, change: 5, relative: 0.5, noise: "beyond", standardError: 0 },
    ]);
    expect(moved(figure(0), figure(3)).moves).toMatchObject([{ change: 3, relative: null }]);
    expect(moved(figure(null), figure(3)).moves).toMatchObject([{ from: null, change: null, noise: "beyond" }]);
    expect(moved(figure(null), figure(null))).toMatchObject({ moves: [], unchanged: 1 });
    expect(moved(figure(Number.POSITIVE_INFINITY), figure(3)).moves).toMatchObject([{ relative: null }]);
  });

  it("is a billionth of the value before or less where only rounding differs", () => {
    expect(moved(figure(1e9), figure(1e9 + 1)).unchanged).toBe(1);
    expect(moved(figure(1e9), figure(1e9 + 2)).moves).toHaveLength(1);
    expect(moved(figure(-1e-9), figure(1e-9)).moves).toHaveLength(1);
    expect(moved(figure(0), figure(1e-300)).moves).toHaveLength(1);
  });

  it("has no change where a figure begins or ceases to apply, however noisy it is", () => {
    const simulated = (value: FigureValue) => figure(value, { standardError: 3 });
    const facts = { id: "a", label: "Cost", unit: "USD", change: null, relative: null, standardError: 0 };
    const rest = { noise: "beyond", because: [] };
    expect(moved(simulated(3), simulated(null)).moves).toStrictEqual([{ ...facts, from: 3, to: null, ...rest }]);
    expect(moved(simulated(null), simulated(3)).moves).toStrictEqual([{ ...facts, from: null, to: 3, ...rest }]);
  });

  it("is of no share of the value where one of both has no limit", () => {
    const [infinite, finite] = [figure(Number.POSITIVE_INFINITY), figure(3)];
    expect(moved(finite, infinite).moves).toMatchObject([{ change: Number.POSITIVE_INFINITY, relative: null }]);
    expect(moved(infinite, finite).moves).toMatchObject([{ change: Number.NEGATIVE_INFINITY, relative: null }]);
    expect(moved(infinite, infinite)).toMatchObject({ moves: [], unchanged: 1 });
  });

  it("is beyond noise, for simulated figures, from four standard errors of the difference", () => {
    const simulated = (value: number) => figure(value, { standardError: 3 });
    // √(3² + 3²) = 4.24, times 4 = 16.97
    expect(moved(simulated(100), simulated(116)).moves[0]?.noise).toBe("within");
    expect(moved(simulated(100), simulated(118)).moves[0]?.noise).toBe("beyond");
    // √(3² + 4²) = 5, times 4 = 20.
    const other = (value: number) => figure(value, { standardError: 4 });
    expect(moved(simulated(100), other(120)).moves[0]?.noise).toBe("within");
  });

  it("is beyond noise, however small, where the draws of both plans are the same luck", () => {
    const shifted = draws.map((value) => value + 0.1);
    const [before, after] = [median(draws), median(shifted)];
    const paired = moved(figure(before, { interval90 }), figure(after, { interval90 }), [draws, shifted]);
    expect(paired.moves).toMatchObject([{ noise: "beyond" }]);
    expect(paired.moves[0]?.change).toBeCloseTo(0.1, 9);
    expect(paired.moves[0]?.standardError).toBeLessThan(1e-9);
  });

  it("is within noise where only the luck differs", () => {
    const { moves } = moved(figure(median(draws), { interval90 }), figure(median(redrawn), { interval90 }), [
      draws,
      redrawn,
    ]);
    expect(moves).toMatchObject([{ noise: "within" }]);
    // The standard error of a median of a normal sample is √(π/2) sd/√n; of a difference √2 as much. A batch estimate
    // from 20 batches has a relative standard deviation of 1/√38: six of them are a false alarm of 1e-9.
    const expected = Math.sqrt(Math.PI / 2) * (30 / Math.sqrt(DRAWS)) * Math.SQRT2;
    expect(Math.abs((moves[0]?.standardError ?? 0) / expected - 1)).toBeLessThan(6 / Math.sqrt(38));
  });

  it("has unknown noise where a saved result kept no draws", () => {
    expect(moved(figure(1, { interval90 }), figure(2, { interval90 })).moves).toMatchObject([{ noise: "unknown" }]);
  });

  it("tells judgements that flip, or whose probability changes by a percent or more", () => {
    const word = (value: string, probability: number) => figure(value, { probability, unit: "" });
    expect(moved(word("suitable", 0.8), word("suitable", 0.795))).toMatchObject({ words: [], unchanged: 1 });
    expect(moved(word("suitable", 0.8), word("suitable", 0.6)).words).toMatchObject([{ probabilityFrom: 0.8 }]);
    expect(moved(figure("suitable"), figure("not-suitable")).words).toMatchObject([{ to: "not-suitable" }]);
    // A percent to the last bit: 1 − 0.99 is more than 0.01 by rounding, 0.01 − 0 is not.
    expect(moved(word("suitable", 0.01), word("suitable", 0)).words).toHaveLength(1);
  });

  it("tells of words what each side knows of them, and a word where there was none", () => {
    const facts = { id: "a", label: "Cost", because: [] };
    const sure = (value: FigureValue, probability?: number) =>
      figure(value, probability === undefined ? {} : { probability });
    const words = (before: ResultFigure, after: ResultFigure) => moved(before, after).words;
    expect(words(sure("no", 0.7), sure("yes", 0.6))).toStrictEqual([
      { ...facts, from: "no", to: "yes", probabilityFrom: 0.7, probabilityTo: 0.6 },
    ]);
    expect(words(sure("no"), sure("yes"))).toStrictEqual([{ ...facts, from: "no", to: "yes" }]);
    expect(words(sure(null), sure("yes"))).toStrictEqual([{ ...facts, from: null, to: "yes" }]);
    expect(words(sure("no"), sure(null))).toStrictEqual([{ ...facts, from: "no", to: null }]);
    expect(words(sure(3), sure("yes"))).toStrictEqual([{ ...facts, from: "3", to: "yes" }]);
    // Without a probability a word is certain.
    expect(words(sure("no"), sure("no", 0.98))).toStrictEqual([
      { ...facts, from: "no", to: "no", probabilityTo: 0.98 },
    ]);
    expect(words(sure("no", 0.98), sure("no"))).toHaveLength(1);
    expect(words(sure("no"), sure("no"))).toEqual([]);
  });

  it("names what is new or gone", () => {
    const ways = { drawsOf: () => undefined, becauseOf: () => [] };
    const both = figure(7);
    expect(figureMoves({ a: figure(1), both }, { b: figure(1), both }, ways)).toStrictEqual({
      ...{ moves: [], words: [], added: ["b"], removed: ["a"], unchanged: 1 },
    });
  });

  it("asks why of each figure by its id", () => {
    const ways = { drawsOf: () => undefined, becauseOf: (id: string) => [`why ${id}`] };
    const found = figureMoves({ a: figure(1), b: figure("x") }, { a: figure(2), b: figure("y") }, ways);
    expect([found.moves[0]?.because, found.words[0]?.because]).toEqual([["why a"], ["why b"]]);
  });
});

describe("the error of a change of medians", () => {
  const errorOf = (before: readonly FigureValue[], after: readonly FigureValue[], sides: "both" | "one" = "both") => {
    const spread = { interval90: [0, 1] } as const;
    const head = figure(2, sides === "both" ? spread : {});
    const ways = { drawsOf: () => [before, after] as const, becauseOf: () => [] };
    const [move] = figureMoves({ a: figure(1, spread) }, { a: head }, ways).moves;
    return move?.standardError;
  };
  const zeros = (length: number) => new Array<number>(length).fill(0);
  /** Ten batches differ by 1 and ten by 3: variance 20 ÷ 19, standard error √(20 ÷ 19 ÷ 20) = 1 ÷ √19. */
  const steps = (each: number) => Array.from({ length: 20 * each }, (_, at) => (at < 10 * each ? 1 : 3));

  it("is the spread over 20 batches of draws in their order, divided by √20", () => {
    for (const each of [1, 2, 3]) expect(errorOf(zeros(20 * each), steps(each))).toBeCloseTo(1 / Math.sqrt(19), 12);
    expect(errorOf(steps(2), zeros(40))).toBeCloseTo(1 / Math.sqrt(19), 12);
  });

  it("takes as many draws as both sides have", () => {
    expect(errorOf(zeros(60), steps(1))).toBeCloseTo(1 / Math.sqrt(19), 12);
    expect(errorOf(zeros(20), [...steps(1), ...zeros(40)])).toBeCloseTo(1 / Math.sqrt(19), 12);
  });

  it("is not known from fewer draws than batches, or where a batch has no number", () => {
    expect(errorOf(zeros(19), steps(1))).toBeNull();
    const [, ...rest] = steps(1);
    expect(errorOf(zeros(20), [null, ...rest])).toBeNull();
    expect(errorOf(zeros(20), new Array<null>(20).fill(null))).toBeNull();
    // Two of a batch: one number is enough, words and what does not apply are left out.
    const gaps = steps(2).map((value, at) => (at % 2 === 0 ? value : at % 4 === 1 ? null : "none"));
    expect(errorOf(zeros(40), gaps)).toBeCloseTo(1 / Math.sqrt(19), 12);
  });

  it("is asked for where either side has a spread", () => {
    expect(errorOf(zeros(20), steps(1), "one")).toBeCloseTo(1 / Math.sqrt(19), 12);
  });

  it("is not known where one side kept its draws and the other did not", () => {
    const spread = { interval90: [0, 1] } as const;
    const noise = (draws: readonly [readonly number[] | undefined, readonly number[] | undefined]) =>
      figureMoves({ a: figure(1, spread) }, { a: figure(2, spread) }, { drawsOf: () => draws, becauseOf: () => [] })
        .moves[0]?.noise;
    expect([noise([zeros(20), undefined]), noise([undefined, zeros(20)])]).toEqual(["unknown", "unknown"]);
    expect(noise([zeros(20), zeros(20)])).toBe("beyond");
  });
});
