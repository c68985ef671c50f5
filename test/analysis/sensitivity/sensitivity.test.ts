import { describe, expect, it } from "vitest";
import { figure } from "../../../src/analysis/node.ts";
import { sensitivityOf } from "../../../src/analysis/sensitivity/sensitivity.ts";
import { movingBars, tornado } from "../../../src/analysis/sensitivity/tornado.ts";
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

  it("goes ten percent down and up from a value below 0 too, and rounds a count's step", () => {
    const debt = quantityLeaf("debt", -20);
    const count = { ...quantityLeaf("count", 26), range: { integer: true } };
    const { bars } = tornado(figure({ ...facts, of: { debt, count }, by: (v) => v.debt + v.count }));
    // 2.6 is rounded to 3.
    expect(bars.map(({ id, low, high }) => [id, low.input, high.input])).toEqual([
      ["count", 23, 29],
      ["debt", -22, -18],
    ]);
  });

  it("leaves a quantity where it is rather than at an end that it must not reach, and stops at one that it may", () => {
    const above = { ...quantityLeaf("above", 1), range: { exclusiveMin: 0.95 } };
    const reached = { ...quantityLeaf("reached", 1), range: { exclusiveMin: 0.9 } };
    const least = { ...quantityLeaf("least", 2), range: { min: 1.9 } };
    const of = { above, reached, least };
    const { bars } = tornado(figure({ ...facts, of, by: (v) => v.above + v.reached + v.least }));
    expect(bars.map(({ id, low, high }) => [id, low.input, high.input])).toEqual([
      ["least", 1.9, 2.2],
      ["above", 1, 1.1],
      ["reached", 1, 1.1],
    ]);
  });

  it("moves what it is told to, not only what is uncertain", () => {
    const { basis, bars } = tornado(linear, "ten-percent");
    expect(basis).toBe("ten-percent");
    expect(bars.map(({ id, swing }) => [id, swing])).toEqual([
      ["x", expect.closeTo(6, 12)],
      ["fixed", expect.closeTo(1.4, 12)],
      ["y", expect.closeTo(1, 12)],
    ]);
    expect(tornado(linear, "p10-p90")).toEqual(tornado(linear));
    expect(bars[0]).toMatchObject({ label: "x", unit: "days", low: { figure: 29 }, high: { figure: 35 } });
  });

  it("moves no words", () => {
    const of = { fixed, rule: choiceLeaf("rule", "double") };
    const ruled = figure({ ...facts, of, by: (v) => (v.rule === "double" ? 2 : 1) * v.fixed });
    expect(tornado(ruled).bars.map(({ id }) => id)).toEqual(["fixed"]);
  });

  it("lists equal swings by their ids", () => {
    const alike = ["q", "p", "r"].map((id) => quantityLeaf(id, 1));
    const equal = figure({ ...facts, of: { alike }, by: (v) => v.alike.reduce((sum, value) => sum + value, 0) });
    expect(tornado(equal).bars.map(({ id }) => id)).toEqual(["p", "q", "r"]);
  });

  it("has an infinite end, and swing, where the figure has no bound, and none between two such ends", () => {
    const share = quantityLeaf("share", uniform({ min: 0, max: 1 }));
    const never = (least: number) =>
      tornado(figure({ ...facts, of: { share }, by: (v) => (v.share > least ? Number.POSITIVE_INFINITY : v.share) }));
    expect(never(0.6)).toEqual({
      ...{ basis: "p10-p90", central: 0.5 },
      bars: [
        {
          ...{ id: "share", label: "share", unit: "days" },
          low: { input: 0.1, figure: 0.1 },
          high: { input: 0.9, figure: Number.POSITIVE_INFINITY },
          swing: Number.POSITIVE_INFINITY,
        },
      ],
    });
    expect(() => never(0.4)).toThrow("total is without bound at the medians of its inputs");
    const both = figure({ ...facts, of: { share }, by: (v) => (v.share === 0.5 ? 1 : Number.POSITIVE_INFINITY) });
    expect(tornado(both).bars[0]?.swing).toBe(0);
    const below = figure({ ...facts, of: { share }, by: (v) => (v.share < 0.5 ? Number.NEGATIVE_INFINITY : v.share) });
    expect(tornado(below).bars[0]?.low).toEqual({ input: 0.5, figure: 0.5 });
  });

  it("does not hide a mistake of the program", () => {
    const broken = figure({
      ...facts,
      of: { fixed },
      by: (): number => {
        throw new TypeError("no function");
      },
    });
    expect(() => tornado(broken)).toThrow(TypeError);
  });

  it("shows the bars beyond a millionth of the largest that ends", () => {
    const end = { input: 0, figure: 0 };
    const bar = (swing: number) => ({ id: `${swing}`, label: "", unit: "", low: end, high: end, swing });
    const moving = (...swings: readonly number[]) =>
      movingBars({ basis: "p10-p90", central: 0, bars: swings.map(bar) }).map(({ swing }) => swing);
    expect(moving(1, 0.5, 1.01e-6, 1e-6, 0)).toEqual([1, 0.5, 1.01e-6]);
    expect(moving(Infinity, 2, 3e-6, 1e-6)).toEqual([Infinity, 2, 3e-6]);
    expect(moving(Infinity, 0)).toEqual([Infinity]);
    expect(moving()).toEqual([]);
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

  it("lists the largest share first, and leaves correlations with what it does not rest on aside", () => {
    const spread = uniform({ min: 0, max: 1 });
    const [a, b] = [quantityLeaf("a", spread), quantityLeaf("b", spread)];
    const sum = figure({ ...facts, of: { a, b }, by: (v) => v.a + 3 * v.b });
    const correlations = [{ between: ["a", "elsewhere"] as const, rank: 0.9 }];
    const { variance, ...rest } = sensitivityOf(sum, { ...drawn, correlations }, 512);
    expect(variance?.factors.map(({ ids, label }) => [ids, label])).toEqual([
      [["b"], "b"],
      [["a"], "a"],
    ]);
    expect(variance?.factors[0]?.total.value).toBeCloseTo(9 / 10, 2);
    expect(variance?.factors[1]?.first.value).toBeCloseTo(1 / 10, 1);
    expect(variance?.mean).toBeCloseTo(2, 2);
    expect(variance?.evaluations).toBe(512 * 4);
    expect(rest).toEqual({ id: "total", label: "Total", unit: "days", tornado: tornado(sum) });
    expect(sensitivityOf(sum, drawn, 512).variance).toEqual(variance);
  });

  it("ties the draws of two inputs as their correlation says, beside one that stands alone", () => {
    const spread = uniform({ min: -1, max: 1 });
    const [a, b, c] = [quantityLeaf("a", spread), quantityLeaf("b", spread), quantityLeaf("c", spread)];
    // E[bc] is the covariance, rank ÷ 3; alone a has a mean of 0.
    const product = figure({ ...facts, of: { a, b, c }, by: (v) => v.a + v.b * v.c });
    const correlations = [{ between: ["b", "c"] as const, rank: 0.8 }];
    expect(sensitivityOf(product, { ...drawn, correlations }, 2048).variance?.mean).toBeCloseTo(0.8 / 3, 2);
  });

  it("has no shares where some drawn plan has no bound, and refuses what is no number there", () => {
    const share = quantityLeaf("share", uniform({ min: 0, max: 1 }));
    const beyond = (otherwise: number) =>
      figure({ ...facts, of: { share }, by: (v) => (v.share > 0.95 ? otherwise : v.share) });
    const unbounded = beyond(Number.POSITIVE_INFINITY);
    expect(sensitivityOf(unbounded, drawn, 64)).toEqual({
      ...{ id: "total", label: "Total", unit: "days", tornado: tornado(unbounded) },
    });
    expect(() => sensitivityOf(beyond(Number.NaN), drawn, 64)).toThrow("total is NaN in a drawn plan");
    expect(() => sensitivityOf(beyond(Number.NEGATIVE_INFINITY), drawn, 64)).toThrow("total is -Infinity in a drawn");
  });

  it("has no shares where no input has a spread", () => {
    const certain = figure({ ...facts, of: { fixed }, by: (v) => v.fixed });
    expect(sensitivityOf(certain, drawn, 64)).toEqual({
      ...{ id: "total", label: "Total", unit: "days", tornado: tornado(certain) },
    });
  });
});
