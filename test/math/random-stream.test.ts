import { describe, expect, it } from "vitest";
import { addressedUniform, fnv1a64 } from "../../src/math/random-stream.ts";
import { threefry4x32 } from "../../src/math/threefry.ts";

const hex = (words: Uint32Array) => Array.from(words, (w) => w.toString(16).padStart(8, "0")).join(" ");

describe("Threefry4x32-20", () => {
  // Random123 1.14, kat_vectors: counter, key, output.
  it.each([
    [[0, 0, 0, 0], [0, 0, 0, 0], "9c6ca96a e17eae66 fc10ecd4 5256a7d8"],
    [[-1, -1, -1, -1], [-1, -1, -1, -1], "2a881696 57012287 f6c7446e a16a6732"],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89],
      "59cd1dbb b8879579 86b5d00c ac8b6d84",
    ],
  ] as const)("gives the known answer at counter %j under key %j", (counter, key, expected) => {
    const out = new Uint32Array(4);
    const [[k0, k1, k2, k3], [c0, c1, c2, c3]] = [key, counter];
    threefry4x32(k0, k1, k2, k3)(c0, c1, c2, c3, out, 1);
    expect(hex(out)).toBe(expected);
  });
});

describe("several Threefry blocks at once", () => {
  it("are those of the single calls", () => {
    const block = threefry4x32(1, 2, 3, 4);
    const together = new Uint32Array(12);
    block(0xfffffffe, 5, 6, 7, together, 3);
    const single = [0xfffffffe, 0xffffffff, 0].flatMap((c0) => {
      const out = new Uint32Array(4);
      block(c0, 5, 6, 7, out, 1);
      return Array.from(out);
    });
    expect(Array.from(together)).toEqual(single);
  });
});

describe("addressed uniform draws", () => {
  it("depend on seed, stream and index alone, in any order", () => {
    const u = addressedUniform(1, "a.b");
    const forward = [0, 1, 2, 3].map(u);
    expect([3, 2, 1, 0].map(u).reverse()).toEqual(forward);
    expect([0, 1, 2, 3].map(addressedUniform(1, "a.b"))).toEqual(forward);
    expect([0, 1, 2, 3].map(addressedUniform(2, "a.b"))).not.toEqual(forward);
    expect([0, 1, 2, 3].map(addressedUniform(1, "a.c"))).not.toEqual(forward);
    expect(u(2 ** 32)).not.toBe(u(0));
  });
  it("lie inside (0, 1), up to the largest index", () => {
    const u = addressedUniform(-5, "x");
    for (const index of [0, 1, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
      expect(u(index)).toBeGreaterThan(0);
      expect(u(index)).toBeLessThan(1);
    }
    expect(() => u(0.5)).toThrow("index is 0.5");
    expect(() => addressedUniform(2 ** 32, "x")).toThrow("seed is 4294967296");
  });
  it("are uniform, and independent of the neighbouring index, seed and stream (chi-square, false alarm 1e-6)", () => {
    // 256 cells: 255 degrees of freedom, chi-square quantile at 1 − 1e-6 is 378 (Wilson–Hilferty 377.6).
    const chiSquare = (pairs: (i: number) => readonly [number, number]) => {
      const cells = new Float64Array(256);
      const draws = 100_000;
      for (let i = 0; i < draws; i++) {
        const [a, b] = pairs(i);
        const cell = Math.floor(a * 16) * 16 + Math.floor(b * 16);
        cells[cell] = (cells[cell] ?? 0) + 1;
      }
      return cells.reduce((sum, count) => sum + (count - draws / 256) ** 2 / (draws / 256), 0);
    };
    const u = addressedUniform(7, "turns");
    const otherSeed = addressedUniform(8, "turns");
    const otherStream = addressedUniform(7, "words");
    expect(chiSquare((i) => [u(i), u(i + 1)])).toBeLessThan(378);
    expect(chiSquare((i) => [u(i), otherSeed(i)])).toBeLessThan(378);
    expect(chiSquare((i) => [u(i), otherStream(i)])).toBeLessThan(378);
    // Negative control: the index itself, scaled, is uniform but not independent.
    expect(chiSquare((i) => [i / 100_000, (i + 1) / 100_001])).toBeGreaterThan(378);
  });
  it("hashes names as FNV-1a does", () => {
    // Known answer of the empty string: the offset basis. "a" is the bytes 61 00.
    expect(fnv1a64("")).toBe(0xcbf29ce484222325n);
    expect(fnv1a64("a")).toBe(BigInt.asUintN(64, 0xaf63dc4c8601ec8cn * 0x100000001b3n));
  });
});
