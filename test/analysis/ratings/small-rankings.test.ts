import { describe, expect, it } from "vitest";
import { rankModels } from "../../../src/analysis/ratings/ranking.ts";
import { planOfModels, sheetsOf } from "./rated-plan.ts";

const DRAWN = { seed: 3, draws: 40 };
const ranked = (...of: Parameters<typeof planOfModels>) => {
  const scores = new Map(Object.keys(of[0]).map((key, at) => [key, 100 - at]));
  return rankModels(planOfModels(...of), scores, DRAWN);
};

describe("a ranking that chance has no part in", () => {
  const right = { net_points: 8, cri_sum: 18, cri_worst: 6 };
  const neutral = { ...right, net_points: 0 };
  const wrong = { ...right, net_points: -4 };

  it("shares the first place among equals, half a win each, and gives none to the others", () => {
    const { basis, models, unranked } = ranked({ a: right, b: wrong, c: right, d: wrong });
    expect({ basis, unranked }).toEqual({ basis: "totals", unranked: [] });
    expect(models.map(({ key, bestProbability, betterThan }) => [key, bestProbability, betterThan])).toEqual([
      ["a", 0.5, { b: 1, c: 0.5, d: 1 }],
      ["b", 0, { a: 0, c: 0, d: 0.5 }],
      ["c", 0.5, { a: 0.5, b: 1, d: 1 }],
      ["d", 0, { a: 0, b: 0.5, c: 0 }],
    ]);
    expect(models[0]?.betterIfAlike).toEqual(models[0]?.betterThan);
  });

  it("puts points on the scale from all wrong, half of the points of all right below 0, to all right", () => {
    // 2 points for a right answer and −1 for a wrong one: −50 % to 100 %; 0 % is a third of the way.
    const [a, b, c] = ranked({ a: right, b: neutral, c: wrong }).models;
    expect([a, b, c].map((model) => model?.interval90.rkUqrPercent)).toEqual([
      [100, 100],
      expect.anything(),
      [-50, -50],
    ]);
    expect([a?.interval90.score, c?.interval90.score]).toEqual([
      [100, 100],
      [0, 0],
    ]);
    expect([a?.betterIfAlike, b?.betterIfAlike]).toEqual([
      { b: 1, c: 1 },
      { a: 0, c: 1 },
    ]);
  });

  it("has the same scale where every answer has twice the points", () => {
    const twice = { score_right: 4, score_wrong: -2 };
    const [a, b] = ranked({ a: { ...right, net_points: 16 }, b: { ...right, net_points: -8 } }, {}, twice).models;
    expect([a?.interval90.score, b?.interval90.score]).toEqual([
      [100, 100],
      [0, 0],
    ]);
  });

  it("puts answers on the length of the survey, its follow-ups left out", () => {
    // All three profiles at 6 of 10 questions.
    const [model] = ranked({ a: right }, { rk_uqr: 0, cri_mean: 1 }).models;
    expect(model?.interval90).toEqual({
      rkUqrPercent: [100, 100],
      criMean: [6, 6],
      ifeval: [0, 0],
      score: [60, 60],
    });
  });

  it("takes what a row does not state as 0", () => {
    const [model] = ranked({ a: {} }, { ifeval: 1, cri_mean: 1 }).models;
    expect(model?.interval90.criMean).toEqual([0, 0]);
    expect(model?.interval90.ifeval).toEqual([0, 0]);
  });

  it("keeps each score, the highest first, and names rated models that have none", () => {
    const plan = planOfModels({ a: right, b: { net_points: 1 }, c: { cri_sum: 9 }, d: { ifeval: 0.9 }, e: right });
    const ranking = rankModels(
      plan,
      new Map([
        ["a", 60],
        ["e", 70],
      ]),
      DRAWN,
    );
    expect(ranking.models.map(({ key, score }) => [key, score])).toEqual([
      ["e", 70],
      ["a", 60],
    ]);
    expect(ranking.unranked).toEqual(["b", "c"]);
    expect(ranking).not.toHaveProperty("agreement");
  });

  it("is refused where the plan has no models, or does not say how they are judged", () => {
    const { models: _, ...withoutModels } = planOfModels({});
    const { evaluation: __, ...withoutEvaluation } = planOfModels({});
    for (const bare of [withoutModels, withoutEvaluation, { title: "t" }])
      expect(() => rankModels(bare, new Map(), DRAWN)).toThrow("the plan has no models to rank");
  });
});

