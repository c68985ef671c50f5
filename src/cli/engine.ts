import type { Plan } from "../analysis/plan/plan.ts";
import type { ConversationEngine } from "../analysis/sheets/conversation.ts";
import { planEngine } from "../analysis/sheets/plan-engine.ts";
import { simulatorFor } from "../kernel/simulator.ts";

export const EXACT: ConversationEngine = { kind: "exact" };

/** Exact where the law of a conversation is known; else it is simulated here and now. */
export const defaultEngine = (plan: Plan, seed: number): ConversationEngine => planEngine(plan, seed, simulatorFor);
