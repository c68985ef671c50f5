/**
 * Writes the blocks at the counters (c0 + i, c1, c2, c3), i = 0 … count − 1, to `out`, four 32-bit words each. The first
 * word of the counter wraps at 2^32 without carry. One call for many blocks is twice as fast as many calls.
 */
export type BlockFunction = (c0: number, c1: number, c2: number, c3: number, out: Uint32Array, count: number) => void;

/**
 * Threefry4x32 with 20 rounds under a key of four 32-bit words: a random function of the counter, with no state, so a
 * draw depends on its address alone.
 *
 * Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11; rotations and key schedule
 * of Random123 1.14, `threefry.h`. Written out round by round, which is what makes it fast.
 */
export function threefry4x32(key0: number, key1: number, key2: number, key3: number): BlockFunction {
  return (c0, c1, c2, c3, out, count) => {
    // Told here to be 32-bit integers, the key words need no conversion in the loop: this halves the time.
    const k0 = key0 | 0;
    const k1 = key1 | 0;
    const k2 = key2 | 0;
    const k3 = key3 | 0;
    const k4 = PARITY ^ k0 ^ k1 ^ k2 ^ k3;
    const start = c0 | 0;
    const d1 = c1 | 0;
    const d2 = c2 | 0;
    const d3 = c3 | 0;
    for (let i = 0; i < count; i++) {
      let x0 = (((start + i) | 0) + k0) | 0;
      let x1 = (d1 + k1) | 0;
      let x2 = (d2 + k2) | 0;
      let x3 = (d3 + k3) | 0;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 10) | (x1 >>> 22)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 26) | (x3 >>> 6)) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 11) | (x3 >>> 21)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 21) | (x1 >>> 11)) ^ x2;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 27) | (x3 >>> 5)) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 23) | (x3 >>> 9)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 5) | (x1 >>> 27)) ^ x2;
      x0 = (x0 + k1) | 0;
      x1 = (x1 + k2) | 0;
      x2 = (x2 + k3) | 0;
      x3 = (x3 + k4 + 1) | 0;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 20) | (x3 >>> 12)) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 17) | (x3 >>> 15)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 11) | (x1 >>> 21)) ^ x2;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 25) | (x1 >>> 7)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 10) | (x3 >>> 22)) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 18) | (x3 >>> 14)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 20) | (x1 >>> 12)) ^ x2;
      x0 = (x0 + k2) | 0;
      x1 = (x1 + k3) | 0;
      x2 = (x2 + k4) | 0;
      x3 = (x3 + k0 + 2) | 0;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 10) | (x1 >>> 22)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 26) | (x3 >>> 6)) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 11) | (x3 >>> 21)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 21) | (x1 >>> 11)) ^ x2;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 27) | (x3 >>> 5)) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 23) | (x3 >>> 9)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 5) | (x1 >>> 27)) ^ x2;
      x0 = (x0 + k3) | 0;
      x1 = (x1 + k4) | 0;
      x2 = (x2 + k0) | 0;
      x3 = (x3 + k1 + 3) | 0;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 20) | (x3 >>> 12)) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 17) | (x3 >>> 15)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 11) | (x1 >>> 21)) ^ x2;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 25) | (x1 >>> 7)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 10) | (x3 >>> 22)) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 18) | (x3 >>> 14)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 20) | (x1 >>> 12)) ^ x2;
      x0 = (x0 + k4) | 0;
      x1 = (x1 + k0) | 0;
      x2 = (x2 + k1) | 0;
      x3 = (x3 + k2 + 4) | 0;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 10) | (x1 >>> 22)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 26) | (x3 >>> 6)) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 11) | (x3 >>> 21)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 21) | (x1 >>> 11)) ^ x2;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 27) | (x3 >>> 5)) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 23) | (x3 >>> 9)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 5) | (x1 >>> 27)) ^ x2;
      x0 = (x0 + k0) | 0;
      x1 = (x1 + k1) | 0;
      x2 = (x2 + k2) | 0;
      x3 = (x3 + k3 + 5) | 0;
      out[4 * i] = x0;
      out[4 * i + 1] = x1;
      out[4 * i + 2] = x2;
      out[4 * i + 3] = x3;
    }
  };
}

/** The constant that makes the fifth key word, SKEIN_KS_PARITY32. */
const PARITY = 0x1bd11bda;
