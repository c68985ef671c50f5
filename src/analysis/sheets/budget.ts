import { h100DaysOfBudget, h100DaysPerSession } from "../../model/budget.ts";
import { figure } from "../node.ts";
import type { BudgetAssumptions } from "../plan/plan.ts";

/** What the training budget rents, whole and for each training session. */
export function budgetSheet(a: BudgetAssumptions) {
  const h100Days = figure({
    id: "compute.h100_days_budget",
    unit: "H100-days",
    label: "H100-days the budget rents",
    formula: "budget × GPU share × (1 − reserve) ÷ price a day",
    of: {
      budgetEur: a.training_eur,
      gpuShareFraction: a.gpu_share_fraction,
      reserveFraction: a.reserve_fraction,
      priceEurPerH100Day: a.h100_price,
    },
    by: h100DaysOfBudget,
  });
  const perSession = figure({
    id: "compute.h100_days_per_session",
    unit: "H100-days",
    label: "H100-days for one training session",
    formula: "H100-days of the budget ÷ training sessions",
    of: { h100Days, sessions: a.training_sessions },
    by: h100DaysPerSession,
  });
  return { figures: [a.gpu_share_fraction, a.reserve_fraction, h100Days, perSession], h100Days, perSession };
}
