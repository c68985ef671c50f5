import fc from "fast-check";
import { mean, min, sum, variance } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { impliedRatings } from "../../../src/analysis/ratings/implied-ratings.ts";

const SCALE = { questions: 54, right: 1, neutral: 0, wrong: -1, profiles: 6, surveyQuestions: 55 };
/** D2.2 Table 13, Qwen1.5-72B-Chat: 50.0 % of 54, a mean of 38.5 over 6 profiles, the worst 16. */
const QWEN = { key: "qwen", netPoints: 27, answeredSum: 231, answeredWorst: 16 };

describe("impliedRatings", () => {
  it.each(["narrowest", "widest"] as const)("has the totals it was made of: %s", (width) => {
    const { points, answered } = impliedRatings(QWEN, SCALE, width);
    expect([points.length, sum([...points])]).toEqual([54, 27]);
    expect([answered.length, sum([...answered]), min([...answered])]).toEqual([6, 231, 16]);
    expect(Math.max(...answered)).toBeLessThanOrEqual(55);
  });

  it("spreads answers to right and wrong at its widest, within one answer of the bound of Bhatia and Davis", () => {
    const { points } = impliedRatings(QWEN, SCALE, "widest");
    const m = mean([...points]);
    const bound = (1 - m) * (m + 1);
    expect(variance([...points])).toBeLessThanOrEqual(bound);
    expect(variance([...points])).toBeGreaterThan(bound - 1.1 / 54);
  });

  it("keeps to right and neutral at its narrowest, or to wrong and neutral below nothing", () => {
    expect(new Set(impliedRatings(QWEN, SCALE, "narrowest").points)).toEqual(new Set([1, 0]));
    expect(new Set(impliedRatings({ ...QWEN, netPoints: -20 }, SCALE, "narrowest").points)).toEqual(new Set([-1, 0]));
  });

  it("holds any sheet between its narrowest and its widest", () => {
    const sheet = fc.record({
      points: fc.array(fc.constantFrom(-1, 0, 1), { minLength: 54, maxLength: 54 }),
      answered: fc.array(fc.integer({ min: 0, max: 55 }), { minLength: 6, maxLength: 6 }),
    });
    fc.assert(
      fc.property(sheet, ({ points, answered }) => {
        const totals = { key: "m", netPoints: sum(points), answeredSum: sum(answered), answeredWorst: min(answered) };
        const narrow = impliedRatings(totals, SCALE, "narrowest");
        const wide = impliedRatings(totals, SCALE, "widest");
        // Variances of the same values in another order differ by rounding only.
        expect(variance(points)).toBeLessThanOrEqual(variance([...wide.points]) + 1e-9);
        expect(variance(points)).toBeGreaterThanOrEqual(variance([...narrow.points]) - 1e-9);
        expect(variance(answered)).toBeLessThanOrEqual(variance([...wide.answered]) + 1e-9);
        expect(variance(answered)).toBeGreaterThanOrEqual(variance([...narrow.answered]) - 1e-9);
      }),
    );
  });

  it("refuses totals that no sheet has", () => {
    expect(() => impliedRatings({ ...QWEN, netPoints: 55 }, SCALE, "widest")).toThrow(/net points of 55/);
    expect(() => impliedRatings({ ...QWEN, answeredSum: 300 }, SCALE, "narrowest")).toThrow(/survey answers of 284/);
    expect(() => impliedRatings({ ...QWEN, answeredSum: 50 }, SCALE, "widest")).toThrow(/survey answers/);
  });

  const SMALL = { questions: 4, right: 2, neutral: 0, wrong: -1, profiles: 4, surveyQuestions: 10 };
  const sheet = (totals: object, width: "narrowest" | "widest", scale: object = {}) => {
    const { points, answered } = impliedRatings(
      { key: "m", netPoints: 0, answeredSum: 0, answeredWorst: 0, ...totals },
      { ...SMALL, ...scale },
      width,
    );
    return { points, answered };
  };

  it.each([
    [{ netPoints: 5 }, "widest", { points: [2, 2, 2, -1] }],
    [{ netPoints: 4 }, "widest", { points: [2, 2, 1, -1] }],
    [{ netPoints: 8 }, "widest", { points: [2, 2, 2, 2] }],
    [{ netPoints: -4 }, "widest", { points: [-1, -1, -1, -1] }],
    [{ netPoints: 3 }, "narrowest", { points: [2, 1, 0, 0] }],
    [{ netPoints: 0 }, "narrowest", { points: [0, 0, 0, 0] }],
    [{ netPoints: -3 }, "narrowest", { points: [0, -1, -1, -1] }],
    [{ answeredSum: 20, answeredWorst: 2 }, "widest", { answered: [2, 10, 6, 2] }],
    [{ answeredSum: 20, answeredWorst: 2 }, "narrowest", { answered: [2, 6, 6, 6] }],
    [{ answeredSum: 22, answeredWorst: 2 }, "narrowest", { answered: [2, 7, 7, 6] }],
    [{ answeredSum: 33, answeredWorst: 3 }, "narrowest", { answered: [3, 10, 10, 10] }],
    [{ answeredSum: 12, answeredWorst: 3 }, "narrowest", { answered: [3, 3, 3, 3] }],
  ] as const)("writes %j %s as %j", (totals, width, expected) => {
    expect(sheet(totals, width)).toMatchObject(expected);
  });

  it("keeps to the better side of the neutral answer where that is what the points are", () => {
    // Four neutral answers of 1 point: 4 in all is the middle itself, and 3 are below it.
    const scale = { neutral: 1 };
    expect(sheet({ netPoints: 4 }, "narrowest", scale).points).toEqual([1, 1, 1, 1]);
    expect(sheet({ netPoints: 5 }, "narrowest", scale).points).toEqual([2, 1, 1, 1]);
    expect(sheet({ netPoints: 3 }, "narrowest", scale).points).toEqual([1, 1, 1, 0]);
  });

  it.each(["narrowest", "widest"] as const)("has a single profile, or no question: %s", (width) => {
    const totals = { answeredSum: 7, answeredWorst: 7 };
    expect(sheet(totals, width, { questions: 0, profiles: 1 })).toEqual({ points: [], answered: [7] });
    for (const answeredSum of [6, 8])
      expect(() => sheet({ ...totals, answeredSum }, width, { profiles: 1 })).toThrow(/expected 0 to 0/);
  });

  it.each(["narrowest", "widest"] as const)("has every profile at the end of the survey: %s", (width) => {
    expect(sheet({ answeredSum: 40, answeredWorst: 10 }, width).answered).toEqual([10, 10, 10, 10]);
    expect(sheet({ answeredSum: 10, answeredWorst: 10 }, width, { profiles: 1 }).answered).toEqual([10]);
  });

  it("names what any sheet would have had", () => {
    expect(() => sheet({ netPoints: 9 }, "widest", { wrong: -3 })).toThrow(
      "m: net points of 9 in all; expected -12 to 8 from 4 ratings of -3 to 2",
    );
    const answers = (answeredSum: number) => sheet({ answeredSum, answeredWorst: 3 }, "narrowest");
    for (const [total, rest] of [
      [34, 31],
      [11, 8],
    ] as const)
      expect(() => answers(total)).toThrow(`m: survey answers of ${rest} in the other profiles; expected 9 to 30`);
  });
});
