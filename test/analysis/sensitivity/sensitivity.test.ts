import { describe, expect, it } from "vitest";
import { figure } from "../../../src/analysis/node.ts";
import { sensitivityOf } from "../../../src/analysis/sensitivity/sensitivity.ts";
import { tornado } from "../../../src/analysis/sensitivity/tornado.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { normalQuantile } from "../../../src/math/standard-normal.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { choiceLeaf, quantityLeaf } from "../leaves.ts";

const facts = { id: "total", unit: "days", label: "Total", formula: "" };
const x = quantityLeaf("x", normal({ mean: 10, sd: 2 }));
const y = quantityLeaf("y", normal({ mean: 5, sd: 1 }));
const fixed = quantityLeaf("fixed", 7);
const linear = figure({ ...facts, of: { x, y, fixed }, by: (v) => 3 * v.x - v.y + v.fixed });
const drawn = { seed: 1, draws: 100 };

describe("a tornado", () => {
  it("moves each uncertain input from its P10 to its P90, the others at their medians", () => {
    const { basis, central, bars } = tornado(linear);
    const z = normalQuantile(0.9);
    expect(basis).toBe("p10-p90");
    expect(central).toBeCloseTo(32, 12);
    expect(bars.map(({ id }) => id)).toEqual(["x", "y"]);
    expect(bars[0]?.low.figure).toBeCloseTo(32 - 6 * z, 12);
    expect(bars[0]?.swing).toBeCloseTo(12 * z, 12);
    // y lowers the total: its high end is the lower figure.
    expect(bars[1]?.high.figure).toBeCloseTo(32 - z, 12);
  });

  it("moves every quantity by ten percent, and says so, where no input has a spread", () => {
    const none = figure({ ...facts, of: { fixed, zero: quantityLeaf("zero", 0) }, by: (v) => v.fixed + v.zero });
    expect(tornado(none)).toMatchObject({
      basis: "ten-percent",
      bars: [{ id: "fixed", low: { input: 6.3 }, high: { input: 7.7 } }],
    });
  });

  it("keeps ten percent within what a quantity can be, and counts whole", () => {
    const share = { ...quantityLeaf("share", 0.95), range: { min: 0, max: 1 } };
    const count = { ...quantityLeaf("count", 3), range: { min: 1, integer: true } };
    const { bars } = tornado(figure({ ...facts, of: { share, count }, by: (v) => v.share * v.count }));
    expect(bars.map(({ id, low, high }) => [id, low.input, high.input])).toEqual([
      ["count", 2, 4],
      ["share", 0.855, 1],
    ]);
  });

  it("leaves an end where it is at the median when the formula refuses the input", () => {
    const whole = figure({
      ...facts,
      of: { fixed },
      by: (v): number => {
        if (v.fixed > 7) throw new RangeError("too many");
        return v.fixed;
      },
    });
    const [bar] = tornado(whole).bars;
    expect(bar?.low.figure).toBeCloseTo(6.3, 12);
    expect(bar?.high).toEqual({ input: 7, figure: 7 });
  });

  it("refuses a figure that is a word", () => {
    const word = figure({ ...facts, of: { rule: choiceLeaf("rule", "double") }, by: (v) => v.rule });
    expect(() => tornado(word)).toThrow(/total is not a number/);
  });
});

describe("the sensitivity of a figure", () => {
  it("holds the shares of a linear model, a²σ²/Σ, with their input's names", () => {
    const { variance } = sensitivityOf(linear, drawn, 2048);
    expect(variance?.factors.map(({ ids }) => ids)).toEqual([["x"], ["y"]]);
    expect(variance?.variance).toBeCloseTo(37, 0);
    // Student's law with 7 degrees of freedom is beyond 15.8 standard errors once in a million.
    for (const [i, share] of [36 / 37, 1 / 37].entries()) {
      for (const { value, standardError } of [variance?.factors[i]?.first, variance?.factors[i]?.total].flatMap(
        (e) => e ?? [],
      )) {
        expect(Math.abs(value - share)).toBeLessThan(15.8 * standardError);
        expect(standardError).toBeLessThan(0.01);
      }
    }
  });

  it("takes correlated inputs as one factor, with the variance that their correlation makes", () => {
    const spread = uniform({ min: 0, max: 1 });
    const [a, b, c] = ["a", "b", "c"].map((id) => quantityLeaf(id, spread));
    if (!a || !b || !c) throw new Error("three leaves");
    const sum = figure({ ...facts, of: { a, b, c }, by: (v) => v.a + v.b + v.c });
    const correlations = [{ between: ["c", "a"] as const, rank: 0.5 }];
    const { variance } = sensitivityOf(sum, { ...drawn, correlations }, 2048);
    // Var = (1 + 2·1.5)/12: the pair has 3/12, b has 1/12.
    expect(variance?.variance).toBeCloseTo(4 / 12, 2);
    expect(variance?.factors.map(({ ids, label }) => [ids, label])).toEqual([
      [["a", "c"], "a with c"],
      [["b"], "b"],
    ]);
    expect(variance?.factors[0]?.first.value).toBeCloseTo(3 / 4, 1);
  });

  it("has no shares where no input has a spread", () => {
    const certain = figure({ ...facts, of: { fixed }, by: (v) => v.fixed });
    expect(sensitivityOf(certain, drawn, 64).variance).toBeUndefined();
  });
});
