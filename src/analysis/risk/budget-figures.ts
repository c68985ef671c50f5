import { findRoot } from "../../math/root.ts";
import type { Figure, Quantity } from "../node.ts";
import type { DrawPlan } from "../plan-draws.ts";
import type { ResultFigure } from "../result.ts";
import { type BudgetQuestion, budgetAnswers } from "./budget-answers.ts";
import { drawnCosts, drawnCostsWith } from "./drawn-costs.ts";
import { costOverPlans, type PlanCost } from "./plan-cost.ts";

/**
 * The answers to a budget as figures. Where no value works, the value is null.
 *
 * @param cost what the plan costs, from its sheet
 * @param initialTokens the assumption that the longest prompt is sought for
 */
export function budgetFigures(
  cost: Figure<PlanCost>,
  initialTokens: Quantity,
  question: BudgetQuestion,
  drawn: DrawPlan,
): Readonly<Record<string, ResultFigure>> {
  const { plans } = drawnCosts(cost, drawn);
  const answers = budgetAnswers(plans, question);
  const longest = longestPrompt(cost, initialTokens, question, drawn);
  const formula =
    plans.length > 1 ? `law of the total, mixed over ${plans.length} drawn plans` : "exact law of the total, inverted";
  const sure = `${Number((question.confidence * 100).toPrecision(6))}%`;
  const figure = (unit: string, label: string, value: number | null): ResultFigure => ({
    value,
    unit,
    label,
    formula,
    of: ["conversation.total_cost_usd.mean", "conversation.total_cost_usd.sd"],
  });
  return {
    "risk.budget_usd": { ...figure("USD", "Budget", question.budgetUsd), formula: "as asked" },
    "risk.over_budget_probability": {
      ...figure("probability", "Probability that the total is over the budget", answers.overBudgetProbability),
      ...(answers.standardError !== undefined && { standardError: answers.standardError }),
    },
    "risk.budget_at_confidence_usd": figure("USD", `Budget that holds with ${sure}`, answers.budgetAtConfidenceUsd),
    "risk.cvar_usd": figure("USD", `Mean total of the outcomes beyond that (CVaR ${sure})`, answers.cvarUsd),
    "risk.most_conversations": figure(
      "conversations",
      `Most conversations that the budget pays with ${sure}`,
      answers.mostConversations,
    ),
    "risk.longest_initial_tokens": figure(
      "tokens",
      `Longest initial prompt that the budget pays with ${sure}`,
      longest,
    ),
    "risk.price_factor": figure("ratio", `Both prices may be so many times theirs, with ${sure}`, answers.priceFactor),
  };
}

function longestPrompt(
  cost: Figure<PlanCost>,
  leaf: Quantity,
  { budgetUsd, confidence }: BudgetQuestion,
  drawn: DrawPlan,
): number | null {
  const plansAt = drawnCostsWith(cost, leaf, drawn);
  const totalAt = (tokens: number): number =>
    costOverPlans(plansAt(tokens), (plan) => plan.conversations).quantile(confidence);
  const fits = (tokens: number): boolean => totalAt(tokens) <= budgetUsd;
  if (!fits(0)) return null;
  let [good, bad] = [0, Math.max(1000, Math.round(leaf.value))];
  while (fits(bad)) {
    if (bad >= MOST_TOKENS) return MOST_TOKENS;
    [good, bad] = [bad, Math.min(MOST_TOKENS, bad * 4)];
  }
  // The cost is nearly straight in the prompt: Brent's method needs a few steps, and whole tokens settle the rest.
  const near = Math.floor(findRoot((tokens) => totalAt(tokens) - budgetUsd, good, bad, 0.5));
  let longest = Math.min(bad - 1, near + 1);
  while (longest > good && !fits(longest)) longest--;
  return longest;
}

/** Longer than any context window. */
const MOST_TOKENS = 1e9;
