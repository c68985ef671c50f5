import { requireWhole } from "./parameters.ts";
import { addressedUniform } from "./random-stream.ts";

/**
 * One coordinate of a Latin hypercube: `count` uniform draws, one in each of `count` equal cells, in an order that is a
 * random permutation of its own. What depends on the coordinate alone is then integrated with an error that falls as
 * count^−1.5 (McKay, Beckman & Conover, Technometrics 21 (1979), 239–245; Stein, Technometrics 29 (1987), 143–151).
 *
 * A draw depends on seed, stream, count and index, and on no other coordinate.
 *
 * @param count 1 to 1e8
 * @returns index (0 to count − 1) → a double in (0, 1)
 */
export function latinHypercube(seed: number, stream: string, count: number): (index: number) => number {
  requireWhole("count", count, 1, 1e8);
  const within = addressedUniform(seed, stream);
  const cells = permutation(addressedUniform(seed, `${stream} cells`), count);
  return (index) => {
    requireWhole("index", index, 0, count - 1);
    return Math.min(((cells[index] ?? 0) + within(index)) / count, 1 - 2 ** -53);
  };
}

/** Fisher and Yates' shuffle with addressed draws. */
function permutation(uniform: (index: number) => number, count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(uniform(i) * (i + 1));
    const held = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = held;
  }
  return order;
}
