import { describe, expect, it } from "vitest";
import { compile } from "../../src/analysis/evaluate.ts";
import type { Figure } from "../../src/analysis/node.ts";
import { uncertainLeavesOf } from "../../src/analysis/uncertainty.ts";
import { figuresOfPlan, sheetOf } from "./read.ts";

const APPROACHES = ["pretraining", "sft", "rlhf", "other_alignment", "lora"];

const verdictsOf = (path: string) =>
  Object.fromEntries(
    Object.entries(figuresOfPlan({ path }))
      .filter(([id]) => id.endsWith(".suitability"))
      .map(([id, { value }]) => [id.split(".")[1], value]),
  );

describe("the decision rule on invented plans, each verdict another than in Table 10", () => {
  it("finds everything suitable where there is plenty of everything", () => {
    expect(verdictsOf("test/fixtures/plenty/plan.yaml")).toEqual(
      Object.fromEntries(APPROACHES.map((key) => [key, "suitable"])),
    );
  });

  it("lets pre-training and RLHF pass with more data, and refuses the rest for compute or data that cannot be had", () => {
    expect(verdictsOf("test/fixtures/uneven/plan.yaml")).toEqual({
      pretraining: "needs-more-data",
      sft: "not-suitable",
      rlhf: "needs-more-data",
      other_alignment: "not-suitable",
      lora: "not-suitable",
    });
  });
});

describe("with doubt", () => {
  const sheet = sheetOf({ scenarios: ["with-doubt"] });
  const verdicts = sheet.printed.filter((node): node is Figure<string> => node.id.endsWith(".suitability"));
  const leaves = uncertainLeavesOf(verdicts);

  /** Which verdicts change when one input goes from its P5 to its P95 and all others stay at their median. */
  const flips = (): Readonly<Record<string, readonly string[]>> => {
    const run = compile(verdicts, leaves);
    const medians = leaves.map((leaf) => leaf.spread.quantile(0.5));
    const at = (index: number, p: number) =>
      run(medians.map((median, position) => (position === index ? (leaves[index]?.spread.quantile(p) ?? 0) : median)));
    const found = leaves.map((leaf, index): [string, readonly string[]] => {
      const [low, high] = [at(index, 0.05), at(index, 0.95)];
      return [leaf.id, verdicts.flatMap(({ id }, position) => (low[position] === high[position] ? [] : [id]))];
    });
    return Object.fromEntries(found.filter(([, flipped]) => flipped.length > 0));
  };

  it("shows which inputs can flip a suitability by themselves", () => {
    expect(flips()).toEqual({
      "needs.compute_factor": ["approach.sft.suitability"],
      "needs.data_factor": [
        "approach.sft.suitability",
        "approach.other_alignment.suitability",
        "approach.lora.suitability",
      ],
    });
  });

  it("gives each judgement the probability with which it holds", () => {
    const figures = figuresOfPlan({ scenarios: ["with-doubt"] });
    for (const key of APPROACHES) {
      const { value, probability = 0, probabilities = {} } = figures[`approach.${key}.suitability`] ?? { value: "" };
      expect(probability).toBe(probabilities[String(value)]);
      expect(Object.values(probabilities).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(probability).toBe(Math.max(...Object.values(probabilities)));
    }
  });
});
