/**
 * Tables that turn one 32-bit word into a whole number with given weights: a monotone inverse table, or Walker's alias
 * table. The entries are as the simulation kernel reads them (kernel/job.ts). Only additions, multiplications and
 * comparisons, so the same bits everywhere from the same weights.
 */

/** Weights without the ends that a 32-bit word cannot reach; what is cut is folded into the new ends. */
export interface TrimmedWeights {
  /** Places cut off at the start. */
  readonly start: number;
  /** Probabilities, adding up to 1. */
  readonly probability: Float64Array;
  readonly foldedProbability: number;
}

/** Folds leading and trailing weights whose sum stays below 2^−33 of all into the first and last that are kept. */
export function trimmedWeights(weights: Float64Array): TrimmedWeights {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const least = total * 2 ** -33;
  let start = 0;
  let below = 0;
  while (below + (weights[start] as number) < least) below += weights[start++] as number;
  let end = weights.length;
  let above = 0;
  while (above + (weights[end - 1] as number) < least) above += weights[--end] as number;
  const probability = weights.slice(start, end).map((weight) => weight / total);
  probability[0] = (probability[0] as number) + below / total;
  probability[end - start - 1] = (probability[end - start - 1] as number) + above / total;
  return { start, probability, foldedProbability: (below + above) / total };
}

/**
 * Monotone inversion. A boundary between two numbers is rounded to 2^−(16 + bits), to 2^−32 in cells that hold several.
 *
 * @param probability at most 65,534 numbers, adding up to 1
 * @param bits the upper bits of a word that name a cell: 12 fits a first-level cache, 14 has fewer crowded cells
 */
export function inverseTable(probability: Float64Array, bits: number) {
  const last = requireSize(probability) - 1;
  const ends = new Uint32Array(last);
  let sum = 0;
  let carried = 0;
  for (let i = 0; i < last; i++) {
    const term = (probability[i] as number) - carried;
    const next = sum + term;
    carried = next - sum - term;
    sum = next;
    ends[i] = Math.min(2 ** 32 - 1, Math.round(sum * 2 ** 32));
  }
  const width = 2 ** (32 - bits);
  const entries = new Uint32Array(2 ** bits);
  for (let cell = 0, i = 0; cell < entries.length; cell++) {
    const start = cell * width;
    while (i < last && (ends[i] as number) <= start) i++;
    let inside = 0;
    while (inside < 2 && i + inside < last && (ends[i + inside] as number) < start + width) inside++;
    entries[cell] =
      inside > 1 ? entry(CROWDED, i) : boundaryEntry(i, inside === 0 ? 1 : ((ends[i] as number) - start) / width);
  }
  return { kind: "inverse", bits, entries, ends, last } as const;
}

/** @param place of the boundary in its cell, 0–1; 1 where there is none */
function boundaryEntry(value: number, place: number): number {
  const steps = Math.round(place * 65_536);
  return steps === 0 ? entry(value + 1, 0xffff) : entry(value, steps - 1);
}

/**
 * Walker's alias method with thresholds of 16 bits (Vose, IEEE Trans. Softw. Eng. 17 (1991), 972–975): a probability
 * is rounded to 2^−(17 + bits).
 *
 * @param probability at most 65,534 numbers, adding up to 1
 */
export function aliasTable(probability: Float64Array) {
  const size = requireSize(probability);
  const bits = Math.max(1, Math.ceil(Math.log2(size)));
  const columns = 2 ** bits;
  const height = new Float64Array(columns);
  probability.forEach((p, i) => {
    height[i] = p * columns;
  });
  const low: number[] = [];
  const high: number[] = [];
  height.forEach((h, i) => {
    (h < 1 ? low : high).push(i);
  });
  const entries = new Uint32Array(columns);
  for (;;) {
    const from = low.pop();
    const to = high.pop();
    if (from === undefined || to === undefined) {
      for (const own of [from, to, ...low, ...high]) {
        if (own !== undefined) entries[own] = own < size ? entry(own, 0xffff) : entry(size - 1, 0);
      }
      return { kind: "alias", bits, entries, ends: new Uint32Array(0), last: size - 1 } as const;
    }
    const share = Math.round((height[from] as number) * 65_536);
    entries[from] = share > 0xffff ? entry(from, 0) : entry(to, share);
    // What rounding took from this column is made up for in the next, so that no mass is lost.
    height[to] = (height[to] as number) - (1 - share / 65_536);
    ((height[to] as number) < 1 ? low : high).push(to);
  }
}

const CROWDED = 0xffff;
const entry = (upper: number, lower: number): number => ((upper << 16) | lower) >>> 0;

function requireSize({ length }: Float64Array): number {
  if (length >= 1 && length < CROWDED) return length;
  throw new RangeError(`a table of ${length} numbers; expected 1 to ${CROWDED - 1}`);
}
