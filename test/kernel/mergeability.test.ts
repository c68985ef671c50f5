import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simulationJob } from "../../src/analysis/conversation/simulation-job.ts";
import type { Sampling } from "../../src/kernel/job.ts";
import { simulatorFor } from "../../src/kernel/simulator.ts";
import { mergeTallies, type Tally } from "../../src/kernel/tally.ts";
import { published } from "../analysis/conversation/published.ts";
import { samplings } from "./jobs.ts";

const jobs = new Map(
  samplings.map((sampling) => [sampling, simulationJob(published, { seed: 5, sampling, sampler: "fast" }).job]),
);

function tallyOf(sampling: Sampling, conversations: number, parts: readonly (readonly [number, number])[]): Tally {
  const job = jobs.get(sampling);
  if (!job) throw new Error(sampling);
  const tallies = parts.map(([from, to]) => {
    const simulator = simulatorFor(job);
    simulator.add({ firstBlock: from, blocks: to - from, conversations });
    return simulator.collect();
  });
  return tallies.reduce(mergeTallies);
}

const text = (tally: Tally): string =>
  JSON.stringify(tally, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );

describe("any split in any order", () => {
  it("gives the same bytes", () => {
    const sizes = fc.integer({ min: 4, max: 90_000 });
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 });
    const run = fc.property(
      fc.constantFrom(...samplings),
      sizes,
      shares,
      fc.nat(1000),
      (sampling, size, cuts, order) => {
        const blocks = Math.ceil(size / 1024);
        const ends = [0, ...cuts.map((cut) => Math.round(cut * blocks)), blocks].sort((a, b) => a - b);
        const parts = ends
          .slice(1)
          .map((end, i) => ({ part: [ends[i] ?? 0, end] as const, key: (i * 7919 + order) % 31 }));
        const shuffled = parts.sort((a, b) => a.key - b.key).map(({ part }) => part);
        const whole = tallyOf(sampling, size, [[0, blocks]]);
        expect(text(tallyOf(sampling, size, shuffled)) === text(whole)).toBe(true);
        expect(whole.reduce((sum, replicate) => sum + replicate.conversations, 0)).toBe(size);
      },
    );
    fc.assert(run, { numRuns: 40, seed: 11 });
  });
});

describe("the TypeScript kernel", () => {
  it.each(samplings)("gives the bytes of the WebAssembly kernel for a run that ends within a block, %s", (sampling) => {
    const job = jobs.get(sampling);
    if (!job) throw new Error(sampling);
    const [a, b] = (["fastest", "typescript"] as const).map((choice) => {
      const simulator = simulatorFor(job, choice);
      simulator.add({ firstBlock: 0, blocks: 40, conversations: 40_000 });
      return text(simulator.collect());
    });
    expect(a === b).toBe(true);
  });
});
