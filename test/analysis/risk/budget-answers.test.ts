import { describe, expect, it } from "vitest";
import { totalCost } from "../../../src/analysis/conversation/exact.ts";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { budgetAnswers } from "../../../src/analysis/risk/budget-answers.ts";
import { costOverPlans, type PlanCost } from "../../../src/analysis/risk/plan-cost.ts";
import { empirical } from "../../../src/math/empirical-distribution.ts";
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

describe("the answers to a budget of few conversations", () => {
  /** One turn: the cost of a conversation is normal(0.0345, 60 · 1e-5 √17), that of two turns a little more. */
  const turns = (n: number) => planCost(100, { turns: normal({ mean: n, sd: 0 }) });
  const three = [turns(1), turns(2), turns(3)];
  /** Costs 0.03 USD, always. */
  const nothing = normal({ mean: 0, sd: 0 });
  const fixed = planCost(100, { turns: normal({ mean: 1, sd: 0 }), userTokens: nothing, assistantTokens: nothing });

  it.each<[string, readonly PlanCost[], number, number]>([
    ["one plan", [turns(1)], 0.5, 0.95],
    ["one plan, almost sure", [turns(1)], 0.5, 0.9999],
    ["one plan, hardly", [turns(1)], 0.5, 0.02],
    ["one plan, one conversation", [turns(1)], 0.0395, 0.95],
    ["one plan, less than one conversation", [turns(1)], 0.038, 0.95],
    ["three plans", three, 2, 0.95],
    ["three plans, of which the cheapest may be taken", three, 2, 0.3],
    ["three plans, just more than the cheapest", three, 2, 0.34],
    ["three plans and a small budget", three, 0.3, 0.6],
    ["a plan without luck", [fixed], 1.5, 0.95],
    ["two plans without luck", [fixed, { ...fixed, meanUsd: fixed.meanUsd }], 1.5, 0.95],
  ])("count as many as trying them all does: %s", (_, plans, budgetUsd, confidence) => {
    let most = 0;
    for (let n = 1; n <= 120; n++) if (costOverPlans(plans, () => n).cdf(budgetUsd) >= confidence) most = n;
    expect(budgetAnswers(plans, { budgetUsd, confidence }).mostConversations).toBe(most);
  });

  it("take a total that meets the budget as within it", () => {
    // The initial prompt of 3000 tokens alone: 0.03 USD a conversation, in doubles a hair more or less.
    expect(budgetAnswers([fixed], { budgetUsd: 0.9 + 1e-12, confidence: 0.95 }).mostConversations).toBe(30);
    expect(budgetAnswers([fixed], { budgetUsd: 0.9 - 1e-12, confidence: 0.95 }).mostConversations).toBe(29);
  });

  it("count a thousand million where that many fit, and none more", () => {
    expect(budgetAnswers([fixed], { budgetUsd: 3e7 - 0.015, confidence: 0.95 }).mostConversations).toBe(999_999_999);
    expect(budgetAnswers([fixed], { budgetUsd: 3e7 + 0.015, confidence: 0.95 }).mostConversations).toBe(1e9);
  });

  it("say the probability of being over, and its error where plans are drawn", () => {
    const of = (plans: readonly PlanCost[], budgetUsd: number) => budgetAnswers(plans, { budgetUsd, confidence: 0.95 });
    const single = of([turns(1)], 3.45);
    expect(single.overBudgetProbability).toBeCloseTo(0.5, 9);
    expect("standardError" in single).toBe(false);
    const drawn = of(three, 5);
    // A hundred conversations of one turn cost 3.45, of two 7.08, of three 10.89; the sds are below 0.1.
    expect(drawn.overBudgetProbability).toBeCloseTo(2 / 3, 9);
    expect(drawn.standardError).toBeCloseTo(Math.sqrt((2 / 3) * (1 / 3) * (1 / 3)), 9);
    expect(of(three, 9).priceFactor).toBeCloseTo(9 / of(three, 9).budgetAtConfidenceUsd, 12);
  });

  it("count the most that fit where the normal law is far off: few conversations are long and dear", () => {
    const seldom = empirical({ values: [...new Array(39).fill(1), 30] });
    const length = normal({ mean: 90, sd: 1 });
    const skewed = planCost(100, { turns: seldom, userTokens: length, assistantTokens: length });
    for (const [budgetUsd, confidence] of [
      [20, 0.99],
      [60, 0.99],
      [60, 0.4],
      [20, 0.3],
      [6, 0.7],
    ] as const) {
      const { mostConversations } = budgetAnswers([skewed], { budgetUsd, confidence });
      const within = (n: number) => costOverPlans([skewed], () => n).cdf(budgetUsd);
      expect(within(mostConversations)).toBeGreaterThanOrEqual(confidence);
      expect(within(mostConversations + 1)).toBeLessThan(confidence);
    }
  });

  it("let prices be as high as they like where even the dearest plan earns", () => {
    const length = normal({ mean: -9000, sd: 1 });
    const earning = planCost(100, { turns: normal({ mean: 1, sd: 0 }), userTokens: length });
    expect(budgetAnswers([earning], { budgetUsd: 1, confidence: 0.95 }).priceFactor).toBe(Infinity);
  });

  it("let prices be as high as they like where a conversation costs nothing", () => {
    const free = planCost(100, { inputPriceUsdPerMtok: 0, outputPriceUsdPerMtok: 0 });
    expect(budgetAnswers([free], { budgetUsd: 1, confidence: 0.95 })).toEqual({
      ...{ overBudgetProbability: 0, budgetAtConfidenceUsd: 0, cvarUsd: 0, mostConversations: 1e9 },
      priceFactor: Infinity,
    });
  });

  it.each([0, 1, -0.1, 1.1, Number.NaN])("refuse a confidence of %s", (confidence) => {
    expect(() => budgetAnswers([fixed], { budgetUsd: 1, confidence })).toThrow(
      `confidence is ${confidence}; expected a probability between 0 and 1, neither of them`,
    );
  });
});
