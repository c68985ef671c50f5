import { describe, expect, it } from "vitest";
import { minimise } from "../../src/math/nelder-mead.ts";
import { findRoot } from "../../src/math/root.ts";

describe("root finding", () => {
  it.each([
    // Function, interval, evaluations and root of SciPy 1.17.1's brentq with xtol = 1e-6 and rtol = 4 ε.
    ["x³ − 2x − 5", (x: number) => x * x * x - 2 * x - 5, 2, 3, 7, 2.0945514674640098],
    ["cos x − x", (x: number) => Math.cos(x) - x, 0, 1, 7, 0.7390851295647751],
    ["e^−x − x", (x: number) => Math.exp(-x) - x, 0, 1, 7, 0.5671432904178182],
    ["sin x", (x: number) => Math.sin(x), 3, 4, 6, 3.1415926554589646],
    ["x² − 2", (x: number) => x * x - 2, 0, 2, 8, 1.4142133199955025],
    ["(x − 1)(1 + (x − 1)²)", (x: number) => (x - 1) * (1 + (x - 1) * (x - 1)), 0, 3, 9, 0.9999998734296798],
    ["e^x − 5", (x: number) => Math.exp(x) - 5, -10, 10, 15, 1.6094379108946544],
    ["ln x", Math.log, 0.5, 5, 9, 0.99999999995672],
    ["arctan(x − 1)", (x: number) => Math.atan(x - 1), -10, 30, 11, 1.0000000000066707],
    [
      "√ with its sign at 0.3",
      (x: number) => Math.sign(x - 0.3) * Math.sqrt(Math.abs(x - 0.3)),
      0,
      1,
      15,
      0.2999997289106058,
    ],
  ])("takes the steps of Brent's method: %s", (_, f, low, high, evaluations, root) => {
    let calls = 0;
    const counted = (x: number): number => {
      calls++;
      return f(x);
    };
    expect(findRoot(counted, low, high, 1e-6)).toBeCloseTo(root, 12);
    expect(calls).toBe(evaluations);
  });

  it("takes a root at either end, and no interval without one", () => {
    expect(findRoot((x) => x - 2, 2, 5)).toBe(2);
    expect(findRoot((x) => x - 5, 2, 5)).toBe(5);
    expect(() => findRoot((x) => x, 1, 2)).toThrow("f is 1 at low 1 and 2 at high 2; expected opposite signs");
    expect(() => findRoot(() => Number.NaN, 1, 2)).toThrow("expected opposite signs");
  });

  it("counts a side by its sign, however near 0 it is", () => {
    // The product of the two ends is too small to be a number below 0.
    expect(findRoot((x) => (x < 2 ? 0.2 : -Number.MIN_VALUE), 1, 3, 1e-9)).toBeCloseTo(2, 8);
    expect(findRoot((x) => 1e-200 * (x - 2), 1, 3, 1e-9)).toBeCloseTo(2, 8);
  });

  it("finds a root whichever way the function runs", () => {
    expect(findRoot((x) => 2 - x * x, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(findRoot((x) => 1e-9 * (x * x - 2), 0, 2)).toBeCloseTo(Math.SQRT2, 15);
  });
});

describe("Nelder and Mead's search", () => {
  const rosenbrock = ([x = 0, y = 0]: readonly number[]): number => 100 * (y - x * x) ** 2 + (1 - x) ** 2;

  it("comes down Rosenbrock's valley from where its authors started, (−1.2, 1), to (1, 1)", () => {
    const { at, value } = minimise(rosenbrock, [-1.2, 1], { tolerance: 1e-14 });
    expect(at[0]).toBeCloseTo(1, 5);
    expect(at[1]).toBeCloseTo(1, 5);
    expect(value).toBeLessThan(1e-11);
    expect(value).toBe(rosenbrock(at));
  });

  it("needs about as many evaluations there as Nelder and Mead printed: 150", () => {
    // Table 1 of 1965: 150 evaluations on average to bring the value below 2.5e-9.
    let calls = 0;
    let needed = Infinity;
    minimise(
      (x) => {
        calls++;
        const value = rosenbrock(x);
        if (value < 2.5e-9) needed = Math.min(needed, calls);
        return value;
      },
      [-1.2, 1],
      { tolerance: 0, evaluations: 400 },
    );
    expect(needed).toBeGreaterThan(100);
    expect(needed).toBeLessThan(190);
  });

  it("finds the lowest point of a bowl of one, two and four inputs", () => {
    for (const lowest of [[3], [-2, 5], [1, 2, 3, 4]]) {
      const bowl = (x: readonly number[]): number =>
        x.reduce((sum, value, i) => sum + (value - (lowest[i] ?? 0)) ** 2, 7);
      const { at, value } = minimise(
        bowl,
        lowest.map(() => 0),
        { tolerance: 1e-12, evaluations: 2000 },
      );
      at.forEach((x, i) => {
        expect(x).toBeCloseTo(lowest[i] ?? 0, 4);
      });
      expect(value).toBeCloseTo(7, 9);
    }
  });

  it("does not stop where corners lie evenly around the lowest point", () => {
    // From 0 in steps of 1/4 the simplex comes to stand at 2.75 and 3.25.
    expect(minimise(([x = 0]) => (x - 3) ** 2, [0]).at[0]).toBeCloseTo(3, 3);
  });

  it("returns the lowest value that it has met, however soon it has to stop", () => {
    for (const evaluations of [3, 4, 5, 6, 7, 9, 12, 17, 40]) {
      let lowest = Infinity;
      const { value } = minimise(
        (x) => {
          const here = rosenbrock(x);
          lowest = Math.min(lowest, here);
          return here;
        },
        [-1.2, 1],
        { evaluations },
      );
      expect(value).toBe(lowest);
    }
  });

  it("keeps away from where the function has no value", () => {
    const { at } = minimise(([x = 0]) => (x < 2 ? Number.NaN : x * x), [5]);
    expect(at[0]).toBeCloseTo(2, 2);
  });

  it("spends few evaluations more than it may, and on a flat function hardly any", () => {
    const count = (f: (x: readonly number[]) => number, evaluations: number): number => {
      let calls = 0;
      minimise(
        (x) => {
          calls++;
          return f(x);
        },
        [-1.2, 1],
        { evaluations, tolerance: 0 },
      );
      return calls;
    };
    // A last pass may reflect, contract and shrink: 4 evaluations with two inputs.
    expect(count(rosenbrock, 50)).toBeGreaterThanOrEqual(50);
    expect(count(rosenbrock, 50)).toBeLessThan(54);
    // Three corners; each shrinkage takes four and halves the simplex, and after four of them a sixteenth is left.
    expect(count(() => 1, 50)).toBe(3 + 4 * 4);
  });
});
