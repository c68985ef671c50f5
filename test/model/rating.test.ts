import { describe, expect, it } from "vitest";
import {
  meanAnswered,
  netPercent,
  passesThreshold,
  rankAmong,
  shareStandardError,
  surveyQuestions,
  weightedScore,
} from "../../src/model/rating.ts";

const SCALE = { lowestPercent: -100, surveyQuestions: 55 };
const WEIGHTS = { rkUqrPercent: 0.4, criMean: 0.3, criWorst: 0.1, ifeval: 0.2 };

describe("scores of ratings", () => {
  it("gives the percentages and means that D2.2 Table 13 prints for Qwen and Llama-3-70B", () => {
    expect(netPercent({ netPoints: 27, questions: 54, scoreRight: 1 })).toBe(50);
    expect(netPercent({ netPoints: 29, questions: 54, scoreRight: 1 }).toFixed(1)).toBe("53.7");
    expect(meanAnswered({ answeredSum: 231, profiles: 6 })).toBe(38.5);
    expect(surveyQuestions({ questionMarks: 63, followups: 8 })).toBe(55);
  });

  it("does not depend on the size of a point", () => {
    expect(netPercent({ netPoints: 270, questions: 54, scoreRight: 10 })).toBe(50);
  });

  it("asks for more than the threshold, not for as much", () => {
    expect(passesThreshold({ score: 0.5, threshold: 0.5 })).toBe(false);
    expect(passesThreshold({ score: 0.5001, threshold: 0.5 })).toBe(true);
  });

  it("is 0 at the worst and 100 at the best there can be, whatever the weights add up to", () => {
    const best = { rkUqrPercent: 100, criMean: 55, criWorst: 55, ifeval: 1 };
    const worst = { rkUqrPercent: -100, criMean: 0, criWorst: 0, ifeval: 0 };
    const doubled = { rkUqrPercent: 0.8, criMean: 0.6, criWorst: 0.2, ifeval: 0.4 };
    expect(weightedScore(best, WEIGHTS, SCALE)).toBeCloseTo(100, 12);
    expect(weightedScore(best, doubled, SCALE)).toBeCloseTo(100, 12);
    expect(weightedScore(worst, WEIGHTS, SCALE)).toBe(0);
  });

  it("counts only what has a weight", () => {
    const criteria = { rkUqrPercent: 50, criMean: 11, criWorst: 5, ifeval: 0.3 };
    const only = { rkUqrPercent: 0, criMean: 0, criWorst: 0, ifeval: 0.7 };
    expect(weightedScore(criteria, only, SCALE)).toBeCloseTo(30, 12);
    expect(() => weightedScore(criteria, { ...only, ifeval: 0 }, SCALE)).toThrow(/weights add up to 0/);
  });

  it("lets equal scores share the better place", () => {
    expect([5, 3, 5, 1].map((score) => rankAmong(score, [5, 3, 5, 1]))).toEqual([1, 3, 1, 4]);
  });

  it("gives a share of one half the standard error 1 ÷ (2 √n), and no error to none and all", () => {
    expect(shareStandardError({ share: 0.5, trials: 100 })).toBe(0.05);
    expect(shareStandardError({ share: 0, trials: 100 })).toBe(0);
    expect(shareStandardError({ share: 1, trials: 100 })).toBe(0);
  });
});
