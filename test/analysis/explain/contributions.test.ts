import { describe, expect, it } from "vitest";
import { contributionsTo } from "../../../src/analysis/explain/contributions.ts";
import { figure } from "../../../src/analysis/node.ts";
import type { FigureValue } from "../../../src/analysis/result.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { studentT } from "../../../src/math/student-t-distribution.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { quantityLeaf } from "../leaves.ts";

const DRAWN = { seed: 5, draws: 8000 };
const a = quantityLeaf("a", normal({ mean: 0, sd: 1 }));
const b = quantityLeaf("b", normal({ mean: 0, sd: 1 }));
const c = quantityLeaf("c", uniform({ min: -1, max: 1 }));

const of = (by: (x: { readonly a: number; readonly b: number; readonly c: number }) => FigureValue) =>
  figure({ id: "y", unit: "", label: "", formula: "", of: { a, b, c }, by });
const sharesOf = (by: Parameters<typeof of>[0], drawn = DRAWN): Readonly<Record<string, number>> =>
  Object.fromEntries(contributionsTo(of(by), drawn).map(({ id, varianceShare }) => [id, varianceShare]));

/**
 * Five standard errors of a share from 8,000 draws in 32 groups: below 0.004 for no share (√(2 × 31) ÷ 8000 each) and
 * below 0.01 in between (2 √(S (1 − S) ÷ n) each), so 0.05 at most.
 */
const TOLERANCE = 0.05;

describe("contributionsTo", () => {
  it("gives a sum of normal inputs the shares of grades, (6 ÷ π) arcsin(r ÷ 2) with r the share of variance", () => {
    // Y and Y′ that share one input have the correlation r, and their grades Spearman's formula (Pearson 1907).
    const grade = (r: number): number => (6 / Math.PI) * Math.asin(r / 2);
    const shares = sharesOf((x) => x.a + 2 * x.b);
    expect(Math.abs((shares.a ?? 0) - grade(0.2))).toBeLessThan(TOLERANCE);
    expect(Math.abs((shares.b ?? 0) - grade(0.8))).toBeLessThan(TOLERANCE);
    expect(Math.abs(shares.c ?? 1)).toBeLessThan(TOLERANCE);
  });

  it("sees an input that works both ways, which a correlation would miss", () => {
    expect(sharesOf((x) => x.c * x.c).c).toBeGreaterThan(0.97);
  });

  it("leaves to nobody what only works together", () => {
    const shares = sharesOf((x) => Math.sign(x.a) * Math.sign(x.b) * (1 + Math.abs(x.c)));
    expect(Math.abs(shares.a ?? 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(shares.b ?? 1)).toBeLessThan(TOLERANCE);
  });

  it("is not decided by a few extremes: a heavy tail does not take the share of a light one", () => {
    const tail = quantityLeaf("tail", studentT({ degreesOfFreedom: 3 }));
    const y = figure({
      id: "y",
      unit: "",
      label: "",
      formula: "",
      of: { tail, a },
      by: (x) => Math.exp(3 * x.a + 0.3 * x.tail),
    });
    const [first] = contributionsTo(y, DRAWN);
    expect(first?.id).toBe("a");
    expect(first?.varianceShare).toBeGreaterThan(0.9);
  });

  it("says of a word what decides whether it is the word that comes up most", () => {
    const shares = sharesOf((x) => (x.c > 0.2 ? "fits" : "does not"));
    expect(shares.c).toBeGreaterThan(0.95);
    expect(Math.abs(shares.a ?? 1)).toBeLessThan(TOLERANCE);
  });

  it("takes values without limit, and says nothing where nothing varies", () => {
    expect(sharesOf((x) => (x.c > 0 ? Number.POSITIVE_INFINITY : x.c)).c).toBeGreaterThan(0.95);
    expect(sharesOf(() => 3)).toEqual({});
    const certain = quantityLeaf("certain", 3);
    expect(
      contributionsTo(
        figure({ id: "z", unit: "", label: "", formula: "", of: { certain }, by: (x) => x.certain }),
        DRAWN,
      ),
    ).toEqual([]);
  });

  it("puts the greatest first and is the same for the same seed", () => {
    const shares = contributionsTo(
      of((x) => x.a + 2 * x.b),
      DRAWN,
    );
    expect(shares[0]?.id).toBe("b");
    expect(
      contributionsTo(
        of((x) => x.a + 2 * x.b),
        DRAWN,
      ),
    ).toEqual(shares);
  });
});
