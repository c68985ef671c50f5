import { describe, expect, it } from "vitest";
import type { DrawnBlock, Kernel } from "../../src/kernel/job.ts";
import { twinKernel } from "../../src/kernel/twin.ts";
import { wasmKernel } from "../../src/kernel/wasm.ts";
import { everyJob } from "./jobs.ts";

const bySlot = ({ slots, input, output }: DrawnBlock) => {
  const found = new Map<number, readonly [number, number]>();
  for (let i = 0; i < 1024; i++) found.set(slots[i] as number, [input[i] as number, output[i] as number]);
  return Array.from({ length: 1024 }, (_, slot) => found.get(slot));
};

const run = (kernel: Kernel, cells: number, first: number, stride: number, blocks: number) => {
  const counts = new Float64Array(cells);
  const sums = kernel.run(first, stride, blocks, counts);
  return { sums, counts: Array.from(counts) };
};

describe.each(everyJob)("%s", (_, job) => {
  it("has the same bits in WebAssembly and in TypeScript", () => {
    const wasm = wasmKernel(job);
    const twin = twinKernel(job);
    // The first block, one whose numbers need more than 32 bits, and one far beyond.
    for (const block of [0, 2 ** 22 + 1, 2 ** 26 + 7]) {
      const expected = bySlot(twin.draw(block));
      expect(bySlot(wasm.draw(block))).toEqual(expected);
      expect(expected.every((pair) => pair !== undefined)).toBe(true);
    }
    const { cells } = job.histogram;
    expect(run(wasm, cells, 5, 3, 4)).toEqual(run(twin, cells, 5, 3, 4));
  });

  it("adds up runs to the same as their parts", () => {
    const kernel = wasmKernel(job);
    const { cells } = job.histogram;
    const all = run(kernel, cells, 32, 32, 4);
    const a = run(kernel, cells, 32, 32, 1);
    const b = run(kernel, cells, 64, 32, 3);
    expect(all.sums).toEqual(a.sums.map((sum, i) => sum + (b.sums[i] ?? 0n)));
    expect(all.counts).toEqual(a.counts.map((count, i) => count + (b.counts[i] ?? 0)));
    expect(all.counts.reduce((sum, count) => sum + count, 0)).toBe(4 * 1024);
  });
});

describe("a kernel's exact sums", () => {
  it("are those of big integers", () => {
    const job = everyJob[0]?.[1];
    if (!job) throw new Error("no job");
    const kernel = wasmKernel(job);
    const { input, output } = kernel.draw(9);
    const expected = [0n, 0n, 0n, 0n, 0n];
    for (let i = 0; i < 1024; i++) {
      const [x, y] = [BigInt(input[i] as number), BigInt(output[i] as number)];
      [x, y, x * x, x * y, y * y].forEach((term, k) => {
        expected[k] = (expected[k] ?? 0n) + term;
      });
    }
    expect(kernel.run(9, 1, 1, new Float64Array(job.histogram.cells))).toEqual(expected);
  });

  it("are exact beyond 32 bits, where only the twin runs", async () => {
    const { exactSums } = await import("../../src/kernel/exact-sums.ts");
    const sums = exactSums();
    const x = 2 ** 41 + 12_345;
    const y = -(2 ** 40) + 7;
    for (let i = 0; i < 3000; i++) sums.add(x, y);
    const [a, b] = [BigInt(x), BigInt(y)];
    expect(sums.sums()).toEqual([a, b, a * a, a * b, b * b].map((term) => 3000n * term));
  });
});
