import { requireProbability } from "../../math/parameters.ts";
import { sortedQuantile } from "../../math/quantile.ts";
import { type Histogram, histogramQuantile } from "./histogram.ts";
import type { Moments } from "./moments.ts";

export interface Estimate {
  readonly value: number;
  /** Error of the estimate, not the spread of what is estimated. */
  readonly standardError: number;
}

/** What a simulation says of one quantity. */
export interface SimulatedLaw {
  readonly mean: Estimate;
  readonly sd: Estimate;
  /** Type 7 of the sorted sample up to 65,536 conversations, of a histogram of 32,768 cells above. */
  quantile(p: number): Estimate;
}

/**
 * Collects one simulated quantity in batches of consecutive conversations. The batches are independent replicates:
 * the standard error of a quantile and of the sd is the sd of the batches' own estimates over √batches.
 */
export class Tally {
  readonly #known: Moments;
  readonly #low: number;
  readonly #perUnit: number;
  readonly #counts: readonly Uint32Array[];
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  readonly #sizes: Float64Array;
  readonly #sample: Float64Array | undefined;
  #filled = 0;

  /** @param known the law's moments, which centre the sums and set the histogram's range: mean − 8 sd to mean + 12 sd */
  constructor({ known, batches, conversations }: { known: Moments; batches: number; conversations: number }) {
    const sd = known.sd > 0 ? known.sd : Math.abs(known.mean) || 1;
    this.#known = known;
    this.#low = known.mean - 8 * sd;
    this.#perUnit = CELLS / (20 * sd);
    this.#sums = new Float64Array(batches);
    this.#squares = new Float64Array(batches);
    this.#sizes = new Float64Array(batches);
    const small = conversations <= LARGEST_SAMPLE;
    this.#sample = small ? new Float64Array(conversations) : undefined;
    this.#counts = small ? [] : Array.from({ length: batches }, () => new Uint32Array(CELLS));
  }

  /** Adds the first `count` values to a batch. Batches are filled in order. */
  add(batch: number, values: Float64Array, count: number): void {
    const centre = this.#known.mean;
    const counts = this.#counts[batch] ?? NO_CELLS;
    const cells = counts.length;
    const low = this.#low - centre;
    const perUnit = this.#perUnit;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < count; i++) {
      const d = (values[i] as number) - centre;
      sum += d;
      squares += d * d;
      if (cells > 0) {
        const cell = Math.max(0, Math.min((d - low) * perUnit, cells - 1)) | 0;
        counts[cell] = (counts[cell] as number) + 1;
      }
    }
    this.#sums[batch] = (this.#sums[batch] as number) + sum;
    this.#squares[batch] = (this.#squares[batch] as number) + squares;
    this.#sizes[batch] = (this.#sizes[batch] as number) + count;
    this.#sample?.set(values.subarray(0, count), this.#filled);
    this.#filled += count;
  }

  law(): SimulatedLaw {
    const total = add(this.#sizes);
    const shift = add(this.#sums) / total;
    const variance = Math.max(0, (add(this.#squares) - total * shift * shift) / (total - 1));
    const batches = Array.from(this.#sizes, (size, b) => {
      const mean = (this.#sums[b] as number) / size;
      return Math.sqrt(Math.max(0, ((this.#squares[b] as number) - size * mean * mean) / (size - 1)));
    });
    const quantile = this.#quantiles();
    return {
      mean: { value: this.#known.mean + shift, standardError: Math.sqrt(variance / total) },
      sd: { value: Math.sqrt(variance), standardError: errorOfMean(batches) },
      quantile(p) {
        requireProbability("p", p);
        return quantile(p);
      },
    };
  }

  #quantiles(): (p: number) => Estimate {
    const sample = this.#sample;
    if (sample) {
      const ends = Array.from(this.#sizes, (_, b) => add(this.#sizes.subarray(0, b + 1)));
      const parts = ends.map((end, b) => sample.slice(ends[b - 1] ?? 0, end).sort());
      const all = sample.slice().sort();
      return (p) => ({
        value: sortedQuantile(all, p),
        standardError: errorOfMean(parts.map((part) => sortedQuantile(part, p))),
      });
    }
    const histogram = (counts: Float64Array): Histogram => ({ low: this.#low, width: 1 / this.#perUnit, counts });
    const parts = this.#counts.map((counts) => histogram(new Float64Array(counts)));
    const all = histogram(new Float64Array(CELLS));
    for (const { counts } of parts)
      for (let i = 0; i < CELLS; i++) all.counts[i] = (all.counts[i] as number) + (counts[i] as number);
    return (p) => ({
      value: histogramQuantile(all, p),
      standardError: errorOfMean(parts.map((part) => histogramQuantile(part, p))),
    });
  }
}

const CELLS = 32_768;
const LARGEST_SAMPLE = 65_536;
/** A small sample is kept whole, so nothing is counted. */
const NO_CELLS = new Uint32Array(0);

const add = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0);

/** Standard error of the mean of independent replicates. */
function errorOfMean(replicates: readonly number[]): number {
  const count = replicates.length;
  const mean = replicates.reduce((sum, x) => sum + x, 0) / count;
  const squares = replicates.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return Math.sqrt(squares / (count - 1) / count);
}
