import { judgeApi } from "../../model/approach.ts";
import { conversationsOfBudget, usdOfEur } from "../../model/budget.ts";
import { type Figure, figure } from "../node.ts";
import type { ApiAssumptions, BudgetAssumptions } from "../plan/plan.ts";

/** Prompting a hosted model: no training, no data, a price a conversation. */
export function apiApproachSheet(
  a: ApiAssumptions,
  budget: BudgetAssumptions,
  costUsd: Figure<number>,
): readonly Figure<number | string | null>[] {
  const id = "approach.api";
  const budgetUsd = figure({
    id: `${id}.budget_usd`,
    unit: "USD",
    label: `Budget for ${a.label}`,
    formula: "training budget × (1 − reserve) × USD for a EUR",
    of: { budgetEur: budget.training_eur, reserveFraction: budget.reserve_fraction, usdPerEur: budget.usd_per_eur },
    by: (money) => usdOfEur({ eur: money.budgetEur * (1 - money.reserveFraction), usdPerEur: money.usdPerEur }),
  });
  const bought = figure({
    id: `${id}.conversations`,
    unit: "conversations",
    label: `Conversations the budget buys: ${a.label}`,
    formula: "budget in USD ÷ mean cost of a conversation",
    of: { budgetUsd, costUsd },
    by: conversationsOfBudget,
  });
  const suitability = figure({
    id: `${id}.suitability`,
    unit: "word",
    label: `Suitability: ${a.label}`,
    formula: "suitable when the budget buys the conversations that are needed",
    of: { bought, needed: a.conversations_needed },
    by: judgeApi,
  });
  const shortOf = figure({
    id: `${id}.short_of`,
    unit: "word",
    label: `What it is short of: ${a.label}`,
    formula: "money, when the budget buys fewer conversations than are needed",
    of: { suitability },
    by: (x) => (x.suitability === "suitable" ? "nothing" : "money"),
  });
  const none = (name: string, unit: string, label: string, value: 0 | null): Figure<number | null> =>
    figure({
      id: `${id}.${name}`,
      unit,
      label: `${label}: ${a.label}`,
      formula: value === null ? "does not apply: nothing is trained" : "0: nothing is trained",
      of: {},
      by: () => value,
    });
  return [
    none("h100_days", "H100-days", "H100-days needed", null),
    none("instances_needed", "instances", "Instances needed", 0),
    none("data_gap_instances", "instances", "Instances missing", 0),
    none("data_gap_person_days", "days", "Person-days for the missing instances", 0),
    budgetUsd,
    bought,
    suitability,
    shortOf,
  ];
}
