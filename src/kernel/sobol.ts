import { cipherOf } from "./cipher.ts";
import { BLOCK, PURPOSE } from "./job.ts";

/** Fills words[d·1024 + slot] with coordinate d of the block's points, as 32-bit words. */
export type SobolWords = (block: number, words: Uint32Array) => void;

/**
 * Sobol points in base 2 with nested uniform scrambling by hashing (Laine & Karras, Comput. Graph. Forum 30 (2011);
 * Burley, J. Comput. Graph. Tech. 9 (2020); the hash is Vegdahl's, of 2021). Block b holds points 1,024⌊b/32⌋ … of
 * replicate b mod 32; each replicate and each coordinate has a scramble of its own, so replicates are independent.
 */
export function sobolWords(key: readonly [number, number, number, number], dimensions: number): SobolWords {
  const cipher = cipherOf(key);
  const directions = PRIMITIVE.slice(0, dimensions).map(directionsOf);
  const out = new Int32Array(4);
  return (block, words) => {
    const replicate = block % REPLICATES;
    const first = Math.floor(block / REPLICATES) * BLOCK;
    if (first + BLOCK > 2 ** 32) throw new RangeError("sobol sampling ends at 2^37 conversations");
    directions.forEach((direction, d) => {
      cipher(replicate, d, PURPOSE.scramble, 0, out);
      const seed = out[0] as number;
      let point = 0;
      for (let bit = 10; bit < 32; bit++) if ((first / 2 ** bit) & 1) point ^= direction[bit] as number;
      for (let i = 0; i < BLOCK; i++) {
        words[d * BLOCK + i] = scrambled(point, seed);
        // Points in the order of the Gray code: the next differs by one direction.
        point ^= direction[31 - Math.clz32(~i & (i + 1))] as number;
      }
    });
  };
}

/** As many independent replicates as the summary keeps. */
const REPLICATES = 32;

/** Nested uniform scramble of a number whose first binary place is its lowest bit; the result has it highest. */
function scrambled(reversed: number, seed: number): number {
  let x = reversed;
  x ^= Math.imul(x, 0x3d20adea);
  x = (x + seed) | 0;
  x = Math.imul(x, (seed >>> 16) | 1);
  x ^= Math.imul(x, 0x05526c56);
  x ^= Math.imul(x, 0x53a22864);
  return reverse(x) >>> 0;
}

function reverse(word: number): number {
  let x = word;
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return (x >>> 16) | (x << 16);
}

/** Direction numbers with the first binary place lowest: m_j at place j, by the recurrence of Bratley & Fox. */
function directionsOf([degree, polynomial, ...initial]: readonly [number, number, ...number[]]): Int32Array {
  const v = new Int32Array(32);
  for (let j = 0; j < 32; j++) {
    if (degree === 0) v[j] = 1 << (31 - j);
    else if (j < degree) v[j] = (initial[j] as number) << (31 - j);
    else {
      let x = (v[j - degree] as number) ^ ((v[j - degree] as number) >>> degree);
      for (let k = 1; k < degree; k++) if ((polynomial >>> (degree - 1 - k)) & 1) x ^= v[j - k] as number;
      v[j] = x;
    }
  }
  return v.map(reverse);
}

/** Degree, coefficients and first numbers of new-joe-kuo-6.21201 (Joe & Kuo, SIAM J. Sci. Comput. 30 (2008), 2635–2654). */
const PRIMITIVE: readonly (readonly [number, number, ...number[]])[] = [
  [0, 0],
  [1, 0, 1],
  [2, 1, 1, 3],
  [3, 1, 1, 3, 1],
  [3, 2, 1, 1, 1],
  [4, 1, 1, 1, 3, 3],
  [4, 4, 1, 3, 5, 13],
  [5, 2, 1, 1, 5, 5, 17],
  [5, 4, 1, 1, 5, 5, 5],
  [5, 7, 1, 1, 7, 11, 19],
  [5, 11, 1, 1, 5, 1, 1],
  [5, 13, 1, 1, 1, 3, 11],
  [5, 14, 1, 3, 5, 5, 31],
  [6, 1, 1, 3, 3, 9, 7, 49],
  [6, 13, 1, 1, 1, 15, 21, 21],
  [6, 16, 1, 3, 1, 13, 27, 49],
  [6, 19, 1, 1, 1, 15, 7, 5],
];
