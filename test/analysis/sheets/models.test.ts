import { describe, expect, it } from "vitest";
import type { EvaluationAssumptions, ModelRow } from "../../../src/analysis/plan/evaluation-assumptions.ts";
import { evaluationSheet } from "../../../src/analysis/sheets/evaluation.ts";
import { modelsSheet } from "../../../src/analysis/sheets/models.ts";
import { section, valuesOf, wronglyShown } from "../figures.ts";

/** Four points a right answer, none a neutral one, two lost by a wrong one; 12 questions of a survey without follow-ups. */
const scores = { score_right: 4, score_neutral: 0, score_wrong: -2 };
const survey = { questions_stated: 50, cri_profiles: 4, survey_question_marks: 15, survey_followups: 3 };
const weights = { rk_uqr: 1, cri_mean: 2, cri_worst: 3, ifeval: 4 };

function assumed(
  changed: Readonly<Record<string, number>> = {},
  weighted: Readonly<Record<keyof typeof weights, number>> = weights,
): EvaluationAssumptions {
  return {
    ...section("evaluation", { ifeval_threshold: 0.5, ifeval_prompts: 100, ...scores, ...survey, ...changed }),
    weights: section("evaluation.weights", weighted),
    situations: {
      rows: {
        shop: { label: "Shop", ...section("shop", { profiles: 3, questions: 20, role_knowledge: 12, few_shots: 2 }) },
        desk: { label: "Desk", ...section("desk", { profiles: 1, questions: 30, unknown_questions: 7 }) },
      },
    },
  };
}

describe("the evaluation by people", () => {
  it("counts what its situations hold, and the ends of its scale", () => {
    const { figures, surveyQuestions, lowestPercent } = evaluationSheet(assumed());
    expect(valuesOf(figures)).toEqual({
      "evaluation.profiles": 4,
      "evaluation.questions": 50,
      "evaluation.role_knowledge_questions": 12,
      "evaluation.unknown_questions": 7,
      "evaluation.few_shots": 2,
      "evaluation.survey_questions": 12,
      "evaluation.rk_uqr_lowest_percent": -50,
      "evaluation.rk_uqr_neutral_percent": 0,
      "evaluation.rk_uqr_highest_percent": 100,
    });
    expect(wronglyShown(figures)).toEqual([]);
    expect(valuesOf([surveyQuestions, lowestPercent])).toEqual({
      "evaluation.survey_questions": 12,
      "evaluation.rk_uqr_lowest_percent": -50,
    });
  });

  it("counts nothing in no situations", () => {
    const { figures } = evaluationSheet({ ...assumed(), situations: { rows: {} } });
    expect(valuesOf(figures)).toMatchObject({ "evaluation.profiles": 0, "evaluation.few_shots": 0 });
  });

  it.each([
    ["score_neutral", { score_neutral: 4 }, /found 4, expected fewer points than a right answer, 4/],
    ["score_wrong", { score_wrong: 0 }, /found 0, expected fewer points than an answer that is neither, 0/],
    ["survey_followups", { survey_followups: 15 }, /found 15, expected fewer than the question marks/],
  ])("is refused where it contradicts itself: %s", (key, changed, message) => {
    const made = () => evaluationSheet(assumed(changed));
    expect(made).toThrow(message);
    expect(made).toThrow(expect.objectContaining({ path: `evaluation.${key}` }) as Error);
  });

  it("is refused where nothing weighs anything, and stands where one thing does", () => {
    const none = { rk_uqr: 0, cri_mean: 0, cri_worst: 0, ifeval: 0 };
    expect(() => evaluationSheet(assumed({}, none))).toThrow(/found 0, expected a weight above 0/);
    expect(() => evaluationSheet(assumed({}, { ...none, ifeval: 1 }))).not.toThrow();
  });
});

const model = (key: string, values: Readonly<Record<string, number>>): ModelRow => ({
  label: key,
  ...section(`models.rows.${key}`, values),
});
const evaluation = evaluationSheet(assumed());
const made = (rows: Readonly<Record<string, ModelRow>>) => modelsSheet({ rows }, assumed(), evaluation);

