import { requireWhole } from "./parameters.ts";
import { type BlockFunction, threefry4x32 } from "./threefry.ts";

/**
 * Uniform draws that are addressed, not consumed: each is a function of (seed, stream, index). So no draw depends on
 * how many others were taken, in which order, or on how many machines.
 *
 * @param seed 32-bit integer, signed or unsigned
 * @param stream name of the stream; different names are independent
 * @returns index (whole, 0 to 2^53 − 1) → a double in (0, 1), the middle of one of 2^53 equal cells
 */
export function addressedUniform(seed: number, stream: string): (index: number) => number {
  const block = addressedBlocks(seed, stream);
  const words = new Uint32Array(4);
  return (index) => {
    requireWhole("index", index, 0, Number.MAX_SAFE_INTEGER);
    block(index | 0, (index / TWO_32) | 0, 0, 0, words, 1);
    const cell = ((words[0] ?? 0) >>> 5) * TWO_26 + ((words[1] ?? 0) >>> 6);
    // The largest cell's middle rounds to 1; everything below it stays below 1.
    return Math.min((cell + 0.5) * TWO_MINUS_53, LARGEST);
  };
}

/** The blocks of a stream: Threefry under the key (seed, 0, hash of the name, low and high word). */
export function addressedBlocks(seed: number, stream: string): BlockFunction {
  requireWhole("seed", seed, -(2 ** 31), TWO_32 - 1);
  const hash = fnv1a64(stream);
  return threefry4x32(seed | 0, 0, Number(hash & 0xffffffffn) | 0, Number(hash >> 32n) | 0);
}

/** 64-bit FNV-1a over UTF-16 code units, low byte first (Fowler, Noll & Vo; RFC 9923). The same on every machine. */
export function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = BigInt.asUintN(64, (hash ^ BigInt(unit & 0xff)) * 0x100000001b3n);
    hash = BigInt.asUintN(64, (hash ^ BigInt(unit >> 8)) * 0x100000001b3n);
  }
  return hash;
}

const TWO_26 = 2 ** 26;
const TWO_32 = 2 ** 32;
const TWO_MINUS_53 = 2 ** -53;
const LARGEST = 1 - 2 ** -53;
