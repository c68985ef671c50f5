import { describe, expect, it } from "vitest";
import { type Combination, combined, ReferenceFault } from "../../src/analysis/combination.ts";
import { evaluate } from "../../src/analysis/evaluate.ts";
import { figure, type Node } from "../../src/analysis/node.ts";
import { choiceLeaf, quantityLeaf } from "./leaves.ts";

const word = figure({ id: "verdict", unit: "word", label: "", formula: "", of: {}, by: () => "suitable" });
const step = figure({ id: "step", unit: "days", label: "", formula: "", of: {}, by: () => 1, internal: true });
const made = figure({ id: "made", unit: "days", label: "", formula: "", of: {}, by: () => 8 });
const nodes = new Map<string, Node>(
  [
    quantityLeaf("runs.a.days", 4),
    quantityLeaf("runs.b.days", 10),
    quantityLeaf("runs.b.hours", 240),
    quantityLeaf("runs.c.days", 1),
    choiceLeaf("rule", "mean"),
    word,
    step,
    made,
    quantityLeaf("odd.*", 5),
    quantityLeaf("odd.one", 6),
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
    ["a count above a threshold that is met", { count_above: [4, "runs.*.days"] }, 1],
    ["a figure", { product: ["made", 3] }, 24],
    ["an id with a star of its own", "odd.*", 5],
    ["a whole part", { floor: [{ ratio: ["runs.b.days", 4] }] }, 2],
  ])("evaluates %s", (_, combination, expected) => {
    expect(valueOfCombination(combination)).toBe(expected);
  });

  it("says its formula in words", () => {
    const node = combined({ id: "x", unit: "", label: "", path: "" }, { mean: ["runs.*.days", 3] }, nodes);
    expect(node.formula).toBe("mean of (runs.a.days, runs.b.days, runs.c.days, 3)");
  });

  it("is made of each figure once, however often it is named", () => {
    const { of } = combined(
      { id: "x", unit: "u", label: "l", path: "" },
      { sum: ["runs.a.days", "runs.a.days"] },
      nodes,
    );
    expect(
      Object.values(of)
        .flat()
        .map((node) => "id" in node && node.id),
    ).toEqual(["runs.a.days"]);
  });

  it("that names what is not there says which words would have fitted", () => {
    const ids = ["runs.a.days", "runs.b.days", "runs.b.hours", "runs.c.days", "made", "odd.*", "odd.one"];
    expect(() => valueOfCombination("nothing")).toThrow(expect.objectContaining({ found: "nothing", words: ids }));
    expect(() => valueOfCombination({})).toThrow(expect.objectContaining({ name: "ReferenceFault", words: [] }));
  });

  it.each<[string, Combination, RegExp]>([
    ["an unknown id", { mean: ["runs.z.days"] }, /found runs\.z\.days, expected an id of a figure or assumption/],
    ["a pattern that fits nothing", "walks.*.days", /an id of a figure or assumption/],
    ["a word", { sum: ["rule"] }, /rule, which is not a number/],
    ["a figure that is a word", "verdict", /verdict, which is not a number/],
    ["a pattern without a statistic", "runs.*.days", /expected one figure, or a statistic/],
    ["too many operands", { ratio: [1, 2, 3] }, /found ratio of 3 operands, expected ratio of 2/],
    ["too few operands", { count_above: [1] }, /found count_above of 1 operands, expected count_above of at least 2/],
    ["too few operands of any number", { sum: [] }, /found sum of 0 operands, expected sum of at least 1$/],
    ["a pattern that names nothing among operands", { max: ["runs.*.weeks"] }, /found runs\.\*\.weeks, expected/],
    ["a pattern with too few segments", "runs.*", /found runs\.\*, expected an id/],
    ["a pattern with too many segments", "runs.*.days.*", /found runs\.\*\.days\.\*, expected an id/],
    ["a pattern of several figures by their number", "runs.*.days", /found runs\.\*\.days, which names 3 figures/],
    ["a step on the way", "step", /step, which is not a number/],
    [
      "no operation",
      {},
      /found \{\}, expected one of sum, difference, product, ratio, mean, min, max, count_above, floor$/,
    ],
    ["two operations", { sum: [1], mean: [1] }, /expected one of sum/],
  ])("refuses %s and names the plan path", (_, combination, message) => {
    expect(() => valueOfCombination(combination)).toThrow(message);
    expect(() => valueOfCombination(combination)).toThrow(ReferenceFault);
    expect(() => valueOfCombination(combination)).toThrow(expect.objectContaining({ path: "needs.x" }));
  });
});
