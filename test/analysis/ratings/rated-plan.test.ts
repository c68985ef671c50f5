import { describe, expect, it } from "vitest";
import { ratedModels } from "../../../src/analysis/ratings/rated-model.ts";
import { ratedPlan } from "../../../src/analysis/ratings/rated-plan.ts";
import { planOfModels, sheetsOf } from "./rated-plan.ts";

describe("ratings by model", () => {
  it("are means over the raters, the items in one order for all models", () => {
    const sheets = sheetsOf(
      [
        ["a", "p", "1", 2, "ann"],
        ["a", "p", "1", -1, "bob"],
        ["a", "p", "2", 2, "ann"],
        ["a", "q", "1", 0, "ann"],
        // The other way round, and less of it.
        ["b", "q", "1", 2, "ann"],
        ["b", "p", "1", -1, "ann"],
      ],
      [
        ["b", "q", 3],
        ["a", "p", 4, "ann"],
        ["a", "p", 7, "bob"],
        ["a", "q", 10],
        ["c", "q", 1],
      ],
    );
    expect(ratedModels(sheets)).toEqual([
      { key: "a", points: [0.5, 2, 0], answered: [10, 5.5] },
      { key: "b", points: [-1, 2], answered: [3] },
      { key: "c", points: [], answered: [1] },
    ]);
    expect(ratedModels(sheetsOf([["a", "p", "1", 2]]))).toEqual([{ key: "a", points: [2], answered: [] }]);
  });
});

describe("the plan with what sheets say", () => {
  const plan = planOfModels({
    a: { ifeval: 0.6, net_points: 8, cri_sum: 30, cri_worst: 10 },
    b: { ifeval: 0.5, net_points: 8, cri_sum: 30, cri_worst: 10 },
    c: { net_points: 8, cri_sum: 30, cri_worst: 10 },
  });
  const written = (sheets: ReturnType<typeof sheetsOf>) => ratedPlan(plan, sheets, ratedModels(sheets));
  const measured = (file: string, line: number, rest: object) => ({
    ...{ kind: "leaf", leaf: "quantity", source: `rating sheet ${file}`, provenance: "measured" },
    ...{ place: { file, line, column: 1 }, ...rest },
  });

  it("has their totals in place of its own, each with where it was read first; models without ratings have none", () => {
    const sheets = sheetsOf(
      [
        ["a", "p", "1", 2],
        ["b", "p", "1", 2],
        ["b", "p", "2", -1],
        ["b", "p", "3", 2],
      ],
      [
        ["b", "p", 9],
        ["b", "q", 4],
        ["a", "p", 3],
      ],
    );
    const read = written(sheets);
    const [a, b, c] = ["a", "b", "c"].map((key) => plan.models?.rows[key]);
    const cell = (key: string, column: string, label: string, file: string, line: number, value: number) =>
      measured(`${file}.csv`, line, {
        ...{ id: `models.rows.${key}.${column}`, label: `${label}, ${key.toUpperCase()}`, value },
        unit: file === "questions" ? "points" : "questions",
      });
    expect(read.models?.rows).toEqual({
      a: {
        label: a?.label,
        ifeval: a?.ifeval,
        net_points: cell("a", "net_points", "Net points", "questions", 2, 2),
        cri_sum: cell("a", "cri_sum", "Survey questions answered", "surveys", 4, 3),
        cri_worst: cell("a", "cri_worst", "Survey questions, worst profile", "surveys", 4, 3),
      },
      b: {
        label: b?.label,
        ifeval: b?.ifeval,
        net_points: cell("b", "net_points", "Net points", "questions", 3, 3),
        cri_sum: cell("b", "cri_sum", "Survey questions answered", "surveys", 2, 13),
        cri_worst: cell("b", "cri_worst", "Survey questions, worst profile", "surveys", 2, 4),
      },
      c: { label: c?.label },
    });
  });

  it("has the numbers of questions and profiles that were rated, and the rest of the evaluation as it was", () => {
    const sheets = sheetsOf(
      [
        ["a", "p", "1", 2],
        ["b", "p", "1", 2],
        ["b", "p", "2", -1],
      ],
      [
        ["a", "p", 3],
        ["b", "p", 9],
        ["a", "q", 4],
        ["a", "r", 4],
      ],
    );
    const { evaluation, title } = written(sheets);
    const count = (name: "questions_stated" | "cri_profiles", file: string, value: number) =>
      measured(file, 2, { id: `evaluation.${name}`, label: `evaluation.${name}`, unit: "points", value });
    expect(title).toBe("Models");
    expect(evaluation).toEqual({
      ...plan.evaluation,
      questions_stated: count("questions_stated", "questions.csv", 2),
      cri_profiles: count("cri_profiles", "surveys.csv", 3),
    });
  });

  it("keeps what no sheet says: sheets of one kind leave the count of the other", () => {
    const asked = written(sheetsOf([["a", "p", "1", 2]]));
    expect(asked.evaluation?.cri_profiles).toBe(plan.evaluation.cri_profiles);
    expect(asked.evaluation?.questions_stated.value).toBe(1);
    expect(asked.models?.rows.a).toMatchObject({ net_points: { value: 2 } });
    expect(Object.keys(asked.models?.rows.a ?? {})).toEqual(["label", "ifeval", "net_points"]);
    const surveyed = written(sheetsOf([], [["a", "p", 6]]));
    expect(surveyed.evaluation?.questions_stated).toBe(plan.evaluation.questions_stated);
    expect(surveyed.evaluation?.cri_profiles.value).toBe(1);
    expect(Object.keys(surveyed.models?.rows.a ?? {})).toEqual(["label", "ifeval", "cri_sum", "cri_worst"]);
  });

  it("is the plan itself where it has no models or no evaluation", () => {
    const sheets = sheetsOf([["a", "p", "1", 2]]);
    const { models: _, ...withoutModels } = plan;
    const { evaluation: __, ...withoutEvaluation } = plan;
    for (const bare of [withoutModels, withoutEvaluation, { title: "t" }])
      expect(ratedPlan(bare, sheets, ratedModels(sheets))).toBe(bare);
  });
});
