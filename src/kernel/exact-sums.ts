import { BLOCK, type Sums } from "./job.ts";

/** Adds up whole numbers and their products without rounding, in any order to the same bits. */
export interface ExactSums {
  add(input: number, output: number): void;
  sums(): Sums;
}

/**
 * Whole numbers below 2^42 in size are split at 2^21, so that the doubles that collect products of the parts stay exact
 * for 2^10 conversations; these go into big integers.
 */
export function exactSums(): ExactSums {
  const part = new Float64Array(13);
  let count = 0;
  const total: bigint[] = [0n, 0n, 0n, 0n, 0n];
  const at = (i: number): bigint => BigInt(part[i] as number);
  const square = (high: number, cross: number, low: number) => (at(high) << 42n) + (at(cross) << 21n) + at(low);
  const flush = (): void => {
    const added = [
      (at(0) << 21n) + at(1),
      (at(2) << 21n) + at(3),
      square(4, 5, 6),
      square(7, 8, 9),
      square(10, 11, 12),
    ];
    added.forEach((sum, i) => {
      total[i] = (total[i] ?? 0n) + sum;
    });
    part.fill(0);
    count = 0;
  };
  return {
    add(input, output) {
      const a = Math.floor(input * 2 ** -21);
      const b = input - a * 2 ** 21;
      const c = Math.floor(output * 2 ** -21);
      const d = output - c * 2 ** 21;
      part[0] = (part[0] as number) + a;
      part[1] = (part[1] as number) + b;
      part[2] = (part[2] as number) + c;
      part[3] = (part[3] as number) + d;
      part[4] = (part[4] as number) + a * a;
      part[5] = (part[5] as number) + 2 * a * b;
      part[6] = (part[6] as number) + b * b;
      part[7] = (part[7] as number) + a * c;
      part[8] = (part[8] as number) + a * d + b * c;
      part[9] = (part[9] as number) + b * d;
      part[10] = (part[10] as number) + c * c;
      part[11] = (part[11] as number) + 2 * c * d;
      part[12] = (part[12] as number) + d * d;
      count++;
      if (count === BLOCK) flush();
    },
    sums() {
      flush();
      return [...total];
    },
  };
}
