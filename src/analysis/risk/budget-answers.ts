import { requirePositive } from "../../math/parameters.ts";
import { findRoot } from "../../math/root.ts";
import { normalCdf } from "../../math/standard-normal.ts";
import { compensatedSum } from "../../math/sum.ts";
import { costOverPlans, momentsOf, type PlanCost } from "./plan-cost.ts";

export interface BudgetQuestion {
  readonly budgetUsd: number;
  /** With which probability the budget must hold, above 0 and below 1. */
  readonly confidence: number;
}

export interface BudgetAnswers {
  /** P(total cost > budget). */
  readonly overBudgetProbability: number;
  /** Standard error of that probability where plans are drawn at random; even designs err by less. */
  readonly standardError?: number;
  /** The budget that holds with the confidence. */
  readonly budgetAtConfidenceUsd: number;
  /** Mean cost of the worst 1 − confidence share of outcomes. */
  readonly cvarUsd: number;
  /** The largest number of conversations with which the budget holds; 0 where not even one does. */
  readonly mostConversations: number;
  /** Both prices may be so many times what they are; below 1 they must fall. */
  readonly priceFactor: number;
}

/** The questions that a budget is asked, answered by turning the law of the total round. */
export function budgetAnswers(plans: readonly PlanCost[], question: BudgetQuestion): BudgetAnswers {
  const { budgetUsd, confidence } = question;
  requirePositive("budgetUsd", budgetUsd);
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence is ${confidence}; expected a probability between 0 and 1, neither of them`);
  const law = costOverPlans(plans, (plan) => plan.conversations);
  const over = 1 - law.cdf(budgetUsd);
  const enough = law.quantile(confidence);
  return {
    overBudgetProbability: over,
    ...(plans.length > 1 && { standardError: Math.sqrt((over * (1 - over)) / plans.length) }),
    budgetAtConfidenceUsd: enough,
    cvarUsd: law.cvar(confidence),
    mostConversations: mostConversations(plans, question),
    priceFactor: enough > 0 ? budgetUsd / enough : Infinity,
  };
}

/**
 * The largest N whose total stays within the budget with the confidence. The probability falls with N, since a
 * conversation costs something: the normal approximation shows where, then whole numbers are tried around that place.
 */
function mostConversations(plans: readonly PlanCost[], { budgetUsd, confidence }: BudgetQuestion): number {
  const holds = (conversations: number): boolean =>
    conversations === 0 || costOverPlans(plans, () => conversations).cdf(budgetUsd) >= confidence;
  const near = (conversations: number): number => withinProbability(plans, conversations, budgetUsd) - confidence;
  if (near(MOST) >= 0) return holds(MOST) ? MOST : bisect(holds, 0, MOST);
  let low = near(1) <= 0 ? 1 : Math.floor(findRoot(near, 1, MOST, 0.25));
  let high = low + 1;
  for (let step = 1; !holds(low); step *= 2) [low, high] = [Math.max(0, low - step), low];
  for (let step = 1; high < MOST && holds(high); step *= 2) [low, high] = [high, Math.min(MOST, high + step)];
  return bisect(holds, low, high);
}

/** Most conversations that the law of a total is made for. */
const MOST = 1e9;

/** P(total ≤ budget), each plan's total taken as normal. */
function withinProbability(plans: readonly PlanCost[], conversations: number, budgetUsd: number): number {
  const each = plans.map((plan) => {
    const { mean, sd } = momentsOf(plan, conversations);
    if (sd === 0) return mean <= budgetUsd ? 1 : 0;
    return normalCdf(Math.min(38, Math.max(-38, (budgetUsd - mean) / sd)));
  });
  return compensatedSum(each) / plans.length;
}

/** The last whole number that holds, where `low` does and `high` does not. */
function bisect(holds: (count: number) => boolean, low: number, high: number): number {
  let [good, bad] = [low, high];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
