/** A thread that adds up ranges of blocks of one job, and hands over what it has when asked. */
import { parentPort, workerData } from "node:worker_threads";
import type { KernelJob } from "../kernel/job.ts";
import { type BlockRange, type KernelChoice, simulatorFor } from "../kernel/simulator.ts";

/** What a worker is started with, told and tells. */
export interface WorkerStart {
  readonly job: KernelJob;
  readonly kernel: KernelChoice;
}
export type WorkerOrder = { readonly add: BlockRange } | "collect";

if (parentPort) {
  const port = parentPort;
  const { job, kernel } = workerData as WorkerStart;
  const simulator = simulatorFor(job, kernel);
  port.on("message", (order: WorkerOrder) => {
    if (order === "collect") port.postMessage(simulator.collect());
    else {
      simulator.add(order.add);
      port.postMessage("added");
    }
  });
}
