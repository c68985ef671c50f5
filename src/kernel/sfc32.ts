/** A small fast generator of 32-bit words; its state must come from a hash (the cipher), never from a bare seed. */
export interface WordGenerator {
  readonly seed: (words: Int32Array) => void;
  /** The next word, as a signed integer. */
  readonly next: () => number;
}

/** sfc32, Chris Doty-Humphrey's "small fast chaotic" generator with a counter (PractRand 0.94, `sfc.h`). */
export function sfc32(): WordGenerator {
  let a = 0;
  let b = 0;
  let c = 0;
  let counter = 0;
  return {
    seed(words) {
      a = words[0] as number;
      b = words[1] as number;
      c = words[2] as number;
      counter = words[3] as number;
    },
    next() {
      const word = (((a + b) | 0) + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + word) | 0;
      return word;
    },
  };
}
