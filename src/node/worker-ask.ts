import type { Worker } from "node:worker_threads";
import { WorkerError } from "./worker-error.ts";

/** One order at a time; the answer, or the reason why there will be none. */
export function asker<Order>(worker: Worker): (order: Order) => Promise<unknown> {
  let failure: WorkerError | undefined;
  let waiting: { readonly answer: (value: unknown) => void; readonly fail: (error: Error) => void } | undefined;
  const fail = (message: string): void => {
    failure ??= new WorkerError(message);
    waiting?.fail(failure);
  };
  worker.on("message", (value: unknown) => {
    const { answer } = waiting ?? {};
    waiting = undefined;
    answer?.(value);
  });
  worker.on("error", (error) => fail(`a worker failed: ${error.message}`));
  worker.on("exit", (code) => fail(`a worker ended before its work was done (exit code ${code})`));
  return (order) =>
    new Promise((answer, reject) => {
      if (failure) {
        reject(failure);
        return;
      }
      waiting = { answer, fail: reject };
      worker.postMessage(order);
    });
}
