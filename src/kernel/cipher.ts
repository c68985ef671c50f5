/**
 * Threefry4x32 with 20 rounds (Salmon, Moraes, Dror & Shaw, SC'11; Random123 `threefry.h`), one block a call: the twin
 * of `cipher` in `assembly/kernel.ts`, and the same function as `math/threefry.ts`, which a test holds.
 *
 * @param out receives the four words
 */
export type Cipher = (c0: number, c1: number, c2: number, c3: number, out: Int32Array) => void;

export function cipherOf([key0, key1, key2, key3]: readonly [number, number, number, number]): Cipher {
  const k0 = key0 | 0;
  const k1 = key1 | 0;
  const k2 = key2 | 0;
  const k3 = key3 | 0;
  const keys = Int32Array.of(k0, k1, k2, k3, 0x1bd11bda ^ k0 ^ k1 ^ k2 ^ k3);
  return (c0, c1, c2, c3, out) => {
    let a = (c0 + k0) | 0;
    let b = (c1 + k1) | 0;
    let c = (c2 + k2) | 0;
    let d = (c3 + k3) | 0;
    for (let s = 1; ; s += 2) {
      a = (a + b) | 0;
      b = ((b << 10) | (b >>> 22)) ^ a;
      c = (c + d) | 0;
      d = ((d << 26) | (d >>> 6)) ^ c;
      a = (a + d) | 0;
      d = ((d << 11) | (d >>> 21)) ^ a;
      c = (c + b) | 0;
      b = ((b << 21) | (b >>> 11)) ^ c;
      a = (a + b) | 0;
      b = ((b << 13) | (b >>> 19)) ^ a;
      c = (c + d) | 0;
      d = ((d << 27) | (d >>> 5)) ^ c;
      a = (a + d) | 0;
      d = ((d << 23) | (d >>> 9)) ^ a;
      c = (c + b) | 0;
      b = ((b << 5) | (b >>> 27)) ^ c;
      a = (a + (keys[s % 5] as number)) | 0;
      b = (b + (keys[(s + 1) % 5] as number)) | 0;
      c = (c + (keys[(s + 2) % 5] as number)) | 0;
      d = (d + (keys[(s + 3) % 5] as number) + s) | 0;
      if (s === 5) break;
      a = (a + b) | 0;
      b = ((b << 6) | (b >>> 26)) ^ a;
      c = (c + d) | 0;
      d = ((d << 20) | (d >>> 12)) ^ c;
      a = (a + d) | 0;
      d = ((d << 17) | (d >>> 15)) ^ a;
      c = (c + b) | 0;
      b = ((b << 11) | (b >>> 21)) ^ c;
      a = (a + b) | 0;
      b = ((b << 25) | (b >>> 7)) ^ a;
      c = (c + d) | 0;
      d = ((d << 10) | (d >>> 22)) ^ c;
      a = (a + d) | 0;
      d = ((d << 18) | (d >>> 14)) ^ a;
      c = (c + b) | 0;
      b = ((b << 20) | (b >>> 12)) ^ c;
      a = (a + (keys[(s + 1) % 5] as number)) | 0;
      b = (b + (keys[(s + 2) % 5] as number)) | 0;
      c = (c + (keys[(s + 3) % 5] as number)) | 0;
      d = (d + (keys[(s + 4) % 5] as number) + s + 1) | 0;
    }
    out[0] = a;
    out[1] = b;
    out[2] = c;
    out[3] = d;
  };
}
