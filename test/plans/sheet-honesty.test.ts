import { describe, expect, it } from "vitest";
import { ancestorsOf, evaluate } from "../../src/analysis/evaluate.ts";
import type { Figure, Node, Quantity } from "../../src/analysis/node.ts";
import { unusedLeavesOf } from "../../src/analysis/sheets/plan-sheet.ts";
import { figuresOfPlan, numberAt, SCENARIOS, sheetOf } from "./read.ts";

describe("a sheet", () => {
  it("rests on every leaf of the plan; the catalog and context are kept for other plans and for readers", () => {
    const unused = unusedLeavesOf(sheetOf()).filter(({ id }) => !/^(gpus|gpu_equivalence)\./.test(id));
    expect(unused.map(({ id }) => id)).toEqual([]);
  });

  it("names in `of` all that a figure depends on: changing any other quantity leaves it unchanged", () => {
    const { printed, leaves } = sheetOf();
    const quantities = leaves.filter((leaf): leaf is Quantity => leaf.leaf === "quantity");
    const before = evaluate(printed);
    const plain = printed.filter((node): node is Figure<number> => node.kind === "figure" && !node.id.includes("p5"));
    for (const leaf of quantities.filter((_, index) => index % 7 === 0)) {
      const after = evaluate(printed, new Map<Node, unknown>([[leaf, leaf.value * 1.5]]));
      for (const figure of plain)
        if (!ancestorsOf([figure]).includes(leaf)) expect(after.of(figure)).toEqual(before.of(figure));
    }
  });

  it("moves when a leaf that it names moves", () => {
    const at = (sets: readonly string[], id: string): number => numberAt(figuresOfPlan({ sets }), id);
    expect(at(["data.person_days=187"], "data.writing_days")).toBeCloseTo(56.1, 9);
    expect(at(["conversation.initial_tokens=0"], "conversation.cost_usd.initial_prompt")).toBe(0);
    expect(at(["budget.training_eur=10000"], "compute.h100_days_budget")).toBeCloseTo(10000 / 62, 9);
    expect(at(["pretraining.rows.bloom.gpu_count=768"], "pretraining.bloom.h100_days")).toBeCloseTo(67_200, 6);
  });

  it.each(SCENARIOS)("is the same whichever figures are asked for: %s", (scenario) => {
    const { printed } = sheetOf({ scenarios: [scenario] });
    const all = evaluate(printed);
    for (const node of printed.filter((_, index) => index % 11 === 0))
      expect(evaluate([node]).of(node)).toEqual(all.of(node));
  });
});
