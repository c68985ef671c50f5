import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cheaperFrom, crossings } from "../../src/model/break-even.ts";
import { type CostLine, costAt, fixedLine, sumOfLines } from "../../src/model/cost-line.ts";

const line = (fixedEur: number, slope: number, ...steps: CostLine["steps"]): CostLine => ({
  fixedEur,
  eurPerMonthlyConversation: slope,
  steps,
});

/** Amounts of money in thousandths, so that none is smaller than rounding. */
const thousandths = (most: number) => fc.integer({ min: 0, max: 1000 * most }).map((count) => count / 1000);

/** A line of random height, slope and up to three kinds of steps. */
const anyLine = fc.record({
  fixedEur: thousandths(10_000),
  eurPerMonthlyConversation: thousandths(10),
  steps: fc.array(fc.record({ every: fc.double({ min: 20, max: 2000, noNaN: true }), eachEur: thousandths(3000) }), {
    maxLength: 3,
  }),
});

/** Volumes just beside which brute force looks; odd, so that no step of a round width stands on one. */
const SCAN = Array.from({ length: 4000 }, (_, index) => 0.137 + index * 1.23);
const MOST = SCAN.at(-1) ?? 0;

describe("where two costs cross", () => {
  it("is (difference of what is fixed) ÷ (difference of what a conversation costs) when both are straight", () => {
    // 10,000 + 2 v against 1,000 + 5 v: 9,000 ÷ 3.
    expect(crossings(line(10_000, 2), line(1000, 5))).toEqual([{ at: expect.closeTo(3000, 9), cheaper: "first" }]);
    expect(cheaperFrom(line(10_000, 2), line(1000, 5))).toBeCloseTo(3000, 9);
    expect(cheaperFrom(line(1000, 5), line(10_000, 2))).toBe(Number.POSITIVE_INFINITY);
  });

  it("is 0 for what is cheaper at every volume, and infinite for what never is or is equal", () => {
    expect(cheaperFrom(line(1, 1), line(2, 1))).toBe(0);
    expect(cheaperFrom(line(2, 1), line(1, 1))).toBe(Number.POSITIVE_INFINITY);
    expect(cheaperFrom(line(1, 1), line(1, 2))).toBe(0);
    expect(cheaperFrom(line(1, 1), line(1, 1))).toBe(Number.POSITIVE_INFINITY);
    expect(crossings(line(1, 1), line(1, 1))).toEqual([]);
  });

  it("is found at every step: a server of 100 euros for each 100 conversations against 1.10 a conversation and 5", () => {
    // One server: 100 = 5 + 1.1 v at 86.4; the second at 100 makes 200 = 5 + 1.1 v at 177.3; the third at 200 makes
    // 300 = 5 + 1.1 v at 268.2; so on, until k pieces cost 100 k and 5 + 1.1 × 100 (k − 1) is above that: k > 10.5.
    const found = crossings(line(0, 0, { every: 100, eachEur: 100 }), line(5, 1.1));
    const roots = Array.from({ length: 11 }, (_, index) => (100 * (index + 1) - 5) / 1.1);
    expect(found.filter(({ cheaper }) => cheaper === "first").map(({ at }) => at)).toEqual(
      roots.filter((root, index) => root > 100 * index).map((root) => expect.closeTo(root, 6)),
    );
    expect(found.at(-1)?.cheaper).toBe("first");
    // Between them each further server makes it dearer again, exactly at its step.
    expect(found.filter(({ cheaper }) => cheaper === "second").every(({ at }) => at % 100 === 0)).toBe(true);
  });

  it("stands where brute force finds it, whatever the steps", () => {
    fc.assert(
      fc.property(anyLine, anyLine, (first, second) => {
        const found = crossings(first, second, MOST);
        const signs = SCAN.map((volume) => Math.sign(costAt(first, volume) - costAt(second, volume)));
        for (let index = 1; index < SCAN.length; index++) {
          const [from, to] = [SCAN[index - 1] ?? 0, SCAN[index] ?? 0];
          const [before, after] = [signs[index - 1], signs[index]];
          if (before === 0 || after === 0) continue;
          const inside = found.filter(({ at }) => at >= from && at < to);
          // A scan sees only whether the number of changes within a stretch is odd, and who is cheaper after it.
          if (inside.length % 2 !== (before === after ? 0 : 1)) throw new Error(`changes from ${from} to ${to}`);
          const now = (after ?? 0) < 0 ? "first" : "second";
          if (before !== after && inside.at(-1)?.cheaper !== now) throw new Error(`${now} is cheaper from ${to}`);
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it("is a volume above which brute force never finds the first dearer, and just below which it does", () => {
    fc.assert(
      fc.property(anyLine, anyLine, (first, second) => {
        const from = cheaperFrom(first, second, MOST);
        const dearer = (volume: number): boolean => costAt(first, volume) > costAt(second, volume) + 1e-6;
        if (from === Number.POSITIVE_INFINITY)
          return void expect(costAt(first, MOST)).toBeGreaterThan(costAt(second, MOST) - 1e-6);
        expect(SCAN.filter((volume) => volume > from * (1 + 1e-9) && dearer(volume))).toEqual([]);
        if (from > 0)
          expect(costAt(first, from * (1 - 1e-7)) - costAt(second, from * (1 - 1e-7))).toBeGreaterThan(-1e-2);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it("does not move when both get the same cost more, or all money is counted in cents", () => {
    fc.assert(
      fc.property(anyLine, anyLine, (first, second) => {
        const more = line(1234, 0.5);
        const from = cheaperFrom(first, second, MOST);
        const shifted = cheaperFrom(sumOfLines([first, more]), sumOfLines([second, more]), MOST);
        const cents = ({ fixedEur, eurPerMonthlyConversation, steps }: CostLine): CostLine =>
          line(
            100 * fixedEur,
            100 * eurPerMonthlyConversation,
            ...steps.map(({ every, eachEur }) => ({ every, eachEur: 100 * eachEur })),
          );
        const close = (other: number): boolean => other === from || Math.abs(other - from) < 1e-4 * (1 + from);
        expect(close(cheaperFrom(cents(first), cents(second), MOST))).toBe(true);
        expect(close(shifted)).toBe(true);
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it("rises when the first gets dearer", () => {
    fc.assert(
      fc.property(anyLine, anyLine, (first, second) => {
        const dearer = sumOfLines([first, fixedLine(500)]);
        expect(cheaperFrom(dearer, second, MOST)).toBeGreaterThanOrEqual(cheaperFrom(first, second, MOST) * (1 - 1e-9));
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it("takes steps as straight where there would be more than a hundred thousand, half a piece above the line", () => {
    // A piece of 0.001 euros for each thousandth of a conversation, against 0.999995 a conversation and 5.0005:
    // v + 0.0005 = 5.0005 + 0.999995 v at a million; the window is 200 wide, 200,000 steps.
    const found = cheaperFrom(line(5.0005, 0.999995), line(0, 0, { every: 0.001, eachEur: 0.001 }), 2e7);
    expect(found).toBeCloseTo(1e6, 2);
  });

  it("is 0 or nowhere for what has no slope and no steps", () => {
    expect(fixedLine(5)).toEqual(line(5, 0));
    expect(cheaperFrom(fixedLine(4), fixedLine(5))).toBe(0);
  });

  it("is nowhere between costs that differ by rounding alone", () => {
    // 0.1 + 0.2 is not 0.3 in binary; nor are servers that cost as much.
    for (const [first, second] of [
      [line(0.1 + 0.2, 1), line(0.3, 1)],
      [line(5, 0.1 + 0.2), line(5, 0.3)],
      [line(5, 1, { every: 10, eachEur: 0.1 + 0.2 }), line(5, 1, { every: 10, eachEur: 0.3 })],
      [line(-5, 1, { every: 10, eachEur: 0.1 + 0.2 }), line(-5, 1, { every: 10, eachEur: 0.3 })],
    ] as const) {
      expect(crossings(first, second)).toEqual([]);
      expect(crossings(second, first)).toEqual([]);
      expect(cheaperFrom(first, second)).toBe(Number.POSITIVE_INFINITY);
      expect(cheaperFrom(second, first)).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it("is found however far from 0 it stands, and not beyond the last volume that is looked at", () => {
    const [first, second] = [line(9e6, 1, { every: 1000, eachEur: 10 }), line(0, 2, { every: 1000, eachEur: 10 })];
    expect(crossings(first, second)).toEqual([{ at: expect.closeTo(9e6, 3), cheaper: "first" }]);
    expect(crossings(first, second, 8.9e6)).toEqual([]);
    expect(cheaperFrom(second, first, 8.9e6)).toBe(0);
    expect(cheaperFrom(first, second, 8.9e6)).toBe(Number.POSITIVE_INFINITY);
    expect(cheaperFrom(first, second, 9.1e6)).toBeCloseTo(9e6, 3);
  });

  it("is seen at the last volume, where a piece more turns what was cheaper", () => {
    // One server of 10 up to 100, two after it, against 15: cheaper to 100, and dearer from there.
    const servers = line(0, 0, { every: 100, eachEur: 10 });
    expect(crossings(servers, fixedLine(15), 150)).toEqual([{ at: 100, cheaper: "second" }]);
    expect(crossings(servers, fixedLine(15), 100)).toEqual([]);
    expect(cheaperFrom(servers, fixedLine(15), 100)).toBe(0);
  });
});
