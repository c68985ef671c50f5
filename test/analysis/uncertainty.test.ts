import { describe, expect, it } from "vitest";
import { figure } from "../../src/analysis/node.ts";
import { resultOf } from "../../src/analysis/result.ts";
import { drawFigures, sharesOf, spreadOf, uncertainLeavesOf } from "../../src/analysis/uncertainty.ts";
import { normal } from "../../src/math/normal-distribution.ts";
import { uniform } from "../../src/math/uniform-distribution.ts";
import { quantityLeaf } from "./leaves.ts";

const x = quantityLeaf("x", normal({ mean: 10, sd: 3 }));
const y = quantityLeaf("y", normal({ mean: 5, sd: 4 }));
const fixed = quantityLeaf("fixed", 2);
const sum = figure({ id: "sum", unit: "days", label: "", formula: "", of: { x, y }, by: (v) => v.x + v.y });
const certain = figure({ id: "certain", unit: "days", label: "", formula: "", of: { fixed }, by: (v) => 2 * v.fixed });
const word = figure({
  id: "word",
  unit: "word",
  label: "",
  formula: "",
  of: { share: quantityLeaf("share", uniform({ min: 0, max: 1 })) },
  by: (v) => (v.share < 0.25 ? "low" : "high"),
});

const DRAWS = 20_000;

describe("drawn plans", () => {
  it("spread a sum of normals as the closed form says", () => {
    const { median, interval90 } = spreadOf(drawFigures([sum], { seed: 1, draws: DRAWS }).get(sum) ?? []);
    // sum ~ normal(15, 5). A sample quantile has the standard error √(p(1−p)/n)/f(q); five of them: 6e-7.
    const error = (p: number, density: number) => (5 * Math.sqrt((p * (1 - p)) / DRAWS)) / density;
    expect(Math.abs(median - 15)).toBeLessThan(error(0.5, 0.3989 / 5));
    expect(Math.abs(interval90[0] - (15 - 1.6449 * 5))).toBeLessThan(error(0.05, 0.1031 / 5));
    expect(Math.abs(interval90[1] - (15 + 1.6449 * 5))).toBeLessThan(error(0.95, 0.1031 / 5));
  });

  it("leave the draws of an input alone when another input is added", () => {
    const alone = figure({ id: "alone", unit: "", label: "", formula: "", of: { x }, by: (v) => v.x });
    const draws = { seed: 3, draws: 50 };
    const before = drawFigures([alone], draws).get(alone);
    expect(drawFigures([alone, sum], draws).get(alone)).toEqual(before);
  });

  it("find the quantities with a spread, and only those", () => {
    expect(uncertainLeavesOf([sum, certain]).map(({ id }) => id)).toEqual(["x", "y"]);
  });

  it("count words", () => {
    const shares = sharesOf(drawFigures([word], { seed: 1, draws: DRAWS }).get(word) ?? []);
    // Five standard errors of a share of 1/4.
    expect(Math.abs((shares.get("low") ?? 0) - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / DRAWS));
  });
});

describe("a result", () => {
  const result = resultOf([sum, certain, word, x, fixed], { seed: 1, draws: 500 });

  it("has a median and an interval where the inputs have spread, and a plain value elsewhere", () => {
    expect(result.sum?.interval90?.[0]).toBeLessThan(Number(result.sum?.value));
    expect(result.certain).toEqual({ value: 4, unit: "days", label: "", formula: "", of: ["fixed"] });
  });

  it("has the word that comes up most, with its probability", () => {
    expect(result.word?.value).toBe("high");
    expect(result.word?.probability).toBe(result.word?.probabilities?.high);
  });

  it("shows assumptions under their own ids", () => {
    expect(result.fixed?.value).toBe(2);
    expect(result.x?.interval90?.[1]).toBeCloseTo(10 + 1.6449 * 3, 3);
  });
});
