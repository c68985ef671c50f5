/** Do raters agree? Krippendorff's alpha, which takes any number of raters and missing ratings. */

/** How far two ratings are apart: not at all or wholly (nominal), or by the square of their difference (interval). */
export type Level = "nominal" | "interval";

export interface Agreement {
  /** 1 full agreement, 0 what chance gives, below 0 less than that; null where all ratings are the same. */
  readonly alpha: number | null;
  readonly raters: number;
  /** Items that at least two rated; the others say nothing. */
  readonly items: number;
}

/**
 * alpha = 1 − observed ÷ expected disagreement, by the coincidences of ratings within items.
 *
 * Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (University of Pennsylvania, 2011), section E.
 *
 * @param items the ratings of each item; how many raters there are in all
 */
export function krippendorffAlpha(items: readonly (readonly number[])[], level: Level, raters: number): Agreement {
  const pairable = items.filter((ratings) => ratings.length >= 2);
  const total = pairable.reduce((count, ratings) => count + ratings.length, 0);
  const observed =
    pairable.reduce((sum, ratings) => sum + disagreement(ratings, level) / (ratings.length - 1), 0) / total;
  const expected = disagreement(pairable.flat(), level) / (total * (total - 1));
  return { alpha: expected > 0 ? 1 - observed / expected : null, raters, items: pairable.length };
}

/** Sum over all ordered pairs of ratings. */
function disagreement(ratings: readonly number[], level: Level): number {
  const counts = new Map<number, number>();
  for (const rating of ratings) counts.set(rating, (counts.get(rating) ?? 0) + 1);
  let sum = 0;
  for (const [a, countA] of counts) for (const [b, countB] of counts) sum += countA * countB * distance(a, b, level);
  return sum;
}

function distance(a: number, b: number, level: Level): number {
  switch (level) {
    case "nominal":
      return a === b ? 0 : 1;
    case "interval":
      return (a - b) ** 2;
  }
}
