/** Ratings by people, one at a time, as they are read from sheets beside a plan. */
import type { Place } from "../node.ts";

/** RK: the profile tells the answer. UQR: the role cannot know it. */
export type QuestionKind = "RK" | "UQR";

/** One answer of a model, as one person rated it. */
export interface QuestionRating {
  /** Row key of the model in the plan. */
  readonly model: string;
  readonly profile: string;
  readonly question: string;
  readonly kind: QuestionKind;
  readonly points: number;
  /** Empty where the sheet names nobody. */
  readonly rater: string;
  readonly place: Place;
}

/** How far one person let a model get in the role survey of one profile. */
export interface SurveyRating {
  readonly model: string;
  readonly profile: string;
  /** Questions answered before the role broke. */
  readonly answered: number;
  readonly rater: string;
  readonly place: Place;
}

export interface RatingSheets {
  readonly questions: readonly QuestionRating[];
  readonly surveys: readonly SurveyRating[];
}
