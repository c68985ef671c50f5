import { mean } from "simple-statistics";
import type { RatingSheets } from "./rating.ts";

/** What a model got: one number a question, one number a profile of the survey. Several raters are averaged. */
export interface RatedModel {
  readonly key: string;
  /** Points by question, in the same order for all models. */
  readonly points: readonly number[];
  /** Survey questions answered by profile, in the same order for all models. */
  readonly answered: readonly number[];
}

/** Ratings by model, in the order in which the models first appear. Sheets are complete: see the reader. */
export function ratedModels({ questions, surveys }: RatingSheets): readonly RatedModel[] {
  const points = byModel(
    questions,
    ({ profile, question }) => [profile, question],
    (rating) => rating.points,
  );
  const answered = byModel(
    surveys,
    ({ profile }) => [profile],
    (rating) => rating.answered,
  );
  return [...new Set([...points.keys(), ...answered.keys()])].map((key) => ({
    key,
    points: points.get(key) ?? [],
    answered: answered.get(key) ?? [],
  }));
}

/** Mean over the raters of each item, the items in one order for all models. */
function byModel<R extends { readonly model: string }>(
  ratings: readonly R[],
  itemOf: (rating: R) => readonly string[],
  readValue: (rating: R) => number,
): ReadonlyMap<string, readonly number[]> {
  const items = [...new Set(ratings.map((rating) => JSON.stringify(itemOf(rating))))];
  const values = new Map<string, Map<string, number[]>>();
  for (const rating of ratings) {
    const own = values.get(rating.model) ?? new Map<string, number[]>();
    values.set(rating.model, own);
    const item = JSON.stringify(itemOf(rating));
    own.set(item, [...(own.get(item) ?? []), readValue(rating)]);
  }
  return new Map(
    [...values].map(([model, own]) => [
      model,
      items.flatMap((item) => (own.has(item) ? mean(own.get(item) ?? []) : [])),
    ]),
  );
}
