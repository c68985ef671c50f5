/**
 * Rating sheets that give a published total. A document that prints net points and a mean leaves open how they came
 * about; between the sheet of least spread and the one of greatest spread lie all that could have.
 */
import type { RatedModel } from "./rated-model.ts";

/** What is known of a model when only totals are printed. */
export interface RatingTotals {
  readonly key: string;
  readonly netPoints: number;
  readonly answeredSum: number;
  readonly answeredWorst: number;
}

/** The scales that the totals were taken on. */
export interface RatingScale {
  readonly questions: number;
  readonly right: number;
  readonly neutral: number;
  readonly wrong: number;
  readonly profiles: number;
  readonly surveyQuestions: number;
}

export type Width = "narrowest" | "widest";

/**
 * A sheet with the given totals. Widest: all questions but one right or wrong, all profiles but one at the worst or at
 * the end of the survey; of all laws on a bounded scale with a given mean, the one on its two ends has the greatest
 * variance (Bhatia & Davis, American Mathematical Monthly 107 (2000), 353–357). Narrowest: each question at one of the
 * two allowed points next to the mean, all profiles but the worst as alike as whole numbers allow.
 *
 * @throws RangeError where no sheet has these totals
 */
export function impliedRatings(totals: RatingTotals, scale: RatingScale, width: Width): RatedModel {
  const { key, netPoints, answeredSum, answeredWorst } = totals;
  const { right, neutral, wrong, questions, profiles, surveyQuestions } = scale;
  const middle = netPoints >= neutral * questions ? { low: neutral, high: right } : { low: wrong, high: neutral };
  const [low, high] = width === "widest" ? [wrong, right] : [middle.low, middle.high];
  const rest = { total: answeredSum - answeredWorst, count: profiles - 1, lowest: answeredWorst };
  return {
    key,
    points: twoValued({ key, what: "net points", total: netPoints, count: questions, low, high }),
    answered: [
      answeredWorst,
      ...(width === "widest"
        ? twoValued({ key, what: "survey answers", ...rest, low: answeredWorst, high: surveyQuestions })
        : alike(key, rest, surveyQuestions)),
    ],
  };
}

/** Values at the two ends, and one between them where the total asks for it. */
function twoValued(spec: {
  readonly key: string;
  readonly what: string;
  readonly total: number;
  readonly count: number;
  readonly low: number;
  readonly high: number;
}): readonly number[] {
  const { key, what, total, count, low, high } = spec;
  const above = total - count * low;
  if (above < 0 || total > count * high)
    throw new RangeError(
      `${key}: ${what} of ${total} in all; expected ${count * low} to ${count * high} from ${count} ratings of ${low} to ${high}`,
    );
  // A worst profile at the end of the survey leaves one value.
  const highs = high > low ? Math.min(count, Math.floor(above / (high - low))) : count;
  const between = highs < count ? [low + above - highs * (high - low)] : [];
  return [
    ...new Array<number>(highs).fill(high),
    ...between,
    ...new Array<number>(count - highs - between.length).fill(low),
  ];
}

function alike(
  key: string,
  { total, count, lowest }: { readonly total: number; readonly count: number; readonly lowest: number },
  highest: number,
): readonly number[] {
  if (total < count * lowest || total > count * highest)
    throw new RangeError(
      `${key}: survey answers of ${total} in the other profiles; expected ${count * lowest} to ${count * highest}`,
    );
  if (count === 0) return [];
  const base = Math.floor(total / count);
  const more = total - base * count;
  return Array.from({ length: count }, (_, index) => (index < Math.floor(more) ? base + 1 : base));
}
