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
});
