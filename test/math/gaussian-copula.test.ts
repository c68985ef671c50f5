import { sampleCorrelation, sampleRankCorrelation } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { cholesky } from "../../src/math/cholesky.ts";
import { gaussianCopula, normalCorrelation } from "../../src/math/gaussian-copula.ts";
import { addressedUniform } from "../../src/math/random-stream.ts";
import { normalQuantile } from "../../src/math/standard-normal.ts";

describe("cholesky", () => {
  it("gives back the matrix as L Lᵀ", () => {
    const matrix = [
      [1, 0.5, 0.2],
      [0.5, 1, -0.3],
      [0.2, -0.3, 1],
    ];
    const lower = cholesky(matrix);
    if ("row" in lower) throw new Error("not positive definite");
    for (const [i, row] of matrix.entries())
      for (const [j, entry] of row.entries()) {
        const product = Array.from(lower[i] ?? []).reduce((sum, x, k) => sum + x * (lower[j]?.[k] ?? 0), 0);
        expect(product).toBeCloseTo(entry, 14);
      }
  });

  it("says at which row three correlations cannot hold together", () => {
    // x near y, y near z, and x against z: the determinant is 1 + 2abc − a² − b² − c² = −2.888.
    const matrix = [
      [1, 0.9, -0.9],
      [0.9, 1, 0.9],
      [-0.9, 0.9, 1],
    ];
    expect(cholesky(matrix)).toEqual({ row: 2 });
  });
});

describe("a Gaussian copula", () => {
  const sample = (rank: number, count: number) => {
    const r = normalCorrelation(rank);
    const lower = cholesky([
      [1, r],
      [r, 1],
    ]);
    if ("row" in lower) throw new Error("not positive definite");
    const join = gaussianCopula(lower);
    const [u, v] = [addressedUniform(1, "u"), addressedUniform(1, "v")];
    const pairs = Array.from({ length: count }, (_, i) => join([u(i), v(i)]));
    return [pairs.map(([x]) => x ?? 0), pairs.map(([, y]) => y ?? 0)] as const;
  };

  it.each([0.6, -0.8, 0])("reaches the rank correlation %f", (rank) => {
    const [x, y] = sample(rank, 20_000);
    // Standard error of Spearman's coefficient: at most √(1.06/n) on Fisher's scale (Fieller, Hartley & Pearson 1957).
    const error = 4.9 * Math.sqrt(1.06 / 20_000);
    expect(Math.abs(sampleRankCorrelation([...x], [...y]) - rank)).toBeLessThan(error);
    expect(
      Math.abs(sampleCorrelation(x.map(normalQuantile), y.map(normalQuantile)) - normalCorrelation(rank)),
    ).toBeLessThan(error);
  });

  it("leaves every coordinate uniform, and the first as it is", () => {
    const [x, y] = sample(0.7, 20_000);
    expect(x[3]).toBe(addressedUniform(1, "u")(3));
    const sorted = y.toSorted((a, b) => a - b);
    const distance = Math.max(...sorted.map((u, i) => Math.abs(u - (i + 0.5) / sorted.length)));
    // Kolmogorov's quantile at 1 − 1e-6 is 2.69.
    expect(distance).toBeLessThan(2.69 / Math.sqrt(sorted.length));
  });

  it("gives the first back to the bit, and stays inside (0, 1) at the corners", () => {
    const copula = gaussianCopula([Float64Array.of(1), Float64Array.of(Math.SQRT1_2, Math.SQRT1_2)]);
    for (let i = 1; i < 200; i++) expect(copula([i / 200, 0.5])[0]).toBe(i / 200);
    const high = 1 - 2 ** -53;
    expect(copula([high, high])[1]).toBe(high);
    expect(copula([2 ** -60, 2 ** -60])[1]).toBe(2 ** -53);
  });
});