describe("candidate models", () => {
  const sheet = made({
    // Net points 80 of 200 are 40 %, which is 0.6 of the way from −50 to 100.
    good: model("good", { parameters: 7e9, ifeval: 0.8, net_points: 80, cri_sum: 42, cri_worst: 9 }),
    fair: model("fair", { ifeval: 0.6, net_points: 50, cri_sum: 36, cri_worst: 6 }),
    tied: model("tied", { ifeval: 0.6, net_points: 50, cri_sum: 36, cri_worst: 6 }),
    bad: model("bad", { ifeval: 0.5, net_points: -100, cri_sum: 0, cri_worst: 0 }),
    part: model("part", { net_points: 20 }),
    unrated: model("unrated", { parameters: 13e9 }),
  });
  const values = valuesOf(sheet);

  it("are counted: those of a known size, with a score, above the threshold", () => {
    expect(values).toMatchObject({
      "models.rows.good.parameters": 7e9,
      "models.rows.bad.ifeval": 0.5,
      "models.rows.unrated.parameters": 13e9,
      "evaluation.candidates_count": 2,
      "evaluation.evaluated_count": 4,
      "models.shortlist_count": 3,
      "models.good.shortlisted": "yes",
      "models.bad.shortlisted": "no",
    });
    expect(values["models.good.ifeval_standard_error"]).toBeCloseTo(0.04, 12);
    expect(
      Object.keys(values).filter((id) => id.startsWith("models.part.") || id.startsWith("models.unrated.")),
    ).toEqual([]);
  });

  it("are scored by the weighted mean of four criteria, each from the worst to the best there can be", () => {
    expect(values).toMatchObject({
      "ratings.good.rk_uqr_percent": 40,
      "ratings.good.cri_mean": 10.5,
      "ratings.good.cri_worst": 9,
      "ratings.bad.rk_uqr_percent": -50,
      "ratings.part.rk_uqr_percent": 10,
    });
    expect(values["ratings.good.score"]).toBeCloseTo(
      (100 * (1 * 0.6 + 2 * (10.5 / 12) + 3 * (9 / 12) + 4 * 0.8)) / 10,
      10,
    );
    expect(values["ratings.fair.score"]).toBeCloseTo(
      (100 * (1 * 0.5 + 2 * (9 / 12) + 3 * (6 / 12) + 4 * 0.6)) / 10,
      10,
    );
    expect(values["ratings.bad.score"]).toBeCloseTo((100 * 4 * 0.5) / 10, 10);
  });

  it("are ranked where they have all four, and share the better place", () => {
    const ranks = Object.entries(values).filter(([id]) => id.endsWith(".rank"));
    expect(ranks).toEqual([
      ["ratings.good.rank", 1],
      ["ratings.fair.rank", 2],
      ["ratings.tied.rank", 2],
      ["ratings.bad.rank", 4],
    ]);
    expect(Object.keys(values).filter((id) => id.startsWith("ratings.part."))).toEqual(["ratings.part.rk_uqr_percent"]);
    expect(wronglyShown(sheet, evaluation.figures)).toEqual([]);
  });

  it.each(["net_points", "cri_sum", "cri_worst", "ifeval"])(
    "have no score where one criterion is missing: %s",
    (missing) => {
      const all = { ifeval: 0.8, net_points: 80, cri_sum: 42, cri_worst: 9 };
      const rest = Object.fromEntries(Object.entries(all).filter(([name]) => name !== missing));
      const found = valuesOf(made({ x: model("x", rest) }));
      expect(found["ratings.x.score"]).toBeUndefined();
      expect(found["ratings.x.rank"]).toBeUndefined();
      expect(Object.keys(found).filter((id) => id.startsWith("ratings.x."))).toHaveLength(missing === "ifeval" ? 3 : 2);
    },
  );

  it.each([
    ["the most net points", { net_points: 200 }],
    ["the fewest net points", { net_points: -100 }],
    ["a survey that every profile finished", { cri_worst: 12, cri_sum: 48 }],
    ["a worst profile and three that finished", { cri_worst: 5, cri_sum: 5 + 36 }],
    ["all as bad as the worst", { cri_worst: 5, cri_sum: 20 }],
    ["a sum without a worst, up to all", { cri_sum: 48 }],
    ["a sum without a worst, down to none", { cri_sum: 0 }],
  ])("can have %s", (_, values) => {
    expect(() => made({ x: model("x", values) })).not.toThrow();
  });

  it.each([
    ["net_points", { net_points: 201 }, "a total from -100 to 200"],
    ["net_points", { net_points: -101 }, "a total from -100 to 200"],
    ["cri_worst", { cri_worst: 13 }, "a total from 0 to 12"],
    ["cri_worst", { cri_worst: -1 }, "a total from 0 to 12"],
    ["cri_sum", { cri_sum: 42, cri_worst: 5 }, "a total from 20 to 41"],
    ["cri_sum", { cri_sum: 19, cri_worst: 5 }, "a total from 20 to 41"],
    ["cri_sum", { cri_sum: 49 }, "a total from 0 to 48"],
  ])("cannot have ratings that no sheet adds up to: %s %o", (column, values, expected) => {
    expect(() => made({ x: model("x", values) })).toThrow(
      expect.objectContaining({ path: `models.rows.x.${column}`, expected }) as Error,
    );
  });
});
