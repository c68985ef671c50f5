import { describe, expect, it } from "vitest";
import { totalCost } from "../../../src/analysis/conversation/exact.ts";
import type { ValueRange } from "../../../src/analysis/node.ts";
import { type Goal, seekGoal } from "../../../src/analysis/risk/goal-seek.ts";
import { published } from "../conversation/published.ts";

const atMost = (target: number): Goal => ({ comparison: "<=", target });
const atLeast = (target: number): Goal => ({ comparison: ">=", target });

describe("seeking a goal", () => {
  it("finds the longest prompt that a budget pays: there it holds, a little beyond it does not", () => {
    const p95 = (initialTokens: number) => totalCost({ ...published, initialTokens }, 1000).quantile(0.95);
    const answer = seekGoal(p95, atMost(900), { start: 3000, range: { min: 0 } });
    expect(answer).toMatchObject({ kind: "limit", side: "up-to", monotone: true });
    if (answer.kind !== "limit") return;
    expect(p95(answer.value)).toBeLessThanOrEqual(900);
    expect(p95(answer.value)).toBeCloseTo(900, 5);
    expect(p95(answer.value * (1 + 1e-6))).toBeGreaterThan(900);
  });

  it("inverts a closed form, whichever way it runs", () => {
    expect(seekGoal((x) => 3 * x + 1, atMost(10), { start: 1 })).toMatchObject({ side: "up-to" });
    const falling = seekGoal((x) => 100 / x, atMost(8), { start: 10, range: { exclusiveMin: 0 } });
    expect(falling).toMatchObject({ kind: "limit", side: "from" });
    if (falling.kind === "limit") expect(falling.value).toBeCloseTo(12.5, 7);
    expect(seekGoal((x) => x * x, atLeast(9), { start: 1, range: { min: 0 } })).toMatchObject({ side: "from" });
  });

  it("answers in whole numbers where the assumption is one", () => {
    const range = { min: 1, integer: true };
    expect(seekGoal((n) => 7.3 * n, atMost(100), { start: 3, range })).toMatchObject({ value: 13, side: "up-to" });
    expect(seekGoal((n) => 7.3 * n, atLeast(100), { start: 3, range })).toMatchObject({ value: 14, side: "from" });
  });

  it("lands on the right side of a step", () => {
    const answer = seekGoal((x) => Math.floor(x), atMost(4), { start: 1, range: { min: 0 } });
    if (answer.kind !== "limit") throw new Error(answer.kind);
    expect(Math.floor(answer.value)).toBe(4);
    expect(answer.value).toBeCloseTo(5, 6);
  });

  it("says that every value will do, or none, and over which it looked", () => {
    expect(seekGoal((x) => x, atLeast(0), { start: 5, range: { min: 0 } })).toEqual({
      kind: "everywhere",
      from: 0,
      to: 5000,
    });
    expect(seekGoal((share) => share * 10, atMost(-1), { start: 0.3, range: { min: 0, max: 1 } })).toEqual({
      kind: "nowhere",
      from: 0,
      to: 1,
    });
  });

  it("tells a figure that turns round", () => {
    const hill = (x: number) => 4 - (x - 2) ** 2;
    const both = seekGoal(hill, atLeast(3), { start: 2, range: { min: 0, max: 5 } });
    expect(both.kind).toBe("several");
    if (both.kind === "several") {
      expect(both.crossings[0]).toBeCloseTo(1, 7);
      expect(both.crossings[1]).toBeCloseTo(3, 7);
    }
    // Only one crossing lies in the range, but the figure turns there.
    const one = seekGoal(hill, atLeast(3), { start: 2, range: { min: 1.5, max: 5 } });
    expect(one).toMatchObject({ kind: "limit", side: "up-to", monotone: false });
  });

  it("stays where the formula gives a figure", () => {
    const refusing = (x: number): number => {
      if (x > 40) throw new RangeError("too many");
      return x;
    };
    expect(seekGoal(refusing, atMost(100), { start: 10, range: { min: 0 } })).toMatchObject({ kind: "everywhere" });
    expect(() => seekGoal(() => Number.NaN, atMost(1), { start: 1 })).toThrow(/no value near 1/);
  });
});

