/** A thread that computes points of a sweep. */
import { parentPort, workerData } from "node:worker_threads";
import type { SweptValue } from "../analysis/sweep/sweep-points.ts";
import { type SweepTask, sweepRunner } from "./sweep-task.ts";

export interface PointRange {
  readonly from: number;
  readonly to: number;
}

/** Rows, or what is wrong with a point. */
export type PointAnswer = { readonly rows: readonly (readonly SweptValue[])[] } | { readonly wrong: string };

if (parentPort) {
  const port = parentPort;
  const runner = sweepRunner(workerData as SweepTask);
  port.on("message", ({ from, to }: PointRange) => port.postMessage(answered(from, to)));

  function answered(from: number, to: number): PointAnswer {
    try {
      return { rows: runner.rows(from, to) };
    } catch (error) {
      return { wrong: error instanceof Error ? error.message : String(error) };
    }
  }
}
