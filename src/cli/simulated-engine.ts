import { availableParallelism } from "node:os";
import type { ConversationModel } from "../analysis/conversation/model.ts";
import { simulate } from "../analysis/conversation/monte-carlo.ts";
import type { Sampler } from "../analysis/conversation/prepared-draws.ts";
import { type Simulation, simulationOf } from "../analysis/conversation/simulation.ts";
import { type SimulationJob, simulationJob } from "../analysis/conversation/simulation-job.ts";
import { evaluate } from "../analysis/evaluate.ts";
import type { ConversationEngine } from "../analysis/sheets/conversation.ts";
import { planSheet } from "../analysis/sheets/plan-sheet.ts";
import { QUANTILES } from "../analysis/sheets/quantiles.ts";
import { uncertainLeavesOf } from "../analysis/uncertainty.ts";
import type { Sampling } from "../kernel/job.ts";
import { simulatorFor } from "../kernel/simulator.ts";
import { mergeTallies, type Tally } from "../kernel/tally.ts";
import { simulationPool } from "../node/simulation-pool.ts";
import { EXACT } from "./engine.ts";
import { UsageError } from "./exit.ts";
import { progressLine } from "./progress.ts";
import type { ReadPlan } from "./read-plan.ts";

/** How conversations are simulated. */
export interface SimulationSettings {
  readonly seed: number;
  readonly sampler: Sampler;
  readonly sampling: Sampling;
  readonly threads?: number;
  /** Largest relative standard error of the mean and the printed quantiles at which to stop. */
  readonly precision?: number;
}

/** The plan's conversation as a simulation takes it. */
export interface SimulatedPlan {
  readonly model: ConversationModel;
  readonly conversations: number;
  readonly job: SimulationJob;
}

/**
 * The simulated conversation of a plan. Where its assumptions have a spread, each drawn plan is simulated when it is
 * evaluated, in this thread.
 */
export async function simulatedEngine(read: ReadPlan, settings: SimulationSettings): Promise<ConversationEngine> {
  const { seed, sampler, sampling } = settings;
  const base = simulatedPlan(read, settings);
  if (base === "uncertain") {
    const options = { seed, sampler, sampling };
    return {
      kind: "monte-carlo",
      seed,
      simulate: (model, conversations) => simulate(model, { ...options, conversations }, simulatorFor),
    };
  }
  if (base === undefined) return EXACT;
  const simulation = await simulateInPool(base, settings);
  return { kind: "monte-carlo", seed, simulate: () => simulation };
}

/** The conversation to simulate; none where the plan has none, and not one where assumptions have a spread. */
export function simulatedPlan(
  { plan }: ReadPlan,
  settings: SimulationSettings,
): SimulatedPlan | "uncertain" | undefined {
  // The model is the same whatever the engine; this one lets a policy pass and is never run.
  const engine: ConversationEngine = { kind: "monte-carlo", seed: settings.seed, simulate: () => fail() };
  const node = planSheet({ title: plan.title, ...(plan.conversation && { conversation: plan.conversation }) }, engine);
  if (!plan.conversation || !node.conversationModel) return undefined;
  const wanted = [node.conversationModel, plan.conversation.conversations];
  if (uncertainLeavesOf(wanted).length > 0) return "uncertain";
  const values = evaluate(wanted);
  const model = values.of(node.conversationModel);
  const conversations = values.of(plan.conversation.conversations);
  if (conversations < FEWEST) throw new UsageError(`a simulation needs ${FEWEST} conversations or more`);
  return { model, conversations, job: simulationJob(model, settings) };
}

const FEWEST = 4;

const fail = (): never => {
  throw new Error("a model was asked for, not a simulation");
};

/** Tally of some blocks of a plan's conversations, on as many threads as pay. */
export async function tallyOf(
  { job, conversations }: SimulatedPlan,
  { threads }: SimulationSettings,
  range = { firstBlock: 0, blocks: Math.ceil(conversations / 1024) },
): Promise<Tally> {
  const size = range.blocks * 1024;
  const pool = simulationPool(job.job, threads ?? (size >= WORTH_THREADS ? availableParallelism() : 1));
  const progress = progressLine();
  let done = 0;
  try {
    await pool.add({ ...range, conversations }, (added) => {
      done += added;
      progress.show(`simulating, ${Math.floor((100 * done) / size)} %`);
    });
    return await pool.collect();
  } finally {
    progress.clear();
    await pool.close();
  }
}

/** Below this many conversations, starting threads takes longer than they save. */
const WORTH_THREADS = 1e7;

async function simulateInPool(base: SimulatedPlan, settings: SimulationSettings): Promise<Simulation> {
  const { precision } = settings;
  if (precision === undefined) return simulationOf(await tallyOf(base, settings), base.job, base.model);
  let tally: Tally | undefined;
  for (let from = 0, to = FIRST_BLOCKS; to <= MOST_BLOCKS; from = to, to *= 2) {
    const stage = { ...base, conversations: to * 1024 };
    const added = await tallyOf(stage, settings, { firstBlock: from, blocks: to - from });
    tally = tally ? mergeTallies(tally, added) : added;
    const simulation = simulationOf(tally, base.job, base.model);
    if (relativeError(simulation) <= precision) return simulation;
  }
  throw new UsageError(`a precision of ${100 * precision} % takes more than ${MOST_BLOCKS * 1024} conversations`);
}

/** Stages double, so that where a run stops does not depend on threads. */
const FIRST_BLOCKS = 64;
const MOST_BLOCKS = 2 ** 27;

/** The largest of the standard errors of the mean and the printed quantiles, each over its own value. */
function relativeError({ costUsd }: Simulation): number {
  const estimates = [costUsd.mean, ...Object.values(QUANTILES).map((p) => costUsd.quantile(p))];
  return Math.max(
    ...estimates.map(({ value, standardError }) => (standardError === 0 ? 0 : standardError / Math.abs(value))),
  );
}
