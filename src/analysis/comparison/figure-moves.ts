import { sortedQuantile } from "../../math/quantile.ts";
import { sampleMoments } from "../../math/sample-moments.ts";
import type { FigureValue, ResultFigure } from "../result.ts";

type Figures = Readonly<Record<string, ResultFigure>>;

/** A number that is not what it was. */
export interface FigureMove {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** Null where it does not apply. */
  readonly from: number | null;
  readonly to: number | null;
  readonly change: number | null;
  /** Of the value before; null where that is 0 or there is none. */
  readonly relative: number | null;
  /** Of the change: 0 where both values are exact, null where it is not known. */
  readonly standardError: number | null;
  readonly noise: "beyond" | "within" | "unknown";
  /** Paths of the changed assumptions that it rests on. */
  readonly because: readonly string[];
}

/** A judgement that is another one now, or the same with another probability. */
export interface WordMove {
  readonly id: string;
  readonly label: string;
  readonly from: string | null;
  readonly to: string | null;
  /** The probability of the word, where inputs have spread. */
  readonly probabilityFrom?: number;
  readonly probabilityTo?: number;
  readonly because: readonly string[];
}

export interface FigureMoves {
  readonly moves: readonly FigureMove[];
  readonly words: readonly WordMove[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** The values of a figure over drawn plans, before and after; the same draw shares its luck. */
export type PairedDraws = (
  id: string,
) => readonly [readonly FigureValue[] | undefined, readonly FigureValue[] | undefined] | undefined;

/**
 * What moved between two results.
 *
 * @param drawsOf values over the drawn plans; undefined where only the summaries are at hand
 * @param becauseOf the changed assumptions that a figure rests on
 */
export function figureMoves(
  base: Figures,
  head: Figures,
  { drawsOf, becauseOf }: { readonly drawsOf: PairedDraws; readonly becauseOf: (id: string) => readonly string[] },
): FigureMoves {
  const moves: FigureMove[] = [];
  const words: WordMove[] = [];
  let unchanged = 0;
  for (const [id, after] of Object.entries(head)) {
    const before = base[id];
    if (!before) continue;
    const found =
      typeof before.value === "string" || typeof after.value === "string"
        ? wordMove(id, before, after, becauseOf)
        : numberMove(id, before, after, drawsOf, becauseOf);
    if (!found) unchanged++;
    else if ("noise" in found) moves.push(found);
    else words.push(found);
  }
  return {
    ...{ moves, words, unchanged },
    added: Object.keys(head).filter((id) => base[id] === undefined),
    removed: Object.keys(base).filter((id) => head[id] === undefined),
  };
}

function wordMove(
  id: string,
  before: ResultFigure,
  after: ResultFigure,
  becauseOf: (id: string) => readonly string[],
): WordMove | undefined {
  const [from, to] = [wordOf(before), wordOf(after)];
  const [p, q] = [before.probability, after.probability];
  const steady = from === to && Math.abs((p ?? 1) - (q ?? 1)) < LEAST_PROBABILITY;
  if (steady) return undefined;
  return {
    ...{ id, label: after.label, from, to, because: becauseOf(id) },
    ...(p !== undefined && { probabilityFrom: p }),
    ...(q !== undefined && { probabilityTo: q }),
  };
}

const wordOf = ({ value }: ResultFigure): string | null => (value === null ? null : String(value));

/** Less is not worth a line. */
const LEAST_PROBABILITY = 0.01;

function numberMove(
  id: string,
  before: ResultFigure,
  after: ResultFigure,
  drawsOf: PairedDraws,
  becauseOf: (id: string) => readonly string[],
): FigureMove | undefined {
  const [from, to] = [before.value, after.value];
  if (typeof from === "string" || typeof to === "string") return undefined;
  const change = from === null || to === null ? null : to - from;
  const relative = (change ?? Number.NaN) / Math.abs(from ?? Number.NaN);
  if (from === to || Math.abs(relative) <= ROUNDING) return undefined;
  const standardError = change === null ? 0 : errorOfChange(before, after, () => drawsOf(id));
  return {
    ...{ id, label: after.label, unit: after.unit, from, to, change, standardError },
    relative: Number.isFinite(relative) ? relative : null,
    noise: noiseOf(change, standardError),
    because: becauseOf(id),
  };
}

/** Equal but for the rounding of computing, relative. */
const ROUNDING = 1e-9;

function noiseOf(change: number | null, standardError: number | null): FigureMove["noise"] {
  if (standardError === null) return "unknown";
  return change === null || Math.abs(change) > NOISE_MULTIPLE * standardError ? "beyond" : "within";
}

/** Four standard errors: noise alone passes them in less than 1 of 1,000 figures, also with an error from 20 batches. */
const NOISE_MULTIPLE = 4;

function errorOfChange(
  before: ResultFigure,
  after: ResultFigure,
  drawsOf: () => ReturnType<PairedDraws>,
): number | null {
  const simulated = [before, after].flatMap(({ standardError }) => standardError ?? []);
  // Shared random numbers make the error of the difference smaller than this, never larger.
  if (simulated.length > 0) return Math.hypot(...simulated);
  if (!before.interval90 && !after.interval90) return 0;
  const [earlier, later] = drawsOf() ?? [];
  return earlier && later ? medianChangeError(earlier, later) : null;
}

/**
 * Standard error of the difference of two medians over paired draws, by the batch method: the spread of the difference
 * over 20 batches of draws, divided by √20.
 */
function medianChangeError(before: readonly FigureValue[], after: readonly FigureValue[]): number | null {
  const draws = Math.min(before.length, after.length);
  if (draws < BATCHES) return null;
  const differences = Array.from({ length: BATCHES }, (_, batch) => {
    const from = Math.floor((batch * draws) / BATCHES);
    const to = Math.floor(((batch + 1) * draws) / BATCHES);
    return medianOf(after.slice(from, to)) - medianOf(before.slice(from, to));
  });
  if (!differences.every(Number.isFinite)) return null;
  return sampleMoments(differences).sd / Math.sqrt(BATCHES);
}

const BATCHES = 20;

function medianOf(values: readonly FigureValue[]): number {
  const numbers = values.filter((value) => typeof value === "number");
  return numbers.length === 0 ? Number.NaN : sortedQuantile(Float64Array.from(numbers).sort(), 0.5);
}
