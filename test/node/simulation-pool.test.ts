import { describe, expect, it } from "vitest";
import { simulationJob } from "../../src/analysis/conversation/simulation-job.ts";
import { simulatorFor } from "../../src/kernel/simulator.ts";
import type { Tally } from "../../src/kernel/tally.ts";
import { simulationPool } from "../../src/node/simulation-pool.ts";
import { WorkerError } from "../../src/node/worker-error.ts";
import { published } from "../analysis/conversation/published.ts";

const { job } = simulationJob(published, { seed: 3, sampling: "stratified", sampler: "monotone" });
const script = new URL("../../scripts/typescript-worker.mjs", import.meta.url);
const conversations = 300_000;
const range = { firstBlock: 0, blocks: 293, conversations };

const text = (tally: Tally): string =>
  JSON.stringify(tally, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );

describe("a pool of threads", () => {
  it("gives the same bytes with 1, 2 and 8 threads as without any", { timeout: 60_000 }, async () => {
    const here = simulatorFor(job);
    here.add(range);
    const expected = text(here.collect());
    for (const threads of [1, 2, 8]) {
      const pool = simulationPool(job, threads, { script });
      let done = 0;
      await pool.add(range, (added) => {
        done += added;
      });
      const tally = await pool.collect();
      await pool.close();
      expect(text(tally) === expected, `${threads} threads`).toBe(true);
      expect(done).toBe(293 * 1024);
    }
  });

  it("says so when a worker dies, and what comes after fails too", { timeout: 60_000 }, async () => {
    const dying = new URL(
      `data:text/javascript,${encodeURIComponent('import { parentPort } from "node:worker_threads"; parentPort.on("message", () => process.exit(7));')}`,
    );
    const pool = simulationPool(job, 2, { script: dying });
    await expect(pool.add(range)).rejects.toThrow(WorkerError);
    await expect(pool.collect()).rejects.toThrow("a worker ended before its work was done (exit code 7)");
    await pool.close();
  });

  it("says so when a worker cannot start", { timeout: 60_000 }, async () => {
    const pool = simulationPool(job, 2, { script: new URL("file:///no/such/worker.mjs") });
    await expect(pool.add(range)).rejects.toThrow("a worker failed: Cannot find module");
    await pool.close();
  });
});
