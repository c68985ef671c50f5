/** A small fast generator of 32-bit words; its state must come from a hash (Threefry), never from a bare seed. */
export interface WordGenerator {
  /** Sets the state to the first four words. */
  readonly seed: (words: Uint32Array) => void;
  /** The next word, 0 to 2^32 − 1. */
  readonly next: () => number;
}

/** sfc32, Chris Doty-Humphrey's "small fast chaotic" generator with a counter (PractRand 0.94, `sfc.h`). */
export function sfc32(): WordGenerator {
  let a = 0;
  let b = 0;
  let c = 0;
  let counter = 1;
  return {
    seed(words) {
      a = (words[0] as number) | 0;
      b = (words[1] as number) | 0;
      c = (words[2] as number) | 0;
      counter = (words[3] as number) | 0;
    },
    next() {
      const word = (((a + b) | 0) + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + word) | 0;
      return word >>> 0;
    },
  };
}
