import { min, sum } from "simple-statistics";
import type { Place, Quantity } from "../node.ts";
import type { EvaluationAssumptions, ModelRow } from "../plan/evaluation-assumptions.ts";
import type { Plan } from "../plan/plan.ts";
import type { RatedModel } from "./rated-model.ts";
import type { RatingSheets } from "./rating.ts";

/**
 * The plan with what the sheets say in place of the totals it states: net points, survey answers, and how many questions
 * and profiles there were. Models that the sheets do not rate are left without ratings.
 */
export function ratedPlan(plan: Plan, sheets: RatingSheets, rated: readonly RatedModel[]): Plan {
  const { models, evaluation } = plan;
  if (!models || !evaluation) return plan;
  const placeOf = (key: string, ratings: readonly { readonly model: string; readonly place: Place }[]) =>
    ratings.find(({ model }) => model === key)?.place;
  const rows = Object.entries(models.rows).map(([key, row]): [string, ModelRow] => {
    const { net_points: _, cri_sum: __, cri_worst: ___, ...unrated } = row;
    const own = rated.find((model) => model.key === key);
    const questions = placeOf(key, sheets.questions);
    const surveys = placeOf(key, sheets.surveys);
    const cell = (column: string, label: string, unit: string, value: number, place: Place): Quantity => ({
      ...measured(`models.rows.${key}.${column}`, `${label}, ${row.label}`, unit, value, place),
    });
    return [
      key,
      {
        ...unrated,
        ...(own &&
          questions && { net_points: cell("net_points", "Net points", "points", sum([...own.points]), questions) }),
        ...(own &&
          surveys && {
            cri_sum: cell("cri_sum", "Survey questions answered", "questions", sum([...own.answered]), surveys),
            cri_worst: cell(
              "cri_worst",
              "Survey questions, worst profile",
              "questions",
              min([...own.answered]),
              surveys,
            ),
          }),
      },
    ];
  });
  return {
    ...plan,
    models: { ...models, rows: Object.fromEntries(rows) },
    evaluation: counted(evaluation, sheets, rated),
  };
}

function counted(a: EvaluationAssumptions, sheets: RatingSheets, rated: readonly RatedModel[]): EvaluationAssumptions {
  const [question] = sheets.questions;
  const [survey] = sheets.surveys;
  const count = (leaf: Quantity, value: number, place: Place): Quantity =>
    measured(leaf.id, leaf.label, leaf.unit, value, place);
  const questions = Math.max(...rated.map(({ points }) => points.length));
  const profiles = Math.max(...rated.map(({ answered }) => answered.length));
  return {
    ...a,
    ...(question && { questions_stated: count(a.questions_stated, questions, question.place) }),
    ...(survey && { cri_profiles: count(a.cri_profiles, profiles, survey.place) }),
  };
}

function measured(id: string, label: string, unit: string, value: number, place: Place): Quantity {
  return {
    kind: "leaf",
    leaf: "quantity",
    id,
    label,
    unit,
    value,
    source: `rating sheet ${place.file}`,
    provenance: "measured",
    place,
  };
}
