import type { QuestionRating, RatingSheets } from "../analysis/ratings/rating.ts";
import type { Problem } from "./problem.ts";

/**
 * What is wrong with sheets as a whole: ratings given twice, a question that changes its kind, and models that were not
 * asked what the others were asked, which could then not be compared.
 *
 * @param complete whether every row was read, so that what is missing can be told
 */
export function checkRatings({ questions, surveys }: RatingSheets, complete: boolean): readonly Problem[] {
  return [
    ...givenTwice(questions, ({ model, profile, question, rater }) => [model, profile, question, rater]),
    ...givenTwice(surveys, ({ model, profile, rater }) => [model, profile, rater]),
    ...changedKinds(questions),
    ...(complete ? notAsked(questions, "question", ({ profile, question }) => [profile, question]) : []),
    ...(complete ? notAsked(surveys, "profile", ({ profile }) => [profile]) : []),
  ];
}

type Rating = { readonly model: string; readonly place: Problem["place"] };

function givenTwice<R extends Rating>(ratings: readonly R[], keyOf: (rating: R) => readonly string[]): Problem[] {
  const first = new Map<string, R>();
  return ratings.flatMap((rating) => {
    const key = JSON.stringify(keyOf(rating));
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, rating);
      return [];
    }
    const { file, line } = earlier.place;
    const found = `a second rating of ${words(keyOf(rating))} (first at ${file}:${line})`;
    return [
      { place: rating.place, path: [], found, expected: "one rating by each rater; name several in a column rater" },
    ];
  });
}

function changedKinds(ratings: readonly QuestionRating[]): Problem[] {
  const first = new Map<string, QuestionRating>();
  return ratings.flatMap((rating) => {
    const key = JSON.stringify([rating.profile, rating.question]);
    const earlier = first.get(key) ?? rating;
    first.set(key, earlier);
    if (earlier.kind === rating.kind) return [];
    const expected = `${earlier.kind}, as at ${earlier.place.file}:${earlier.place.line}`;
    return [{ place: rating.place, path: ["kind"], found: rating.kind, expected }];
  });
}

function notAsked<R extends Rating>(
  ratings: readonly R[],
  what: string,
  keyOf: (rating: R) => readonly string[],
): Problem[] {
  const asked = new Map(ratings.map((rating) => [JSON.stringify(keyOf(rating)), keyOf(rating)]));
  return [...new Set(ratings.map(({ model }) => model))].flatMap((model) => {
    const own = ratings.filter((rating) => rating.model === model);
    const answered = new Set(own.map((rating) => JSON.stringify(keyOf(rating))));
    const missing = [...asked].filter(([key]) => !answered.has(key)).map(([, key]) => words(key));
    const [rating] = own;
    if (missing.length === 0 || !rating) return [];
    const named =
      missing.length > 3 ? `${missing.slice(0, 3).join("; ")} and ${missing.length - 3} more` : missing.join("; ");
    const found = `${model} without ${missing.length} of the ${asked.size} ${what}s that others were rated on (${named})`;
    return [{ place: rating.place, path: [], found, expected: `every ${what} for every model` }];
  });
}

const words = (key: readonly string[]): string => key.filter((part) => part !== "").join(", ");
