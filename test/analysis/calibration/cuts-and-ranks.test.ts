import { describe, expect, it } from "vitest";
import { looksCut } from "../../../src/analysis/calibration/looks-cut.ts";
import { rankDependence } from "../../../src/analysis/calibration/rank-dependence.ts";
import type { SeriesKind } from "../../../src/analysis/calibration/series-kind.ts";
import { weightedSample } from "../../../src/math/weighted-sample.ts";

type Histogram = readonly (readonly [value: number, count: number])[];

describe("data that look cut at their largest value", () => {
  it.each<readonly [string, SeriesKind, Histogram, number | undefined]>([
    [
      "turns, one in fifty of which are the most",
      "turns",
      [
        [1, 98],
        [9, 2],
      ],
      9,
    ],
    [
      "turns, fewer of which are",
      "turns",
      [
        [1, 99],
        [9, 1],
      ],
      undefined,
    ],
    [
      "turns of 50 conversations",
      "turns",
      [
        [1, 49],
        [9, 1],
      ],
      9,
    ],
    [
      "turns of fewer",
      "turns",
      [
        [1, 47],
        [9, 2],
      ],
      undefined,
    ],
    ["turns that are all the same", "turns", [[9, 100]], undefined],
    [
      "pauses, whatever they are",
      "time",
      [
        [1, 50],
        [9, 50],
      ],
      undefined,
    ],
    ["nothing", "tokens", [], undefined],
    [
      "tokens, one in 200",
      "tokens",
      [
        [1, 1990],
        [100, 10],
      ],
      100,
    ],
    [
      "tokens, fewer",
      "tokens",
      [
        [1, 1991],
        [100, 9],
      ],
      undefined,
    ],
    [
      "tokens, five at least",
      "tokens",
      [
        [1, 95],
        [100, 5],
      ],
      100,
    ],
    [
      "tokens, four",
      "tokens",
      [
        [1, 96],
        [100, 4],
      ],
      undefined,
    ],
    // 80 to 99 lie in the fifth of the range below 100.
    [
      "tokens, a third of what lies close below",
      "tokens",
      [
        [1, 50],
        [80, 15],
        [99, 15],
        [100, 10],
      ],
      undefined,
    ],
    [
      "tokens, more than a third",
      "tokens",
      [
        [1, 50],
        [80, 15],
        [99, 15],
        [100, 11],
      ],
      100,
    ],
    [
      "tokens, what lies further below set aside",
      "tokens",
      [
        [79, 900],
        [99, 15],
        [100, 6],
      ],
      100,
    ],
    [
      "tokens, what lies close below counted",
      "tokens",
      [
        [80, 900],
        [99, 15],
        [100, 6],
      ],
      undefined,
    ],
  ])("%s", (_, kind, histogram, expected) => {
    expect(looksCut(weightedSample(histogram), kind)).toBe(expected);
  });
});

/** Spearman's correlation with the pairs one by one: Pearson's of the ranks, each the middle of those of equal values. */
function spearman(pairs: readonly (readonly [number, number])[]): number {
  const ranks = (values: readonly number[]) =>
    values.map(
      (value) =>
        values.filter((other) => other < value).length + (values.filter((other) => other === value).length + 1) / 2,
    );
  const [x, y] = [ranks(pairs.map(([first]) => first)), ranks(pairs.map(([, second]) => second))];
  const centre = (pairs.length + 1) / 2;
  const moment = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + (value - centre) * ((b[at] ?? 0) - centre), 0);
  return moment(x, y) / Math.sqrt(moment(x, x) * moment(y, y));
}

describe("the rank correlation of classes", () => {
  const histogram = (cells: readonly (readonly [first: number, second: number, count: number])[]) =>
    cells.map(([first, second, count]) => [64 * first + second, count] as const);

  it.each([
    [
      [
        [5, 1, 7],
        [2, 9, 4],
        [5, 9, 3],
        [0, 1, 6],
        [2, 0, 5],
      ],
    ],
    [
      [
        [0, 63, 1],
        [1, 62, 20],
        [3, 5, 2],
        [1, 5, 9],
      ],
    ],
    [
      [
        [63, 63, 10],
        [0, 0, 10],
      ],
    ],
  ] as const)("is that of the pairs one by one: %j", (cells) => {
    const pairs = cells.flatMap(([first, second, count]) =>
      Array.from({ length: count }, (): readonly [number, number] => [first, second]),
    );
    const found = rankDependence(histogram(cells));
    expect(found?.pairs).toBe(pairs.length);
    expect(found?.correlation).toBeCloseTo(spearman(pairs), 12);
  });

  it("needs 20 pairs, and that both vary", () => {
    expect(
      rankDependence(
        histogram([
          [1, 1, 10],
          [2, 2, 10],
        ]),
      ),
    ).toEqual({ pairs: 20, correlation: 1 });
    expect(
      rankDependence(
        histogram([
          [1, 1, 10],
          [2, 2, 9],
        ]),
      ),
    ).toBeUndefined();
    expect(
      rankDependence(
        histogram([
          [1, 1, 10],
          [1, 2, 10],
        ]),
      ),
    ).toBeUndefined();
    expect(
      rankDependence(
        histogram([
          [1, 1, 10],
          [2, 1, 10],
        ]),
      ),
    ).toBeUndefined();
    expect(rankDependence([])).toBeUndefined();
  });
});
