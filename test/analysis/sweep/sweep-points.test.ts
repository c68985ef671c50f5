import { describe, expect, it } from "vitest";
import { figure } from "../../../src/analysis/node.ts";
import { planDraws, type UncertainQuantity } from "../../../src/analysis/plan-draws.ts";
import { hasSpreadBeside, sweepPoints } from "../../../src/analysis/sweep/sweep-points.ts";
import { sortedQuantile } from "../../../src/math/quantile.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { quantityLeaf } from "../leaves.ts";

const swept = quantityLeaf("swept", uniform({ min: 0, max: 1 }));
const certain = quantityLeaf("certain", 10);
const doubtful = quantityLeaf("doubtful", uniform({ min: 0, max: 100 })) as UncertainQuantity;
const made = <Value extends number | string | null>(
  id: string,
  of: readonly (typeof swept)[],
  by: (x: readonly number[]) => Value,
) => figure({ id, unit: "", label: "", formula: "", of: { x: of }, by: ({ x }) => by(x) });
const plain = made("plain", [swept, certain], ([s = 0, c = 0]) => s * c);
const still = made("still", [certain], ([c = 0]) => c);
const spread = made("spread", [swept, doubtful], ([s = 0, d = 0]) => s + d);
const word = made("word", [swept, doubtful], ([s = 0, d = 0]) => (d < s ? "below" : "above"));
const sometimes = made("sometimes", [swept, doubtful], ([s = 0, d = 0]) => (d < s ? d : null));
const drawn = { seed: 5, draws: 40 };

describe("a point of a sweep", () => {
  it("is a value where nothing else has a spread, though the swept quantity has", () => {
    const at = sweepPoints([plain, still], [swept], drawn);
    expect([at([3]), at([0.5])]).toEqual([
      [{ value: 30 }, { value: 10 }],
      [{ value: 5 }, { value: 10 }],
    ]);
  });

  const plan = planDraws([doubtful], drawn);
  const draws = Array.from({ length: 40 }, (_, draw) => plan(draw)[0] ?? Number.NaN);
  const sorted = [...draws].sort((a, b) => a - b);

  it("is median and interval over the same drawn plans at every point, where something has", () => {
    const at = sweepPoints([spread, plain, still], [swept], drawn);
    for (const value of [0, 7]) {
      const [found, ...rest] = at([value]);
      expect(found?.value).toBeCloseTo(value + sortedQuantile(sorted, 0.5), 9);
      expect(found?.interval90?.[0]).toBeCloseTo(value + sortedQuantile(sorted, 0.05), 9);
      expect(found?.interval90?.[1]).toBeCloseTo(value + sortedQuantile(sorted, 0.95), 9);
      expect(rest).toEqual([{ value: 10 * value }, { value: 10 }]);
    }
  });

  it("is the most frequent word and its share", () => {
    const at = sweepPoints([word], [swept], drawn);
    const below = draws.filter((draw) => draw < 30).length;
    expect(below).toBeLessThan(20);
    expect(at([30])).toEqual([{ value: "above", probability: (40 - below) / 40 }]);
    const most = draws.filter((draw) => draw < 80).length;
    expect(at([80])).toEqual([{ value: "below", probability: most / 40 }]);
    expect(at([200])).toEqual([{ value: "below", probability: 1 }]);
    // Of words that are as frequent, the one that came first.
    const half = ((sorted[19] ?? 0) + (sorted[20] ?? 0)) / 2;
    expect(at([half])).toEqual([{ value: (draws[0] ?? 0) < half ? "below" : "above", probability: 0.5 }]);
  });

  it("takes numbers for words where some plans have none", () => {
    const [found] = sweepPoints([sometimes], [swept], drawn)([1e-9]);
    expect(found).toEqual({ value: "null", probability: 1 });
    expect(sweepPoints([sometimes], [swept], drawn)([200])[0]?.interval90).toBeDefined();
  });

  it("has no spread where the doubtful quantity is itself swept", () => {
    expect(sweepPoints([spread], [swept, doubtful], drawn)([1, 2])).toEqual([{ value: 3 }]);
    expect([hasSpreadBeside(spread, [swept]), hasSpreadBeside(spread, [swept, doubtful])]).toEqual([true, false]);
    expect(hasSpreadBeside(plain, [swept])).toBe(false);
    expect(hasSpreadBeside(plain, [])).toBe(true);
  });
});
