import { Worker } from "node:worker_threads";
import { asker } from "./worker-ask.ts";

/**
 * Hands orders to workers and gives their answers in the order of the orders, whichever worker is quicker. Only a few
 * orders are under way at a time, so memory does not grow with their number.
 *
 * @param script the workers' code; each gets `start` as its data and answers one order at a time
 * @throws WorkerError when a worker dies
 */
export async function* orderedAnswers<Order>({
  script,
  start,
  threads,
  orders,
}: {
  readonly script: URL;
  readonly start: unknown;
  readonly threads: number;
  readonly orders: Iterable<Order>;
}): AsyncGenerator<unknown, void> {
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(script, { workerData: start });
    return { worker, ask: asker<Order>(worker), last: Promise.resolve() as Promise<unknown> };
  });
  const underWay: Promise<unknown>[] = [];
  let turn = 0;
  try {
    for (const order of orders) {
      const next = workers[turn++ % threads];
      if (!next) return;
      const answer = next.last.then(() => next.ask(order));
      // Whoever waits for the answer is told of its failure; the chain only goes on.
      next.last = answer.catch(() => {});
      underWay.push(answer);
      if (underWay.length >= AHEAD * threads) yield await underWay.shift();
    }
    while (underWay.length > 0) yield await underWay.shift();
  } finally {
    await Promise.all(workers.map(({ worker }) => worker.terminate()));
  }
}

/** Orders for each worker: one it works on, one that waits. */
const AHEAD = 2;
