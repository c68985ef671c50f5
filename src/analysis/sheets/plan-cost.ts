import type { ConversationModel } from "../conversation/model.ts";
import { type Figure, figure, type Quantity } from "../node.ts";
import type { PlanCost } from "../risk/plan-cost.ts";
import type { CostSpread } from "./cached-input.ts";

/** What risk is computed from: one conversation, in closed form or simulated, and how many there are. */
export function planCostSheet(
  of: CostSpread & {
    readonly model: Figure<ConversationModel>;
    readonly conversations: Quantity;
    /** Conversations of each month, where the plan states a volume. */
    readonly byMonth?: Figure<number[]>;
  },
): Figure<PlanCost> {
  const facts = { id: "risk.plan_cost", unit: "", label: "What a plan costs", formula: "closed form", internal: true };
  const { model, meanUsd, sdUsd, conversations, byMonth, simulatedCost } = of;
  const closed = figure({
    ...facts,
    of: { model, meanUsd, sdUsd, conversations },
    by: (x): PlanCost => ({ ...x, byMonth: [] }),
  });
  const cost = simulatedCost
    ? figure({
        ...facts,
        formula: "simulated",
        of: { closed, simulatedCost },
        by: (x): PlanCost => ({ ...x.closed, simulatedCost: x.simulatedCost }),
      })
    : closed;
  if (!byMonth) return cost;
  return figure({ ...facts, of: { cost, byMonth }, by: (x): PlanCost => ({ ...x.cost, byMonth: x.byMonth }) });
}
