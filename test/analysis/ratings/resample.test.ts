import { mean, sampleStandardDeviation, variance } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { type Judging, resample } from "../../../src/analysis/ratings/resample.ts";

const JUDGING: Judging = {
  weights: { rkUqrPercent: 1, criMean: 0, criWorst: 0, ifeval: 0 },
  scale: { lowestPercent: -100, surveyQuestions: 55 },
  scoreRight: 1,
  prompts: 541,
};
const points = Array.from({ length: 54 }, (_, k) => (k < 35 ? 1 : k < 46 ? 0 : -1));
const model = { key: "a", points, answered: [16, 40, 44, 40, 46, 45], ifeval: 0.5674 };
const drawn = { seed: 11, draws: 4000, paired: false };

/** Five standard errors: a false alarm of 6e-7. */
const FIVE = 5;

describe("resample", () => {
  it("has the mean of the ratings and the standard error of a mean, √(variance ÷ n)", () => {
    const { rkUqrPercent } = resample(model, JUDGING, drawn);
    const expected = 100 * Math.sqrt(variance(points) / 54);
    const spread = sampleStandardDeviation([...rkUqrPercent]);
    expect(Math.abs(mean([...rkUqrPercent]) - 100 * mean(points))).toBeLessThan((FIVE * expected) / Math.sqrt(4000));
    expect(Math.abs(spread / expected - 1)).toBeLessThan(FIVE / Math.sqrt(2 * 4000));
  });

  it("scatters the benchmark score as 541 prompts do", () => {
    const { ifeval } = resample(model, JUDGING, drawn);
    const expected = Math.sqrt((0.5674 * 0.4326) / 541);
    expect(Math.abs(sampleStandardDeviation([...ifeval]) / expected - 1)).toBeLessThan(FIVE / Math.sqrt(2 * 4000));
  });

  it("has every criterion in every resample", () => {
    for (const column of Object.values(resample(model, JUDGING, { ...drawn, draws: 7 }))) {
      expect(column).toHaveLength(7);
      expect(column.filter((value) => !Number.isFinite(value))).toEqual([]);
    }
  });

  it("never goes below the worst profile that was seen", () => {
    expect(Math.min(...resample(model, JUDGING, drawn).criWorst)).toBe(16);
  });

  it("draws the same questions for all models where they were asked the same", () => {
    const other = { ...model, key: "b", points: points.map((value) => -value) };
    const a = resample(model, JUDGING, { ...drawn, paired: true }).rkUqrPercent;
    const b = resample(other, JUDGING, { ...drawn, paired: true }).rkUqrPercent;
    expect(b).toEqual(a.map((value) => 0 - value));
    const alone = resample(other, JUDGING, drawn).rkUqrPercent;
    expect(alone).not.toEqual(b);
  });

  it("gives the same resamples for the same seed, and the first of many are those of few", () => {
    const few = resample(model, JUDGING, { ...drawn, draws: 50 });
    expect(resample(model, JUDGING, drawn).score.slice(0, 50)).toEqual(few.score);
    expect(resample(model, JUDGING, { ...drawn, draws: 50, seed: 12 }).score).not.toEqual(few.score);
  });
});
