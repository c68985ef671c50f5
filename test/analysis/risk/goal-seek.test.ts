import { describe, expect, it } from "vitest";
import { totalCost } from "../../../src/analysis/conversation/exact.ts";
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
