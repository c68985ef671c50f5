import { describe, expect, it } from "vitest";
import { latinHypercube } from "../../src/math/latin-hypercube.ts";

const draws = (seed: number, stream: string, count: number): readonly number[] => {
  const uniform = latinHypercube(seed, stream, count);
  return Array.from({ length: count }, (_, i) => uniform(i));
};

describe("a Latin hypercube", () => {
  it("draws once from each cell", () => {
    for (const count of [1, 7, 100]) {
      const cells = draws(3, "input", count).map((u) => Math.floor(u * count));
      expect(cells.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    }
  });

  it("has an order of its own for each input and seed", () => {
    expect(draws(1, "a", 20)).toEqual(draws(1, "a", 20));
    expect(draws(1, "a", 20)).not.toEqual(draws(1, "b", 20));
    expect(draws(1, "a", 20)).not.toEqual(draws(2, "a", 20));
  });

  it("leaves two inputs uncorrelated", () => {
    const [x, y] = [draws(1, "a", 4000), draws(1, "b", 4000)];
    const correlation = (12 * x.reduce((sum, u, i) => sum + (u - 0.5) * ((y[i] ?? 0) - 0.5), 0)) / 4000;
    // Standard error 1/√n; 4.9 of them is a false alarm of 1e-6.
    expect(Math.abs(correlation)).toBeLessThan(4.9 / Math.sqrt(4000));
  });

  it("refuses an index beyond its count", () => {
    expect(() => latinHypercube(1, "a", 10)(10)).toThrow(/index is 10/);
  });

  it("meets every order of its cells as often as any other", () => {
    const orders = new Map<string, number>();
    for (let seed = 0; seed < 3000; seed++) {
      const order = draws(seed, "a", 3)
        .map((u) => Math.floor(u * 3))
        .join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    // 500 each; 4.9 standard deviations of a binomial count, sd 20.4, are a false alarm of 1e-6.
    for (const count of orders.values()) expect(Math.abs(count - 500)).toBeLessThan(100);
  });

  it("names a count that cannot be", () => {
    expect(() => latinHypercube(1, "a", 0)).toThrow("count is 0");
  });
});
