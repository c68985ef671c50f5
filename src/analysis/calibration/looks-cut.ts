import type { WeightedSample } from "../../math/weighted-sample.ts";
import type { SeriesKind } from "./series-kind.ts";

/**
 * The largest value of a sample that looks as if longer ones had been cut to it or left out. Unlimited data thin out
 * towards their end; so the last value is a limit when it holds a share that thinning does not explain: one in fifty of
 * turns; of tokens one in 200, and more than a third of what lies in the fifth of the range below it.
 *
 * @returns the limit, or undefined where none shows
 */
export function looksCut({ values, weights, count }: WeightedSample, kind: SeriesKind): number | undefined {
  const last = values.at(-1);
  const atLast = weights.at(-1) ?? 0;
  if (last === undefined || kind === "time" || count < FEWEST || values.length < 2) return undefined;
  if (kind === "turns") return atLast >= 0.02 * count ? last : undefined;
  if (atLast < Math.max(5, 0.005 * count)) return undefined;
  let near = 0;
  values.forEach((value, at) => {
    if (value < last && value >= 0.8 * last) near += weights[at] ?? 0;
  });
  return atLast > near / 3 ? last : undefined;
}

const FEWEST = 50;