/** The values that are tried before anything is sought: a goal that always holds asks each once, in rising order. */
function triedBy(start: number, range?: ValueRange): readonly number[] {
  const values: number[] = [];
  const f = (value: number): number => values.push(value);
  expect(seekGoal(f, atLeast(0), { start, ...(range && { range }) })).toEqual({
    ...{ kind: "everywhere", from: Math.min(...values), to: Math.max(...values) },
  });
  return values;
}

describe("the values tried", () => {
  const quarters = (start: number): readonly number[] =>
    Array.from({ length: 25 }, (_, k) => start * 10 ** ((k - 12) / 4));
  const near = (values: readonly number[]) =>
    values.map((value): unknown => expect.closeTo(value, 9 - Math.ceil(Math.log10(Math.abs(value) + 1))));
  const even = (low: number, high: number): readonly number[] =>
    Array.from({ length: 25 }, (_, k) => low + ((high - low) * k) / 24);

  it("are three powers of ten to either side in quarters, with 0 where it starts there", () => {
    expect(triedBy(10)).toEqual(near(quarters(10)));
    expect(triedBy(0)).toEqual([0, ...near(quarters(1))]);
    expect(triedBy(-2)).toEqual(near(quarters(-2).toReversed()));
  });

  it("are spread evenly over a range that ends, unless its ends are more than a thousand times apart", () => {
    expect(triedBy(1, { min: 1, max: 1000 })).toEqual(near(even(1, 1000)));
    expect(triedBy(3, { min: 2, max: 26 })).toEqual(near(even(2, 26)));
    expect(triedBy(2.5, { min: 2, max: 26 })).toEqual(near([2, 2.5, ...even(2, 26).slice(1)]));
    expect(triedBy(10, { min: 1, max: 1100 })).toEqual(
      near([...quarters(10).filter((x) => x >= 1 && x <= 1100), 1100]),
    );
    expect(triedBy(0.5, { min: 0, max: 1 })).toEqual(near([0, ...quarters(0.5).filter((x) => x < 1), 1]));
    expect(triedBy(10, { max: 20 })).toEqual(near([...quarters(10).filter((x) => x <= 20), 20]));
  });

  it("have the end of the range among them unless it is a thousand times as far as the start", () => {
    expect(triedBy(1, { min: -1000 })[0]).toBe(-1000);
    expect(triedBy(1, { min: -1001 })[0]).toBeCloseTo(0.001, 12);
    expect(triedBy(0, { min: -1000 }).slice(0, 2)).toEqual([-1000, 0]);
    expect(triedBy(-2, { min: -1500, max: 5 }).at(-1)).toBe(5);
    expect(triedBy(-2, { min: -2001, max: 5 })[0]).toBeCloseTo(-2000, 9);
    expect(triedBy(2, { max: 2500 }).at(-1)).toBeCloseTo(2000, 9);
    expect(triedBy(2, { max: 1500 }).at(-1)).toBe(1500);
  });

  it("leave out an end that does not belong to the range", () => {
    expect(triedBy(3, { exclusiveMin: 2, max: 26 })).toEqual(near(even(2, 26).slice(1)));
    expect(triedBy(0.5, { exclusiveMin: 0, max: 1 })).toEqual(near([...quarters(0.5).filter((x) => x < 1), 1]));
    expect(triedBy(1, { exclusiveMin: 0.01 })[0]).toBeCloseTo(10 ** -1.75, 12);
  });

  it("are whole numbers, each once, where the assumption is one", () => {
    expect(triedBy(3, { min: 1, max: 9, integer: true })).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const whole = [...new Set(quarters(3).map(Math.round))].filter((x) => x >= 1);
    expect(triedBy(3, { min: 1, integer: true })).toEqual(whole);
  });
});

