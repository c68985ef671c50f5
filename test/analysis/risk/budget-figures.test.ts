import { describe, expect, it } from "vitest";
import { figure, type Quantity } from "../../../src/analysis/node.ts";
import { budgetAnswers } from "../../../src/analysis/risk/budget-answers.ts";
import { budgetFigures } from "../../../src/analysis/risk/budget-figures.ts";
import { drawnCosts } from "../../../src/analysis/risk/drawn-costs.ts";
import { costOverPlans, type PlanCost } from "../../../src/analysis/risk/plan-cost.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { quantityLeaf } from "../leaves.ts";
import { planCost } from "./plan-costs.ts";

const prompt = quantityLeaf("initial", 3000);
const doubt = quantityLeaf("turns", uniform({ min: 1, max: 4 }));
const drawn = { seed: 1, draws: 30 };
const question = (budgetUsd: number, confidence = 0.95) => ({ budgetUsd, confidence });

const plan = (tokens: number, turns: number, lengthSd: number): PlanCost => {
  const length = normal({ mean: 90, sd: lengthSd });
  const change = { turns: normal({ mean: turns, sd: 0 }), userTokens: length, assistantTokens: length };
  return planCost(100, { ...change, initialTokens: tokens });
};
const facts = { id: "cost", unit: "", label: "", formula: "", internal: true };
const costOf = (initial: Quantity, lengthSd = 60) =>
  figure({ ...facts, of: { initial }, by: (x): PlanCost => plan(x.initial, 2, lengthSd) });
const doubtful = figure({
  ...facts,
  of: { prompt, doubt },
  by: (x): PlanCost => plan(x.prompt, Math.floor(x.doubt), 60),
});

describe("the figures of a budget", () => {
  it("are the answers over the drawn plans", () => {
    const figures = budgetFigures(doubtful, prompt, question(9, 0.9), drawn);
    const answers = budgetAnswers(drawnCosts(doubtful, drawn).plans, question(9, 0.9));
    const values = Object.fromEntries(Object.entries(figures).map(([id, { value }]) => [id, value]));
    expect(values).toEqual({
      "risk.budget_usd": 9,
      "risk.over_budget_probability": answers.overBudgetProbability,
      "risk.budget_at_confidence_usd": answers.budgetAtConfidenceUsd,
      "risk.cvar_usd": answers.cvarUsd,
      "risk.most_conversations": answers.mostConversations,
      "risk.longest_initial_tokens": expect.any(Number),
      "risk.price_factor": answers.priceFactor,
    });
    expect(figures["risk.over_budget_probability"]?.standardError).toBe(answers.standardError);
    expect(figures["risk.budget_usd"]).toEqual({
      ...{ value: 9, unit: "USD", label: "Budget", formula: "as asked" },
      of: ["conversation.total_cost_usd.mean", "conversation.total_cost_usd.sd"],
    });
    expect(figures["risk.price_factor"]?.formula).toBe("law of the total, mixed over 30 drawn plans");
    expect(figures["risk.price_factor"]?.label).toBe("Both prices may be so many times theirs, with 90%");
  });

  it("of a plan that is known rest on its exact law, without an error", () => {
    const figures = budgetFigures(costOf(prompt), prompt, question(9, 0.995), drawn);
    expect(figures["risk.over_budget_probability"]).not.toHaveProperty("standardError");
    expect(figures["risk.price_factor"]?.formula).toBe("exact law of the total, inverted");
    expect(figures["risk.cvar_usd"]?.label).toBe("Mean total of the outcomes beyond that (CVaR 99.5%)");
  });
});

describe("the longest prompt", () => {
  const longest = (budgetUsd: number, leaf = prompt, cost = costOf(leaf)) =>
    budgetFigures(cost, leaf, question(budgetUsd), drawn)["risk.longest_initial_tokens"]?.value;

  it("without luck is what is left of the budget after the messages, ÷ what a token of prompt costs", () => {
    // 2 turns of 90 + 90 tokens: 540 as input, 180 as output, 0.0108 USD; a token of prompt is sent twice, 2e-5 USD.
    for (const [budget, start] of [
      [9.001, 3000],
      [2.001, 3000],
      [40.001, 500],
      [1.091, 3000],
      [400.001, 700],
    ] as const) {
      const leaf = quantityLeaf("initial", start);
      const tokens = Math.floor((budget / 100 - 0.0108) / 2e-5);
      expect(longest(budget, leaf, costOf(leaf, 0)), `${budget} USD`).toBe(tokens);
    }
  });

  it("is the last whole number of tokens that fits, with luck and with doubt", () => {
    for (const [cost, budget] of [
      [costOf(prompt), 9],
      [doubtful, 25],
    ] as const) {
      const tokens = Number(longest(budget, prompt, cost));
      const { plans } = drawnCosts(cost, drawn);
      const over = (change: number): number =>
        costOverPlans(
          plans.map(({ model }) => planCost(100, { ...model, initialTokens: tokens + change })),
          ({ conversations }) => conversations,
        ).quantile(0.95);
      expect(over(0)).toBeLessThanOrEqual(budget);
      expect(over(1)).toBeGreaterThan(budget);
    }
  });

  it("fits where the total is the budget itself", () => {
    const budget = costOverPlans([plan(4000, 2, 0)], () => 100).quantile(0.95);
    expect(longest(budget, prompt, costOf(prompt, 0))).toBe(4000);
  });

  it("is none where even an empty prompt does not fit, and no longer than a billion tokens", () => {
    expect(longest(1.07, prompt, costOf(prompt, 0))).toBeNull();
    expect(longest(1.0801, prompt, costOf(prompt, 0))).toBe(0);
    expect(longest(1e9, prompt, costOf(prompt, 0))).toBe(1e9);
    const huge = quantityLeaf("initial", 3e9);
    expect(longest(1e9, huge, costOf(huge, 0))).toBe(1e9);
  });
});
