import type { ConversationModel } from "../conversation/model.ts";
import type { ConversationMoments } from "../conversation/moments.ts";
import { type Figure, figure, type Quantity } from "../node.ts";
import type { PlanCost } from "../risk/plan-cost.ts";

/** What risk is computed from: one conversation in closed form, and how many there are. */
export function planCostSheet(of: {
  readonly model: Figure<ConversationModel>;
  readonly moments: Figure<ConversationMoments>;
  readonly conversations: Quantity;
  /** Conversations of each month, where the plan states a volume. */
  readonly byMonth?: Figure<number[]>;
}): Figure<PlanCost> {
  const facts = { id: "risk.plan_cost", unit: "", label: "What a plan costs", formula: "closed form", internal: true };
  const { model, moments, conversations, byMonth } = of;
  const cost = figure({
    ...facts,
    of: { model, moments, conversations },
    by: ({ model, moments: { costUsd }, conversations }): PlanCost => ({
      model,
      meanUsd: costUsd.mean,
      sdUsd: costUsd.sd,
      conversations,
      byMonth: [],
    }),
  });
  if (!byMonth) return cost;
  return figure({ ...facts, of: { cost, byMonth }, by: (x): PlanCost => ({ ...x.cost, byMonth: x.byMonth }) });
}
