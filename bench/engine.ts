/** This engine's rows: one thread by its processor time, several by the clock. */
import type { ConversationModel } from "../src/analysis/conversation/model.ts";
import type { Sampler } from "../src/analysis/conversation/prepared-draws.ts";
import { simulationOf } from "../src/analysis/conversation/simulation.ts";
import { simulationJob } from "../src/analysis/conversation/simulation-job.ts";
import { type KernelChoice, simulatorFor } from "../src/kernel/simulator.ts";
import { simulationPool } from "../src/node/simulation-pool.ts";
import type { RunResult } from "./run-result.ts";

export interface EngineRow {
  readonly name: string;
  readonly conversations: number;
  readonly run: () => Promise<RunResult>;
}

const WORKER = new URL("../scripts/typescript-worker.mjs", import.meta.url);

interface Setting {
  readonly model: ConversationModel;
  readonly sampler: Sampler;
  readonly kernel: KernelChoice;
  readonly threads: number;
  readonly conversations: number;
}

export function engineRow(name: string, setting: Setting): EngineRow {
  const { model, sampler, kernel, threads, conversations } = setting;
  const job = simulationJob(model, { seed: 1, sampling: "stratified", sampler });
  const range = { firstBlock: 0, blocks: Math.ceil(conversations / 1024), conversations };
  const resultOf = (tally: Parameters<typeof simulationOf>[0], seconds: number): RunResult => {
    const { costUsd } = simulationOf(tally, job, model);
    const conversationsPerSecond = conversations / seconds;
    return { conversationsPerSecond, mean: costUsd.mean.value, p95: costUsd.quantile(0.95).value };
  };
  const one = (): RunResult => {
    const start = process.cpuUsage();
    const simulator = simulatorFor(job.job, kernel);
    simulator.add(range);
    const tally = simulator.collect();
    const { user, system } = process.cpuUsage(start);
    return resultOf(tally, (user + system) / 1e6);
  };
  const several = async (): Promise<RunResult> => {
    const pool = simulationPool(job.job, threads, { kernel, script: WORKER });
    await pool.add({ ...range, blocks: 64 * threads });
    await pool.collect();
    const start = performance.now();
    await pool.add(range);
    const tally = await pool.collect();
    const seconds = (performance.now() - start) / 1000;
    await pool.close();
    return resultOf(tally, seconds);
  };
  return { name, conversations, run: async () => (threads === 1 ? one() : several()) };
}
