import { owenScramble } from "./owen-scramble.ts";
import { requireWhole } from "./parameters.ts";
import { addressedBlocks } from "./random-stream.ts";
import { JOE_KUO_DIRECTIONS } from "./sobol-directions.ts";

/**
 * One coordinate of the Sobol sequence, in the order of the index's own bits, as 32 bits. The first 2^m points of any
 * dimension hit each of 2^m equal cells once.
 *
 * @param dimension 0 to 127
 * @returns index (0 to 2^32 − 1) → 0 to 2^32 − 1
 */
export function sobolBits(dimension: number): (index: number) => number {
  const directions = directionsOf(dimension);
  return (index) => {
    let bits = 0;
    for (let rest = index, j = 0; rest !== 0; rest >>>= 1, j++) if (rest & 1) bits ^= directions[j] ?? 0;
    return bits >>> 0;
  };
}

/**
 * One coordinate of a scrambled Sobol sequence as uniform draws in (0, 1): each draw is uniform by itself, and the draws
 * of one seed fill the cube evenly together, most so 2^m of them from index 0. Other seeds give independent
 * replicates, which is where standard errors come from.
 *
 * Beyond 128 dimensions the same ones come again in another random order (Burley 2020, section 4): each block of 128
 * fills its cube evenly, and is independent of the others.
 *
 * @param seed 32-bit integer
 * @param stream name of the coordinate; its scrambling depends on nothing else
 * @param dimension 0 or more; no two coordinates of a design share one
 */
export function scrambledSobol(seed: number, stream: string, dimension: number): (index: number) => number {
  requireWhole("dimension", dimension, 0, 1e6);
  const bits = sobolBits(dimension % DIMENSIONS);
  const block = Math.floor(dimension / DIMENSIONS);
  const scramble = wordOf(seed, stream, SCRAMBLE);
  const shuffle = wordOf(seed, `sobol block ${block}`, SHUFFLE);
  return (index) => {
    requireWhole("index", index, 0, 2 ** 32 - 1);
    const shuffled = block === 0 ? index : owenScramble(index, shuffle);
    return (owenScramble(bits(shuffled), scramble) + 0.5) * TWO_MINUS_32;
  };
}

const DIMENSIONS = JOE_KUO_DIRECTIONS.length + 1;
const TWO_MINUS_32 = 2 ** -32;
/** Last words of the counter, so that no word is also a uniform draw of the same stream. */
const SCRAMBLE = 1;
const SHUFFLE = 2;

/**
 * The 32 direction vectors of a dimension: v_j = m_j 2^(32−j), where
 * m_j = 2a₁m_{j−1} ⊕ 2²a₂m_{j−2} ⊕ … ⊕ 2^s m_{j−s} ⊕ m_{j−s} (Joe & Kuo 2008, equation 2.4).
 */
function directionsOf(dimension: number): Uint32Array {
  requireWhole("dimension", dimension, 0, DIMENSIONS - 1);
  const v = new Uint32Array(32);
  const polynomial = JOE_KUO_DIRECTIONS[dimension - 1];
  if (polynomial === undefined) return v.map((_, j) => 2 ** (31 - j));
  const { a, m } = polynomial;
  const s = m.length;
  for (let j = 0; j < 32; j++) {
    if (j < s) {
      v[j] = (m[j] ?? 0) * 2 ** (31 - j);
      continue;
    }
    const last = v[j - s] ?? 0;
    let next = last ^ (last >>> s);
    for (let k = 1; k < s; k++) if ((a >>> (s - 1 - k)) & 1) next ^= v[j - k] ?? 0;
    v[j] = next;
  }
  return v;
}

function wordOf(seed: number, stream: string, purpose: number): number {
  const words = new Uint32Array(4);
  addressedBlocks(seed, stream)(0, 0, 0, purpose, words, 1);
  return words[0] ?? 0;
}
