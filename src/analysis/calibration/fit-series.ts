import {
  type DiscretisedFit,
  empiricalFit,
  type FitForm,
  fitDiscretised,
  ksDistance,
  type Rounding,
} from "../../math/discretised-fit.ts";
import { FREE_FAMILIES, type FreeFamily } from "../../math/tails.ts";
import { summaryOf, type WeightedSample } from "../../math/weighted-sample.ts";
import { turnsTable } from "../conversation/turns.ts";
import { constantLaw, type FittedLaw, fittedLaw } from "./fitted-law.ts";
import { looksCut } from "./looks-cut.ts";
import type { SeriesKind } from "./series-kind.ts";

/** One family in one form, as well as it fits. */
export interface Candidate extends DiscretisedFit {
  readonly ks: number;
  /** Mean square of the law ÷ that of the data; turns only. */
  readonly squareRatio?: number;
}

export interface SeriesFit {
  readonly kind: SeriesKind;
  /** Best first by AIC. */
  readonly candidates: readonly Candidate[];
  readonly empiricalAic: number;
  readonly chosen?: Candidate;
  readonly law: FittedLaw;
  /** Why this family, in a sentence. */
  readonly reason: string;
  /** Even the best is far from the data. */
  readonly poor: boolean;
  /** The largest value, where the data look cut there. */
  readonly cutAt?: number;
}

/**
 * Fits every family to a series and chooses one: the least AIC. Three rules refine it. A normal law that puts more than
 * one in a thousand below 0 is impossible, and one that leads by less than 2 gives way. Among laws of turns within 10
 * of the best (Burnham & Anderson, Model Selection and Multimodel Inference, 2002, section 2.6: beyond, a model has
 * essentially no support), the one whose mean square is nearest the data's is taken, because a history that is sent
 * again costs with the square of the turns.
 *
 * @param sample not empty, whole numbers, 0 or more
 */
export function fitSeries(sample: WeightedSample, kind: SeriesKind): SeriesFit {
  const summary = summaryOf(sample);
  const facts = { kind, empiricalAic: empiricalFit(sample).aic };
  const rounding: Rounding = kind === "turns" ? "down" : "nearest";
  const candidates = summary.sd === 0 ? [] : candidatesOf(sample, kind, rounding);
  const chosen = choose(candidates);
  if (!chosen) {
    const value = summary.sd === 0 ? summary.mean : Number(summary.mean.toPrecision(6));
    const reason = summary.sd === 0 ? "every value is the same" : "no family fits; the mean stands for all";
    return { ...facts, candidates, law: constantLaw(value), reason, poor: summary.sd > 0 };
  }
  const cutAt = looksCut(sample, kind);
  return {
    ...facts,
    candidates,
    chosen,
    law: fittedLaw(chosen, rounding),
    reason: reasonOf(chosen, candidates),
    poor: chosen.ks > Math.max(POOR_DISTANCE, 1.5 / Math.sqrt(summary.n)),
    ...(cutAt !== undefined && { cutAt }),
  };
}

/** A distribution function off by more than this moves a quantile visibly. */
const POOR_DISTANCE = 0.1;

function candidatesOf(sample: WeightedSample, kind: SeriesKind, rounding: Rounding): readonly Candidate[] {
  const square =
    sample.values.reduce((sum, value, at) => sum + (sample.weights[at] ?? 0) * value * value, 0) / sample.count;
  const found = FREE_FAMILIES.flatMap((family) =>
    formsOf(family, kind, sample.values[0] ?? 0).flatMap((form): readonly Candidate[] => {
      const fit = fitDiscretised(sample, family, form, rounding);
      if (!fit) return [];
      const law = existing(fit, rounding);
      if (!law) return [];
      const ks = ksDistance(sample, fit.cdf);
      if (kind !== "turns") return [{ ...fit, ks }];
      const meanSquare = meanSquareOf(law);
      return meanSquare === undefined ? [] : [{ ...fit, ks, squareRatio: meanSquare / square }];
    }),
  );
  return found.toSorted((a, b) => a.aic - b.aic);
}

/** Forms without 0 are for data without 0; where they say the same as another, they are left out. */
function formsOf({ name, whole }: FreeFamily, kind: SeriesKind, least: number): readonly FitForm[] {
  if (kind === "time") return whole ? [] : ["plain"];
  if (name === "normal" || least < 1) return ["plain"];
  if (kind === "tokens" && !whole) return ["plain"];
  if (name === "geometric") return ["plain", "shifted"];
  return ["plain", "shifted", "zero-truncated"];
}

function existing(fit: DiscretisedFit, rounding: Rounding): FittedLaw | undefined {
  try {
    const law = fittedLaw(fit, rounding);
    return [law.distribution.mean, law.distribution.variance].every(Number.isFinite) ? law : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** E[n²] of a law of turns; undefined where its tail has no end in sight. */
function meanSquareOf({ distribution }: FittedLaw): number | undefined {
  try {
    return turnsTable(distribution).probability.reduce((sum, mass, n) => sum + mass * n * n, 0);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function choose(candidates: readonly Candidate[]): Candidate | undefined {
  const possible = candidates.filter((candidate) => !isImpossible(candidate));
  const leader = leaderOf(possible);
  if (!leader) return candidates[0];
  const supported = possible.filter(({ aic, family }) => aic - leader.aic <= SUPPORTED && family !== "normal");
  // Only turns have a mean square to tell them apart.
  return supported.reduce((a, b) => (squareError(b) < squareError(a) ? b : a), leader);
}

/** The least AIC; a normal law that hardly leads gives way to the next. */
function leaderOf(possible: readonly Candidate[]): Candidate | undefined {
  const [best] = possible;
  const other = possible.find(({ family }) => family !== "normal");
  return best && other && other.aic - best.aic < TIE ? other : best;
}

const TIE = 2;
const SUPPORTED = 10;

const squareError = ({ squareRatio = 1 }: Candidate): number => Math.abs(Math.log(squareRatio));

/** A normal law with more than one in a thousand below 0. */
const isImpossible = ({ family, mean, sd }: Candidate): boolean => family === "normal" && mean < 3.09 * sd;

function reasonOf(chosen: Candidate, candidates: readonly Candidate[]): string {
  const next = candidates.find(({ family }) => family !== chosen.family);
  const against = next ? `; ${words(next)} ${distanceText(next.aic - chosen.aic)}` : "";
  if (candidates[0] === chosen) return `least AIC of ${candidates.length}${against}`;
  const possible = candidates.filter((candidate) => !isImpossible(candidate));
  const [best = chosen] = possible;
  if (best === chosen) return `least AIC of the laws that stay above 0${against}`;
  const near = `within ${aicText(chosen.aic - best.aic)} of the least AIC (${words(best)})`;
  if (chosen === leaderOf(possible)) return `${near}, and it stays above 0`;
  const { squareRatio = 1 } = chosen;
  return `${near}, and its mean square is the nearest to the data's (${Math.abs(Math.round(100 * (squareRatio - 1)))}% off)`;
}

const distanceText = (behind: number): string =>
  behind >= 0 ? `lies ${aicText(behind)} behind` : `leads by ${aicText(-behind)}`;

const aicText = (difference: number): string => difference.toFixed(difference < 10 ? 1 : 0);

/** A family and its form as people say it. */
export function words({ family, form }: Pick<Candidate, "family" | "form">): string {
  const name = family === "weibull" ? "Weibull" : family.replaceAll("_", " ");
  return form === "plain" ? name : `${form} ${name}`;
}
