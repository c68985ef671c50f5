import type { KernelJob } from "../../kernel/job.ts";
import { hasExactLaw } from "./cached-cost.ts";
import type { CostDistribution } from "./cost-distribution.ts";
import { conversationCost } from "./exact.ts";
import type { ConversationModel } from "./model.ts";
import { type SimulationRunner, simulate } from "./monte-carlo.ts";
import { simulatedTotal } from "./simulated-total.ts";

/** The law of one conversation's cost for charts: exact, or from 8,192 simulated conversations. */
export const drawnLaw =
  (seed: number, runnerFor: (job: KernelJob) => SimulationRunner) =>
  (model: ConversationModel): CostDistribution => {
    if (hasExactLaw(model)) return conversationCost(model);
    const options = { conversations: 8192, seed, sampler: "monotone", sampling: "stratified" } as const;
    return simulatedTotal(simulate(model, options, runnerFor).costUsd, 1);
  };
