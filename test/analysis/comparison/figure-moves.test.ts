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
    expect(moved(figure(null), figure(null)).moves).toEqual([]);
    expect(moved(figure(Number.POSITIVE_INFINITY), figure(3)).moves).toMatchObject([{ relative: null }]);
  });

  it("is beyond noise, for simulated figures, from four standard errors of the difference", () => {
    const simulated = (value: number) => figure(value, { standardError: 3 });
    // √(3² + 3²) = 4.24, times 4 = 16.97
    expect(moved(simulated(100), simulated(116)).moves[0]?.noise).toBe("within");
    expect(moved(simulated(100), simulated(118)).moves[0]?.noise).toBe("beyond");
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
  });

  it("names what is new or gone", () => {
    const ways = { drawsOf: () => undefined, becauseOf: () => [] };
    expect(figureMoves({ a: figure(1) }, { b: figure(1) }, ways)).toMatchObject({ added: ["b"], removed: ["a"] });
  });
});