describe("luck", () => {
  const half = { net_points: 2, cri_sum: 18, cri_worst: 6 };
  const lines = (key: string, profile: string) =>
    [2, -1, 2, -1].map((points, at) => [key, profile, String(at), points] as const);

  it("is shared by models that were asked the same questions, and each model's own where only totals are known", () => {
    const plan = planOfModels({ a: half, b: half });
    const scores = new Map([
      ["a", 1],
      ["b", 2],
    ]);
    const sheets = sheetsOf(
      [...lines("a", "p"), ...lines("b", "p")],
      [
        ["a", "p", 6],
        ["b", "p", 6],
      ],
    );
    const known = rankModels(plan, scores, DRAWN, sheets);
    expect(known.basis).toBe("sheets");
    expect(known.models.map(({ betterThan }) => betterThan)).toEqual([{ a: 0.5 }, { b: 0.5 }]);
    expect(known.models[0]).not.toHaveProperty("betterIfAlike");
    const [b] = rankModels(plan, scores, DRAWN).models;
    expect(b?.betterThan.a).not.toBe(0.5);
    expect(b?.betterThan.a).toBeGreaterThan(0.2);
    expect(b?.betterThan.a).toBeLessThan(0.8);
  });

  it("is of each model's own ratings", () => {
    const plan = planOfModels({ a: half, b: half, c: { ...half, net_points: 8 } });
    const scores = new Map(["a", "b", "c"].map((key) => [key, 1]));
    const sheets = sheetsOf(
      [
        ["a", "p", "1", -1],
        ["b", "p", "1", 2],
      ],
      [
        ["a", "p", 6],
        ["b", "p", 6],
      ],
    );
    const intervals = rankModels(plan, scores, DRAWN, sheets).models.map(({ key, interval90 }) => [
      key,
      interval90.rkUqrPercent,
    ]);
    // The sheets do not rate the third: its totals stand.
    expect(Object.fromEntries(intervals)).toEqual({ a: [-50, -50], b: [100, 100], c: [100, 100] });
  });
});

describe("the agreement of raters", () => {
  const plan = planOfModels({ a: {}, b: {} });
  const agreement = (sheets: ReturnType<typeof sheetsOf>) => rankModels(plan, new Map(), DRAWN, sheets).agreement;
  // Ordered pairs of an item (2, −1) differ by 9 + 9; of three 2 and three −1 by 2 · 3 · 3 · 9.
  // 1 − (18 ÷ 6) ÷ (162 ÷ (6 · 5)) = 4 ÷ 9.
  const questions = [
    ["a", "p", "1", 2, "ann"],
    ["a", "p", "1", 2, "bob"],
    ["a", "p", "2", 2, "ann"],
    ["a", "p", "2", -1, "bob"],
    ["b", "p", "1", -1, "ann"],
    ["b", "p", "1", -1, "bob"],
  ] as const;
  // 10 and 12, 20 and 22: 1 − (16 ÷ 4) ÷ (832 ÷ (4 · 3)) = 49 ÷ 52.
  const surveys = [
    ["a", "p", 10, "ann"],
    ["a", "p", 12, "bob"],
    ["b", "p", 20, "ann"],
    ["b", "p", 22, "bob"],
  ] as const;
  const ofQuestions = { alpha: expect.closeTo(4 / 9, 12), raters: 2, items: 3 };
  const ofSurveys = { alpha: expect.closeTo(49 / 52, 12), raters: 2, items: 2 };
  const byOne = <Line extends readonly unknown[]>(lines: readonly Line[]) =>
    lines.filter((line) => line.at(-1) === "ann");

  it("is alpha at the interval level, item by item, of points and of answers", () => {
    expect(agreement(sheetsOf(questions, surveys))).toEqual({ questions: ofQuestions, surveys: ofSurveys });
  });

  it("is told of what two rated, and of nothing else", () => {
    expect(agreement(sheetsOf(questions, byOne(surveys)))).toEqual({ questions: ofQuestions });
    expect(agreement(sheetsOf(byOne(questions), surveys))).toEqual({ surveys: ofSurveys });
    expect(agreement(sheetsOf(byOne(questions), byOne(surveys)))).toEqual({});
  });
});
