import type { ConversationModel } from "../../../src/analysis/conversation/model.ts";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import type { PlanCost } from "../../../src/analysis/risk/plan-cost.ts";
import { published } from "../conversation/published.ts";

/** A plan of the published conversation, with something else in it. */
export function planCost(conversations: number, change: Partial<ConversationModel> = {}): PlanCost {
  const model = { ...published, ...change };
  const { mean, sd } = conversationMoments(model).costUsd;
  return { model, meanUsd: mean, sdUsd: sd, conversations, byMonth: [] };
}
