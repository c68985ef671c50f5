import { describe, expect, it } from "vitest";
import { type Combination, combined, ReferenceFault } from "../../src/analysis/combination.ts";
import { evaluate } from "../../src/analysis/evaluate.ts";
import { figure, type Node } from "../../src/analysis/node.ts";
import { choiceLeaf, quantityLeaf } from "./leaves.ts";

const word = figure({ id: "verdict", unit: "word", label: "", formula: "", of: {}, by: () => "suitable" });
const nodes = new Map<string, Node>(
  [
    quantityLeaf("runs.a.days", 4),
    quantityLeaf("runs.b.days", 10),
    quantityLeaf("runs.b.hours", 240),
    quantityLeaf("runs.c.days", 1),
    choiceLeaf("rule", "mean"),
    word,
  ].map((node) => [node.id, node]),
);

const valueOfCombination = (combination: Combination): number => {
  const node = combined({ id: "x", unit: "days", label: "x", path: "needs.x" }, combination, nodes);
  return evaluate([node]).of(node);
};

describe("a combination", () => {
  it.each<[string, Combination, number]>([
    ["a number", 7, 7],
    ["an id", "runs.b.hours", 240],
    ["a sum over a pattern", { sum: ["runs.*.days"] }, 15],
    ["a mean of patterns and ids", { mean: ["runs.*.days", "runs.b.hours"] }, 255 / 4],
    ["the least", { min: ["runs.*.days"] }, 1],
    ["the greatest", { max: ["runs.*.days", 3] }, 10],
    ["a difference, in its order", { difference: ["runs.a.days", "runs.b.days"] }, -6],
    ["a ratio of nested combinations", { ratio: [{ sum: ["runs.*.days"] }, { max: [2, 3] }] }, 5],
    ["a product with a repeated figure", { product: ["runs.a.days", "runs.a.days", 2] }, 32],
    ["a count above a threshold", { count_above: [3, "runs.*.days"] }, 2],
    ["a whole part", { floor: [{ ratio: ["runs.b.days", 4] }] }, 2],
  ])("evaluates %s", (_, combination, expected) => {
    expect(valueOfCombination(combination)).toBe(expected);
  });

  it("says its formula in words", () => {
    const node = combined({ id: "x", unit: "", label: "", path: "" }, { mean: ["runs.*.days", 3] }, nodes);
    expect(node.formula).toBe("mean of (runs.a.days, runs.b.days, runs.c.days, 3)");
  });

  it.each<[string, Combination, RegExp]>([
    ["an unknown id", { mean: ["runs.z.days"] }, /found runs\.z\.days, expected an id of a figure or assumption/],
    ["a pattern that fits nothing", "walks.*.days", /an id of a figure or assumption/],
    ["a word", { sum: ["rule"] }, /rule, which is not a number/],
    ["a figure that is a word", "verdict", /verdict, which is not a number/],
    ["a pattern without a statistic", "runs.*.days", /expected one figure, or a statistic/],
    ["too many operands", { ratio: [1, 2, 3] }, /found ratio of 3 operands, expected ratio of 2/],
    ["too few operands", { count_above: [1] }, /found count_above of 1 operands, expected count_above of at least 2/],
    ["no operation", {}, /expected one of sum/],
    ["two operations", { sum: [1], mean: [1] }, /expected one of sum/],
  ])("refuses %s and names the plan path", (_, combination, message) => {
    expect(() => valueOfCombination(combination)).toThrow(message);
    expect(() => valueOfCombination(combination)).toThrow(ReferenceFault);
    expect(() => valueOfCombination(combination)).toThrow(expect.objectContaining({ path: "needs.x" }));
  });
});
