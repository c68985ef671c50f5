import type { Cipher } from "./cipher.ts";
import { BLOCK, PURPOSE } from "./job.ts";

/** Stratum of each slot of a block, 0 … 1023: a permutation drawn for (key, block). */
export type Strata = (block: number) => ArrayLike<number>;

/**
 * Writes slot = 32·column + row and stratum = 32·coarse + fine with coarse = reverse(column ^ ROWS[row]) and
 * fine = row ^ FINES[coarse], where ROWS and FINES are 64 random numbers of five bits: a two-step Feistel network, so a
 * permutation, in which every slot meets every stratum equally often. The conversations of one row (slots of equal
 * remainder by 32) stand in 32 different coarse strata, spread by the reversal of bits even in a block that is cut
 * short; so the rows of a small run are replicates that are each stratified.
 */
export function strataOf(cipher: Cipher): Strata {
  const words = new Int32Array(4);
  const random = new Int32Array(64);
  const strata = new Int32Array(BLOCK);
  return (block) => {
    const id = block * BLOCK;
    for (let i = 0; i < 16; i++) {
      cipher(id | 0, Math.floor(id / 2 ** 32) | 0, PURPOSE.strata, i, words);
      for (let k = 0; k < 4; k++) random[16 * k + i] = (words[k] as number) >>> 27;
    }
    for (let slot = 0; slot < BLOCK; slot++) {
      const row = slot & 31;
      const coarse = reversed((slot >> 5) ^ (random[row] as number));
      strata[slot] = (coarse << 5) | (row ^ (random[32 + coarse] as number));
    }
    return strata;
  };
}

/** Five bits in reverse. */
const reversed = (x: number): number => ((x & 1) << 4) | ((x & 2) << 2) | (x & 4) | ((x & 8) >> 2) | (x >> 4);
