/**
 * Nested uniform (Owen) scrambling of 32 bits by a hash: each bit is flipped by a function of the seed and of the bits
 * above it, so points that share a dyadic interval still share one, and a digital net stays a net.
 *
 * Source: Laine & Karras, "Stratified sampling for stochastic transparency", EGSR 2011; B. Burley, "Practical
 * hash-based Owen scrambling", Journal of Computer Graphics Techniques 9 (2020) no. 4, listing 2; with the hash of
 * N. Vegdahl, "Building a better LK hash", psychopath.io, 30 January 2021, which mixes better than Burley's.
 *
 * @param bits 32-bit integer, the most significant bit first in the nesting
 * @param seed 32-bit integer that is itself random (the output of a hash)
 * @returns 0 to 2^32 − 1
 */
export function owenScramble(bits: number, seed: number): number {
  let x = reverseBits(bits);
  x ^= Math.imul(x, 0x3d20adea);
  x = (x + seed) | 0;
  x = Math.imul(x, (seed >>> 16) | 1);
  x ^= Math.imul(x, 0x05526c56);
  x ^= Math.imul(x, 0x53a22864);
  return reverseBits(x) >>> 0;
}

function reverseBits(bits: number): number {
  let x = (bits >>> 16) | (bits << 16);
  x = ((x & 0x00ff00ff) << 8) | ((x >>> 8) & 0x00ff00ff);
  x = ((x & 0x0f0f0f0f) << 4) | ((x >>> 4) & 0x0f0f0f0f);
  x = ((x & 0x33333333) << 2) | ((x >>> 2) & 0x33333333);
  return ((x & 0x55555555) << 1) | ((x >>> 1) & 0x55555555);
}
