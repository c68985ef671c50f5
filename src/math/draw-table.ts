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
 * Monotone inversion. A boundary between two numbers is rounded to 2^−29, to 2^−32 in cells that hold several.
 *
 * @param probability at most 65,535 numbers, adding up to 1
 */
export function inverseTable(probability: Float64Array) {
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
  const width = 2 ** (32 - INVERSE_BITS);
  const entries = new Int32Array(2 ** INVERSE_BITS);
  for (let cell = 0, i = 0; cell < entries.length; cell++) {
    const start = cell * width;
    while (i < last && (ends[i] as number) <= start) i++;
    let inside = 0;
    while (inside < 2 && i + inside < last && (ends[i + inside] as number) < start + width) inside++;
    const place = inside === 0 ? 1 : ((ends[i] as number) - start) / width;
    entries[cell] = inside > 1 ? CROWDED | i : boundaryEntry(i, place);
  }
  return { kind: "inverse", bits: INVERSE_BITS, entries, ends, last } as const;
}

/** So many cells that few hold two boundaries: those cost a search. */
const INVERSE_BITS = 14;

/** @param place of the boundary between i and i + 1 in its cell, 0–1; 1 where there is none */
function boundaryEntry(i: number, place: number): number {
  const steps = Math.round(place * 32_768);
  return steps === 32_768 ? i : (steps << 16) | (i + 1);
}

const CROWDED = -(2 ** 31);

/**
 * Walker's alias method with thresholds of sixteen bits (Vose, IEEE Trans. Softw. Eng. 17 (1991), 972–975). The
 * distribution function is rounded to 2^−28 (finer in longer tables) at every number, so no error adds up along the
 * tail; from there on all is in whole numbers.
 *
 * @param probability at most 65,535 numbers, adding up to 1
 */
export function aliasTable(probability: Float64Array) {
  const size = requireSize(probability);
  const bits = Math.max(ALIAS_BITS, Math.ceil(Math.log2(size)));
  const columns = 2 ** bits;
  const height = new Float64Array(columns);
  let sum = 0;
  let below = 0;
  probability.forEach((p, i) => {
    sum += p;
    const upTo = i === size - 1 ? columns * FULL : Math.min(columns * FULL, Math.round(sum * columns * FULL));
    height[i] = upTo - below;
    below = upTo;
  });
  const low: number[] = [];
  const high: number[] = [];
  height.forEach((h, i) => {
    (h < FULL ? low : high).push(i);
  });
  const entries = new Int32Array(columns);
  for (let from = low.pop(); from !== undefined; from = low.pop()) {
    // As long as one column is short of its height, another has more than its own.
    const to = high.pop() ?? from;
    const own = height[from] as number;
    entries[from] = ((own - FULL / 2) << 16) | to;
    height[to] = (height[to] as number) - (FULL - own);
    ((height[to] as number) < FULL ? low : high).push(to);
  }
  for (const own of high) entries[own] = own;
  return { kind: "alias", bits, entries, ends: new Uint32Array(0), last: size - 1 } as const;
}

/** Height of a column. */
const FULL = 65_536;

/** Shorter tables are padded, so that the kernel knows the length of most: 16 kB, half a first-level cache. */
const ALIAS_BITS = 12;

function requireSize({ length }: Float64Array): number {
  if (length >= 1 && length <= 65_535) return length;
  throw new RangeError(`a table of ${length} numbers; expected 1 to 65535`);
}
