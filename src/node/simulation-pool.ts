/**
 * Runs a simulation job on some threads. Which thread adds which blocks makes no difference to the result: tallies are
 * whole numbers.
 */
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { KernelJob } from "../kernel/job.ts";
import { type BlockRange, type KernelChoice, simulatorFor } from "../kernel/simulator.ts";
import { mergeTallies, type Tally } from "../kernel/tally.ts";
import type { WorkerOrder, WorkerStart } from "./simulation-worker.ts";
import { asker } from "./worker-ask.ts";

export interface SimulationPool {
  /** Adds a range; other ranges may follow. */
  add(range: BlockRange, onProgress?: (conversations: number) => void): Promise<void>;
  /** What was added since the last call. */
  collect(): Promise<Tally>;
  close(): Promise<void>;
  /** Ids of the threads. */
  readonly threadIds: readonly number[];
}

/**
 * One thread means this one, which still lets signals through between pieces; more are workers.
 *
 * @throws WorkerError from `add` and `collect`, when a worker dies
 */
export function simulationPool(
  job: KernelJob,
  threads: number,
  { kernel = "fastest", script = SCRIPT }: { readonly kernel?: KernelChoice; readonly script?: URL } = {},
): SimulationPool {
  if (threads === 1) return ownThread(job, kernel);
  const start: WorkerStart = { job, kernel };
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(script, { workerData: start });
    return { worker, ask: asker<WorkerOrder>(worker) };
  });
  return {
    threadIds: workers.map(({ worker }) => worker.threadId),
    async add(range, onProgress) {
      const pieces = piecesOf(range, threads);
      await Promise.all(
        workers.map(async ({ ask }) => {
          for (let piece = pieces.next(); !piece.done; piece = pieces.next()) {
            await ask({ add: piece.value });
            onProgress?.(piece.value.blocks * 1024);
          }
        }),
      );
    },
    async collect() {
      const tallies = await Promise.all(workers.map(({ ask }) => ask("collect")));
      return (tallies as Tally[]).reduce(mergeTallies);
    },
    async close() {
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}

/** Compiled, beside this file. */
const SCRIPT = new URL("./simulation-worker.js", import.meta.url);

function ownThread(job: KernelJob, kernel: KernelChoice): SimulationPool {
  const simulator = simulatorFor(job, kernel);
  return {
    threadIds: [],
    async add(range, onProgress) {
      for (const piece of piecesOf(range, 1)) {
        simulator.add(piece);
        onProgress?.(piece.blocks * 1024);
        await setImmediate();
      }
    },
    collect: async () => simulator.collect(),
    close: async () => {},
  };
}

/** Pieces that start at whole rounds of replicates: some for each thread, none longer than a second or so. */
function* piecesOf({ firstBlock, blocks, conversations }: BlockRange, threads: number): Generator<BlockRange> {
  const size = Math.min(LONGEST, Math.max(ROUND, Math.ceil(blocks / (8 * threads) / ROUND) * ROUND));
  for (let from = firstBlock; from < firstBlock + blocks; from += size) {
    yield { firstBlock: from, blocks: Math.min(size, firstBlock + blocks - from), conversations };
  }
}

const ROUND = 32;
const LONGEST = 8192;
