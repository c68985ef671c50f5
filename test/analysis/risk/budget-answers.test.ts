import { describe, expect, it } from "vitest";
import { totalCost } from "../../../src/analysis/conversation/exact.ts";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { budgetAnswers } from "../../../src/analysis/risk/budget-answers.ts";
import { costOverPlans } from "../../../src/analysis/risk/plan-cost.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { published } from "../conversation/published.ts";
import { planCost } from "./plan-costs.ts";

const known = [planCost(1000)];
const doubtful = [12, 16, 20, 24, 30].map((mean) => planCost(1000, { turns: normal({ mean, sd: 8 }) }));

describe("the answers to a budget", () => {
  it("turn each other round: the budget for a confidence is over with the rest of the probability", () => {
    const { budgetAtConfidenceUsd } = budgetAnswers(known, { budgetUsd: 1000, confidence: 0.95 });
    const { overBudgetProbability } = budgetAnswers(known, { budgetUsd: budgetAtConfidenceUsd, confidence: 0.95 });
    expect(overBudgetProbability).toBeCloseTo(0.05, 8);
    expect(budgetAtConfidenceUsd).toBe(totalCost(published, 1000).quantile(0.95));
  });

  it.each([
    ["a known plan", known, 1000],
    ["a known plan and a budget for a handful", known, 8],
    ["a plan in doubt", doubtful, 1000],
    ["a plan in doubt and a budget for a handful", doubtful, 8],
  ])("count the most conversations that fit: %s", (_, plans, budgetUsd) => {
    const { mostConversations } = budgetAnswers(plans, { budgetUsd, confidence: 0.95 });
    const within = (n: number) => costOverPlans(plans, () => n).cdf(budgetUsd);
    expect(within(mostConversations)).toBeGreaterThanOrEqual(0.95);
    expect(within(mostConversations + 1)).toBeLessThan(0.95);
  });

  it("say 0 where not even one conversation fits, and the most there can be where all do", () => {
    expect(budgetAnswers(known, { budgetUsd: 0.01, confidence: 0.95 }).mostConversations).toBe(0);
    expect(budgetAnswers(known, { budgetUsd: 1e12, confidence: 0.95 }).mostConversations).toBe(1e9);
  });

  it("scale the prices so that the budget just holds", () => {
    const { priceFactor } = budgetAnswers(known, { budgetUsd: 500, confidence: 0.9 });
    const cheaper = { ...published, inputPriceUsdPerMtok: 10 * priceFactor, outputPriceUsdPerMtok: 30 * priceFactor };
    expect(totalCost(cheaper, 1000).cdf(500)).toBeCloseTo(0.9, 8);
  });

  it("take the mean of the worst outcomes, which lies beyond the quantile", () => {
    const answers = budgetAnswers(doubtful, { budgetUsd: 1000, confidence: 0.8 });
    // The worst fifth of five equally likely plans is the dearest of them, whose totals are far from the others'.
    const dearest = 1000 * conversationMoments({ ...published, turns: normal({ mean: 30, sd: 8 }) }).costUsd.mean;
    expect(answers.cvarUsd / dearest).toBeCloseTo(1, 6);
    expect(answers.cvarUsd).toBeGreaterThan(answers.budgetAtConfidenceUsd);
  });

  it("refuse a budget or a confidence that cannot be", () => {
    expect(() => budgetAnswers(known, { budgetUsd: 0, confidence: 0.9 })).toThrow(/budgetUsd is 0/);
    expect(() => budgetAnswers(known, { budgetUsd: 10, confidence: 1 })).toThrow(/confidence is 1/);
  });
});
