import { describe, expect, it } from "vitest";
import { ReferenceFault } from "../../src/analysis/combination.ts";
import { figure, type Node } from "../../src/analysis/node.ts";
import { planCorrelations } from "../../src/analysis/plan-correlations.ts";
import { choiceLeaf, quantityLeaf } from "./leaves.ts";

const [a, b, c] = [quantityLeaf("a", 1), quantityLeaf("b", 2), quantityLeaf("c", 3)];
const made = figure({ id: "made", unit: "", label: "", formula: "", of: { a }, by: (x) => x.a });
const nodes = new Map<string, Node>([a, b, c, made, choiceLeaf("rule", "double")].map((node) => [node.id, node]));
const stated = (...pairs: readonly (readonly [readonly string[], number])[]) =>
  planCorrelations(
    pairs.map(([between, rank]) => ({ between, rank, source: "a test" })),
    nodes,
  );

describe("the correlations of a plan", () => {
  it("are those stated, in their order", () => {
    expect(stated()).toEqual([]);
    expect(stated([["b", "a"], 0.5], [["b", "c"], -0.2])).toEqual([
      { between: ["b", "a"], rank: 0.5 },
      { between: ["b", "c"], rank: -0.2 },
    ]);
  });

  const quantity = "the id of a quantity of this plan";
  it.each<[string, readonly (readonly [readonly string[], number])[], string, string, string]>([
    ["an unknown first end", [[["z", "a"], 0.1]], "correlations.0.between", "z", quantity],
    ["an unknown second end", [[["a", "z"], 0.1]], "correlations.0.between", "z", quantity],
    ["no second end", [[["a"], 0.1]], "correlations.0.between", "", quantity],
    ["a word", [[["a", "rule"], 0.1]], "correlations.0.between", "rule", quantity],
    [
      "a figure",
      [
        [["a", "b"], 0.1],
        [["made", "b"], 0.1],
      ],
      "correlations.1.between",
      "made",
      quantity,
    ],
    ["one quantity twice", [[["a", "a"], 0.1]], "correlations.0.between", "a", "two different quantities"],
    [
      "a pair twice, turned round",
      [
        [["a", "b"], 0.1],
        [["b", "a"], 0.1],
      ],
      "correlations.1.between",
      "a and b",
      "each pair once",
    ],
    [
      "correlations that cannot hold together",
      [
        [["a", "b"], 0.9],
        [["b", "c"], 0.9],
        [["c", "a"], -0.9],
      ],
      "correlations",
      "a and b (0.9), b and c (0.9), c and a (-0.9)",
      "rank correlations that can hold together; these make a matrix that is not positive definite",
    ],
  ])("refuse %s", (_, pairs, path, found, expected) => {
    expect(() => stated(...pairs)).toThrow(ReferenceFault);
    expect(() => stated(...pairs)).toThrow(expect.objectContaining({ path, found, expected }));
  });
});
