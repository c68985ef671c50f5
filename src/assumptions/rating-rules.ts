/** The rule tables of ROLEPL-AI D2.2 section 5.2: what a person may give an answer, and for what. */
import type { QuestionKind } from "../analysis/ratings/rating.ts";

/** Points of the three judgements, as the plan states them. */
export interface PointRules {
  readonly right: number;
  readonly neutral: number;
  readonly wrong: number;
}

/** In words, by kind of question. */
const MEANINGS = {
  RK: {
    right: "an accurate answer",
    neutral: "inaccurate, vague, or admits not knowing",
    wrong: "confidently wrong or a hallucination",
  },
  UQR: {
    right: "admits not knowing",
    neutral: "rejects but breaks the character, or gives a convincing reason",
    wrong: "a confident answer or a hallucination",
  },
} as const satisfies Readonly<Record<QuestionKind, Readonly<Record<keyof PointRules, string>>>>;

export const QUESTION_KINDS = Object.keys(MEANINGS) as readonly QuestionKind[];

export const isAllowed = (points: number, rules: PointRules): boolean => Object.values(rules).includes(points);

/** `1 (an accurate answer), 0 (inaccurate …) or -1 (…)`; without a kind, the points alone. */
export function rulesText(rules: PointRules, kind: QuestionKind | undefined): string {
  const [right, neutral, wrong] = (["right", "neutral", "wrong"] as const).map((judgement) =>
    kind ? `${rules[judgement]} (${MEANINGS[kind][judgement]})` : String(rules[judgement]),
  );
  return `${right}, ${neutral} or ${wrong}`;
}
