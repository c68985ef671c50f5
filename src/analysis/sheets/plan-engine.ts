import type { KernelJob } from "../../kernel/job.ts";
import { type SimulationRunner, simulate } from "../conversation/monte-carlo.ts";
import type { Plan } from "../plan.ts";
import type { ConversationEngine } from "./conversation.ts";

/**
 * Exact, but for a conversation under a policy, which is simulated here and now.
 *
 * @param runnerFor what runs a job's blocks; analysis is handed it
 * @param conversations how many are simulated; the usual number gives standard errors of about a thousandth
 */
export function planEngine(
  { conversation }: Plan,
  seed: number,
  runnerFor: (job: KernelJob) => SimulationRunner,
  conversations: number = USUAL_CONVERSATIONS,
): ConversationEngine {
  if (conversation?.policy === undefined) return { kind: "exact" };
  const options = { conversations, seed, sampler: "monotone", sampling: "stratified" } as const;
  return { kind: "monte-carlo", seed, simulate: (model) => simulate(model, options, runnerFor) };
}

const USUAL_CONVERSATIONS = 65_536;
