import { describe, expect, it } from "vitest";
import { rankModels } from "../../../src/analysis/ratings/ranking.ts";
import { readRatings } from "../../../src/assumptions/rating-sheet.ts";
import { figuresOfPlan, numberAt, readPlan } from "../../plans/read.ts";

const plan = readPlan().leaves;
const figures = figuresOfPlan();
const keys = Object.keys(plan.models?.rows ?? {}).filter((key) => figures[`ratings.${key}.score`]);
const scores = new Map(keys.map((key) => [key, numberAt(figures, `ratings.${key}.score`)]));
const ranking = rankModels(plan, scores, { seed: 1, draws: 1000 });

describe("the ranking of the published models", () => {
  it("puts first the two that D2.2 section 5.4 names as the most suitable", () => {
    expect(ranking.models.slice(0, 2).map(({ key }) => key)).toEqual(["qwen15_72b", "llama3_70b"]);
    expect(ranking.models).toHaveLength(9);
    expect(ranking.unranked).toEqual([]);
  });

  it("gives of each pair two probabilities that add up to 1, and of being best ones that do", () => {
    for (const { key, betterThan } of ranking.models)
      for (const other of ranking.models)
        if (other.key !== key) expect((betterThan[other.key] ?? 0) + (other.betterThan[key] ?? 0)).toBeCloseTo(1, 12);
    expect(ranking.models.reduce((sum, { bestProbability }) => sum + bestProbability, 0)).toBeCloseTo(1, 12);
  });

  it("is surer where ratings are as alike as the totals allow", () => {
    const qwen = ranking.models[0];
    expect(qwen?.betterIfAlike?.roleplaylake).toBeGreaterThanOrEqual(qwen?.betterThan.roleplaylake ?? 1);
    expect(qwen?.betterThan.llama3_70b).toBeGreaterThan(0.5);
    expect(qwen?.betterThan.llama3_70b).toBeLessThan(0.8);
  });

  it("holds each score within its interval", () => {
    for (const { score, interval90 } of ranking.models) {
      expect(interval90.score[0]).toBeLessThan(score);
      expect(interval90.score[1]).toBeGreaterThan(score);
    }
  });
});

describe("a ranking of sheets", () => {
  const context = {
    models: keys.map((key) => ({ key, label: key })),
    points: { right: 1, neutral: 0, wrong: -1 },
    surveyQuestions: 55,
  };
  const questions = (points: readonly (readonly [string, number])[]): string =>
    [
      "model,profile,question,kind,points",
      ...points.flatMap(([model, value]) => [1, 2, 3].map((q) => `${model},p,${q},RK,${value}`)),
    ].join("\n");

  it("cannot tell apart models that got the same", () => {
    const text = {
      "q.csv": questions([
        ["tulu2_70b", 1],
        ["openchat", 1],
      ]),
      "s.csv": "model,profile,answered\ntulu2_70b,p,10\nopenchat,p,10",
    };
    const sheets = readRatings((file) => text[file as keyof typeof text], Object.keys(text), context);
    const equal = { ...plan, models: { ...plan.models, rows: twins() } };
    const { models, basis } = rankModels(
      equal as typeof plan,
      new Map([
        ["tulu2_70b", 1],
        ["openchat", 1],
      ]),
      { seed: 1, draws: 400 },
      sheets,
    );
    expect(basis).toBe("sheets");
    // Only the benchmark differs by chance: 400 draws, five standard errors of a share of one half.
    expect(Math.abs((models[0]?.betterThan[models[1]?.key ?? ""] ?? 0) - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / 400));
  });

  function twins() {
    const rows = plan.models?.rows ?? {};
    const { tulu2_70b, openchat } = rows;
    return { tulu2_70b, openchat: { ...openchat, ifeval: tulu2_70b?.ifeval } };
  }
});
