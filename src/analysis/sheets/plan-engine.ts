import type { KernelJob } from "../../kernel/job.ts";
import { ReferenceFault } from "../combination.ts";
import { hasExactLaw } from "../conversation/cached-cost.ts";
import { type SimulationRunner, simulate } from "../conversation/monte-carlo.ts";
import { evaluate } from "../evaluate.ts";
import type { ConversationAssumptions } from "../plan/conversation-assumptions.ts";
import type { Plan } from "../plan/plan.ts";
import { uncertainLeavesOf } from "../uncertainty.ts";
import { type ConversationEngine, conversationModelOf } from "./conversation.ts";

/**
 * Exact, but for a conversation under a policy, or with a cache whose law no formula knows: these are simulated here and
 * now. Of many drawn plans each gets fewer: their spread hides the noise, and the control variate takes most of it.
 *
 * @param runnerFor what runs a job's blocks; analysis is handed it
 * @param conversations how many are simulated; the usual number gives standard errors of about a thousandth
 */
export function planEngine(
  { conversation }: Plan,
  seed: number,
  runnerFor: (job: KernelJob) => SimulationRunner,
  conversations?: number,
): ConversationEngine {
  if (!conversation || isExact(conversation)) return { kind: "exact" };
  const uncertain = uncertainLeavesOf([conversationModelOf(conversation)]).length > 0;
  const usual = uncertain ? CONVERSATIONS_A_PLAN : USUAL_CONVERSATIONS;
  const options = { conversations: conversations ?? usual, seed, sampler: "monotone", sampling: "stratified" } as const;
  return { kind: "monte-carlo", seed, simulate: (model) => simulate(model, options, runnerFor) };
}

/** Whether the law of a plan's conversation is known, at the medians of its assumptions. */
export function isExact(conversation: ConversationAssumptions): boolean {
  if (conversation.policy) return false;
  if (!conversation.caching) return true;
  try {
    const model = conversationModelOf(conversation);
    return hasExactLaw(evaluate([model]).of(model));
  } catch (error) {
    // What the cache lacks is told where the plan is computed.
    if (error instanceof ReferenceFault) return true;
    throw error;
  }
}

const USUAL_CONVERSATIONS = 65_536;
const CONVERSATIONS_A_PLAN = 1024;
