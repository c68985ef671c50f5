import { simulate } from "../analysis/conversation/monte-carlo.ts";
import type { Plan } from "../analysis/plan.ts";
import type { ConversationEngine } from "../analysis/sheets/conversation.ts";
import { simulatorFor } from "../kernel/simulator.ts";

export const EXACT: ConversationEngine = { kind: "exact" };

/** Exact, but for a conversation under a policy, which is simulated here and now. */
export function defaultEngine({ conversation }: Plan, seed: number): ConversationEngine {
  if (conversation?.policy === undefined) return EXACT;
  const options = { conversations: USUAL_CONVERSATIONS, seed, sampler: "monotone", sampling: "stratified" } as const;
  return { kind: "monte-carlo", seed, simulate: (model) => simulate(model, options, simulatorFor) };
}

/** Conversations simulated where nobody says how many: standard errors of about a thousandth. */
const USUAL_CONVERSATIONS = 65_536;