describe("the place where a goal begins or ceases to be met", () => {
  const limit = (f: (x: number) => number, goal: Goal, start = 1, range?: ValueRange) => {
    const answer = seekGoal(f, goal, { start, ...(range && { range }) });
    if (answer.kind !== "limit") throw new Error(answer.kind);
    return answer;
  };

  it("is the end of a stretch on which the figure is the target itself", () => {
    expect(limit((x) => Math.max(0, x - 2), atMost(0)).value).toBeCloseTo(2, 6);
    expect(limit((x) => Math.min(0, 2 - x), atLeast(0)).value).toBeCloseTo(2, 6);
    expect(limit((x) => Math.max(0, 2 - x), atMost(0))).toMatchObject({ side: "from", value: expect.closeTo(2, 6) });
    expect(limit((x) => Math.min(0, x - 2), atLeast(0))).toMatchObject({ side: "from", value: expect.closeTo(2, 6) });
  });

  it.each<[string, (x: number) => number, Goal, number]>([
    ["rising, at most", (x) => Math.floor(x), atMost(4), 5],
    ["rising, at least", (x) => Math.floor(x), atLeast(4), 4],
    ["falling, at most", (x) => -Math.floor(x), atMost(-4), 4],
    ["falling, at least", (x) => -Math.floor(x), atLeast(-4), 5],
  ])("is on the right side of a step: %s", (_, f, goal, expected) => {
    const { value } = limit(f, goal);
    expect(value).toBeCloseTo(expected, 6);
    expect(goal.comparison === "<=" ? f(value) <= goal.target : f(value) >= goal.target).toBe(true);
  });

  it("holds itself, of a smooth figure too", () => {
    for (let k = 1; k <= 40; k++) {
      const target = Math.sqrt(k);
      expect(limit((x) => x ** 3, atMost(target)).value ** 3).toBeLessThanOrEqual(target);
      expect(limit((x) => Math.exp(x / 9), atLeast(1 + target)).value).toBeGreaterThanOrEqual(0);
      expect(Math.exp(limit((x) => Math.exp(x / 9), atLeast(1 + target)).value / 9)).toBeGreaterThanOrEqual(1 + target);
    }
  });

  it("is found as exactly for what is tiny as for what is large", () => {
    for (const scale of [1e-9, 1, 1e9]) {
      const { value } = limit((x) => Math.sin(x / scale / 4), atMost(0.5), scale, { min: 0, max: 6 * scale });
      // asin ½ is π/6.
      expect(value / scale / ((4 * Math.PI) / 6)).toBeCloseTo(1, 8);
    }
  });

  it("is the one value that holds where no other does", () => {
    const answer = seekGoal((x) => (x === 7 ? 1 : 2), atMost(1), { start: 7 });
    expect(answer).toMatchObject({ kind: "several", crossings: [7, 7], from: expect.closeTo(0.007, 12), to: 7000 });
  });

  it("says of a figure whether it runs one way, rounding aside", () => {
    const ripple = (size: number) => (x: number) => x + size * Math.sin(1e6 * x);
    expect(limit((x) => -x, atMost(-5)).monotone).toBe(true);
    expect(limit((x) => Math.max(3, x), atMost(5)).monotone).toBe(true);
    expect(limit((x) => (x < 1.5 ? 4 : x < 4 ? 3.9999 : 8), atMost(5)).monotone).toBe(false);
    expect(limit((x) => (x < 1.5 ? 4 : x < 4 ? 4 - 1e-12 : 8), atMost(5)).monotone).toBe(true);
    expect(limit((x) => -(x < 1.5 ? 4 : x < 4 ? 4 - 1e-12 : 8), atLeast(-5)).monotone).toBe(true);
    expect(limit(ripple(1e-13), atMost(5)).monotone).toBe(true);
  });

  it("in whole numbers is what a count finds, on either side", () => {
    for (const target of [1, 4, 9, 26, 100, 101])
      for (const [f, goal, side] of [
        [(n: number) => n * n, atMost(target), "up-to"],
        [(n: number) => n * n, atLeast(target), "from"],
      ] as const) {
        const { value } = limit(f, goal, 3, { min: 0, integer: true });
        const counted = side === "up-to" ? Math.floor(Math.sqrt(target)) : Math.ceil(Math.sqrt(target));
        expect([target, side, value]).toEqual([target, side, counted]);
      }
  });
});

describe("a figure that there is not everywhere", () => {
  it("is sought where it is a finite number", () => {
    const f = (x: number): number => (x < 0.5 ? Number.POSITIVE_INFINITY : x > 50 ? Number.NaN : x);
    expect(seekGoal(f, atMost(100), { start: 1 })).toEqual({
      ...{ kind: "everywhere", from: expect.closeTo(10 ** -0.25, 12), to: expect.closeTo(10 ** 1.5, 9) },
    });
  });

  it("does not hide a mistake of the program", () => {
    const broken = (): number => {
      throw new TypeError("no function");
    };
    expect(() => seekGoal(broken, atMost(1), { start: 1 })).toThrow(TypeError);
  });
});
