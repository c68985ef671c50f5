import type { KernelJob } from "../../kernel/job.ts";
import type { Tally } from "../../kernel/tally.ts";
import { requireWhole } from "../../math/parameters.ts";
import type { ConversationModel } from "./model.ts";
import { type Simulation, simulationOf } from "./simulation.ts";
import { type SimulationOptions, simulationJob } from "./simulation-job.ts";

/** What runs a job's blocks; analysis is handed it, since kernels and threads are not its business. */
export interface SimulationRunner {
  add(range: { readonly firstBlock: number; readonly blocks: number; readonly conversations: number }): void;
  collect(): Tally;
}

/**
 * Simulates conversations 0 … N − 1 here and now. Each depends on (seed, its number) alone, so a longer run begins with
 * the conversations of a shorter one. Memory does not grow with N.
 *
 * @param conversations N, 4 to 1e12
 */
export function simulate(
  model: ConversationModel,
  { conversations, ...options }: SimulationOptions & { readonly conversations: number },
  runnerFor: (job: KernelJob) => SimulationRunner,
): Simulation {
  requireWhole("conversations", conversations, 4, 1e12);
  const prepared = simulationJob(model, options);
  const runner = runnerFor(prepared.job);
  runner.add({ firstBlock: 0, blocks: Math.ceil(conversations / 1024), conversations });
  return simulationOf(runner.collect(), prepared, model);
}
