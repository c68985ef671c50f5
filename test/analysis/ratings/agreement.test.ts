import { describe, expect, it } from "vitest";
import { krippendorffAlpha } from "../../../src/analysis/ratings/agreement.ts";

// Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section E: twelve units, four observers, gaps.
const OBSERVERS = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
  [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
];
const UNITS = Array.from({ length: 12 }, (_, unit) =>
  OBSERVERS.map((ratings) => ratings[unit] ?? null).filter((rating) => rating !== null),
);

describe("krippendorffAlpha", () => {
  it("gives the published values of Krippendorff's own example: 0.743 nominal, 0.849 interval", () => {
    expect(krippendorffAlpha(UNITS, "nominal", 4).alpha?.toFixed(3)).toBe("0.743");
    expect(krippendorffAlpha(UNITS, "interval", 4).alpha?.toFixed(3)).toBe("0.849");
  });

  it("counts only units that at least two observers rated", () => {
    expect(krippendorffAlpha(UNITS, "nominal", 4).items).toBe(11);
  });

  it("is 1 when all agree, and below 0 when they contradict each other", () => {
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [0, 0],
          [-1, -1],
        ],
        "interval",
        2,
      ).alpha,
    ).toBe(1);
    expect(
      krippendorffAlpha(
        [
          [1, -1],
          [-1, 1],
        ],
        "interval",
        2,
      ).alpha,
    ).toBeLessThan(0);
  });

  it("is unknown where there is nothing to disagree about, and where nothing was rated twice", () => {
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        "interval",
        2,
      ).alpha,
    ).toBeNull();
    expect(krippendorffAlpha([[1], [0]], "interval", 2)).toEqual({ alpha: null, raters: 2, items: 0 });
  });
});
