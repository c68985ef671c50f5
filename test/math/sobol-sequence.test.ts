import { describe, expect, it } from "vitest";
import { owenScramble } from "../../src/math/owen-scramble.ts";
import { scrambledSobol, sobolBits } from "../../src/math/sobol-sequence.ts";

/** The published sequence is in Gray code order; ours in the order of the index's own bits. */
const gray = (index: number): number => index ^ (index >>> 1);

describe("the Sobol sequence", () => {
  it("begins as its authors print it", () => {
    // Joe & Kuo's `sobol 10 3 new-joe-kuo-6.21201`; scipy 1.17.1, stats.qmc.Sobol(3, scramble=False), prints the same.
    const published = [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
      [0.1875, 0.3125, 0.9375],
      [0.6875, 0.8125, 0.4375],
    ];
    const coordinates = [0, 1, 2].map(sobolBits);
    const ours = published.map((_, i) => coordinates.map((bits) => bits(gray(i)) / 2 ** 32));
    expect(ours).toEqual(published);
  });

  it("has the later dimensions of the same table", () => {
    // scipy 1.17.1, stats.qmc.Sobol(128, scramble=False, bits=32).random(8)[:, [100, 127]].
    const expected = [
      [0, 0],
      [0.5, 0.5],
      [0.25, 0.25],
      [0.75, 0.75],
      [0.625, 0.625],
      [0.125, 0.125],
      [0.875, 0.875],
      [0.375, 0.375],
    ];
    const coordinates = [100, 127].map(sobolBits);
    expect(expected.map((_, i) => coordinates.map((bits) => bits(gray(i)) / 2 ** 32))).toEqual(expected);
  });

  it("puts one point of every aligned block of 2^m in each of 2^m cells, scrambled or not", () => {
    for (const dimension of [0, 1, 7, 63, 127, 128, 300]) {
      const uniform = scrambledSobol(5, `input ${dimension}`, dimension);
      for (const start of [0, 256, 768]) {
        const cells = new Set(Array.from({ length: 256 }, (_, i) => Math.floor(uniform(start + i) * 256)));
        expect(cells.size, `dimension ${dimension} from ${start}`).toBe(256);
      }
    }
  });

  it("fills every elementary box of the first two dimensions once, which makes it a (0, m, 2)-net", () => {
    const [x, y] = [scrambledSobol(9, "x", 0), scrambledSobol(9, "y", 1)];
    for (let power = 0; power <= 8; power++) {
      const boxes = new Set(
        Array.from(
          { length: 256 },
          (_, i) => `${Math.floor(x(i) * 2 ** power)} ${Math.floor(y(i) * 2 ** (8 - power))}`,
        ),
      );
      expect(boxes.size, `boxes of 2^-${power} by 2^-${8 - power}`).toBe(256);
    }
  });

  it("is scrambled by seed and stream alone: other coordinates change nothing", () => {
    const draws = (seed: number, stream: string) => [0, 1, 2, 3].map(scrambledSobol(seed, stream, 3));
    expect(draws(1, "a")).toEqual(draws(1, "a"));
    expect(draws(1, "a")).not.toEqual(draws(2, "a"));
    expect(draws(1, "a")).not.toEqual(draws(1, "b"));
  });

  it("integrates a product of four inputs a hundred times better than random draws at 4,096 points", () => {
    // ∏(1 + x − ½) over the unit cube is 1; random draws have the standard error √((13/12)⁴ − 1)/√n.
    const errors = Array.from({ length: 32 }, (_, seed) => {
      const inputs = [0, 1, 2, 3].map((k) => scrambledSobol(seed, `input ${k}`, k));
      let sum = 0;
      for (let i = 0; i < 4096; i++) sum += inputs.reduce((product, input) => product * (0.5 + input(i)), 1);
      return sum / 4096 - 1;
    });
    const rootMeanSquare = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
    expect(rootMeanSquare).toBeLessThan(Math.sqrt((13 / 12) ** 4 - 1) / Math.sqrt(4096) / 100);
  });
});

describe("Owen scrambling", () => {
  it("keeps what two numbers share: as many leading bits, and no more", () => {
    const leading = (a: number, b: number) => Math.clz32(a ^ b);
    for (const [a, b] of [
      [0x12345678, 0x12345679],
      [0x12345678, 0x12355678],
      [0, 0x80000000],
    ] as const) {
      for (const seed of [0x9e3779b9, 0x85ebca6b, 0x12fe71a3]) {
        expect(leading(owenScramble(a, seed), owenScramble(b, seed))).toBe(leading(a, b));
      }
    }
  });
});
