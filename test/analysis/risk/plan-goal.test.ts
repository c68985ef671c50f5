import { describe, expect, it } from "vitest";
import { figure } from "../../../src/analysis/node.ts";
import { solvePlan } from "../../../src/analysis/risk/plan-goal.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { choiceLeaf, quantityLeaf } from "../leaves.ts";

const facts = { id: "total", unit: "USD", label: "Total", formula: "" };
const asked = { ...quantityLeaf("asked", uniform({ min: 1, max: 3 })), range: { min: 0 } };
const doubt = quantityLeaf("doubt", uniform({ min: 0, max: 1 }));
const drawn = { seed: 1, draws: 400, sampling: "latin-hypercube" } as const;

describe("the value of an assumption for which a figure meets a goal", () => {
  const alone = figure({ ...facts, of: { asked }, by: (x) => 3 * x.asked });
  const sum = figure({ ...facts, of: { asked, doubt }, by: (x) => x.asked + x.doubt });

  it("is the closed form where everything else is known; its own spread is left aside", () => {
    const goal = { comparison: "<=", target: 12 } as const;
    const { answer, plans } = solvePlan({ figure: alone, leaf: asked, goal, confidence: 0.9 }, drawn);
    expect(plans).toBe(1);
    expect(answer).toEqual({ kind: "limit", side: "up-to", value: expect.closeTo(4, 7), monotone: true });
  });

  it("leaves room for the doubt of the others: at most the target in 9 of 10 plans, at least it in 9 of 10", () => {
    // The sum is asked + u: its 90 % quantile is asked + 0.9, its 10 % quantile asked + 0.1; a hypercube of 400 is even
    // to 1/400.
    for (const [comparison, value] of [
      ["<=", 5 - 0.9],
      [">=", 5 - 0.1],
    ] as const) {
      const goal = { comparison, target: 5 };
      const { answer, plans } = solvePlan({ figure: sum, leaf: asked, goal, confidence: 0.9 }, drawn);
      expect(plans).toBe(400);
      expect(answer.kind).toBe("limit");
      if (answer.kind === "limit") expect(Math.abs(answer.value - value), comparison).toBeLessThan(1 / 400);
    }
  });

  it("draws no more than 500 plans", () => {
    const goal = { comparison: "<=", target: -1 } as const;
    const many = { ...drawn, draws: 5000, sampling: "random" } as const;
    const { answer, plans } = solvePlan({ figure: sum, leaf: asked, goal, confidence: 0.5 }, many);
    expect(plans).toBe(500);
    // Three powers of ten around the median 2, and 0, where the range begins.
    expect(answer).toEqual({ kind: "nowhere", from: 0, to: expect.closeTo(2000, 9) });
  });

  it("is sought within the range of the assumption, if it has one", () => {
    const goal = { comparison: ">=", target: -1e9 } as const;
    const { range: _, ...free } = asked;
    const figureOf = (leaf: typeof free) => figure({ ...facts, of: { leaf }, by: (x) => x.leaf });
    const within = (leaf: typeof free) =>
      solvePlan({ figure: figureOf(leaf), leaf, goal, confidence: 0.9 }, drawn).answer;
    expect(within(asked)).toMatchObject({ kind: "everywhere", from: 0 });
    expect(within(free)).toMatchObject({ kind: "everywhere", from: expect.closeTo(0.002, 12) });
  });

  it("leaves aside values for which there is no figure", () => {
    const some = figure({ ...facts, of: { asked }, by: (x) => (x.asked > 50 ? null : x.asked) });
    const goal = { comparison: "<=", target: 100 } as const;
    const { answer } = solvePlan({ figure: some, leaf: asked, goal, confidence: 0.9 }, drawn);
    expect(answer).toMatchObject({ kind: "everywhere", from: 0, to: expect.closeTo(2 * 10 ** 1.25, 9) });
  });

  it("refuses a figure that is a word", () => {
    const word = figure({ ...facts, of: { asked, rule: choiceLeaf("rule", "double") }, by: (x) => x.rule });
    const goal = { comparison: "<=", target: 1 } as const;
    expect(() => solvePlan({ figure: word, leaf: asked, goal, confidence: 0.9 }, drawn)).toThrow(RangeError);
  });
});
