import { exactSums } from "./exact-sums.ts";
import { BLOCK, type Kernel, type KernelJob, type Sums } from "./job.ts";
import { addSums, filledCells, REPLICATES, type Replicate, type Tally } from "./tally.ts";
import { twinKernel } from "./twin.ts";
import { wasmAvailable, wasmKernel } from "./wasm.ts";

/** Blocks `firstBlock` … `firstBlock + blocks − 1` of a run of `conversations`; the run's last block may be cut short. */
export interface BlockRange {
  readonly firstBlock: number;
  readonly blocks: number;
  readonly conversations: number;
}

/** Adds up ranges of a job's blocks. */
export interface Simulator {
  add(range: BlockRange): void;
  /** What was added since the last call. */
  collect(): Tally;
}

/** Where a job runs: the WebAssembly kernel where there is one and it can, or always its twin. */
export type KernelChoice = "fastest" | "typescript";

/** The kernel for a job. */
const kernelFor = (job: KernelJob, choice: KernelChoice = "fastest"): Kernel =>
  choice === "fastest" && job.fits32 && wasmAvailable() ? wasmKernel(job) : twinKernel(job);

/**
 * A block belongs to replicate `block mod 32`. A run of 32 blocks or fewer has too few of them: there, the slots of a
 * block are dealt to the replicates, by their remainder (Sobol points in runs of 32, each a net of its own).
 */
export function simulatorFor(job: KernelJob, choice: KernelChoice = "fastest"): Simulator {
  const kernel = kernelFor(job, choice);
  let replicates = Array.from({ length: REPLICATES }, collector);
  const one = (block: number, count: number, replicateOf: (slot: number) => number): void => {
    const { slots, input, output, tokens } = kernel.draw(block);
    const { offset, perInput, perOutput, cells } = job.histogram;
    for (let i = 0; i < BLOCK; i++) {
      const slot = slots[i] as number;
      if (slot >= count) continue;
      const x = input[i] as number;
      const y = output[i] as number;
      const cell = Math.max(0, Math.min(Math.trunc(offset + perInput * x + perOutput * y), cells - 1));
      replicates[replicateOf(slot)]?.add(x, y, cell, tokens && [tokens.input[i] as number, tokens.output[i] as number]);
    }
  };
  return {
    add({ firstBlock, blocks, conversations }) {
      const whole = Math.floor(conversations / BLOCK);
      const end = Math.min(firstBlock + blocks, Math.ceil(conversations / BLOCK));
      if (conversations <= REPLICATES * BLOCK) {
        const replicateOf =
          job.sampling === "sobol" ? (slot: number) => slot >>> 5 : (slot: number) => slot & (REPLICATES - 1);
        for (let block = firstBlock; block < end; block++) one(block, conversations - block * BLOCK, replicateOf);
        return;
      }
      const wholeEnd = Math.min(end, whole);
      for (let first = firstBlock; first < Math.min(wholeEnd, firstBlock + REPLICATES); first++) {
        let left = Math.ceil((wholeEnd - first) / REPLICATES);
        for (let from = first; left > 0; from += AT_ONCE * REPLICATES, left -= AT_ONCE) {
          const count = Math.min(left, AT_ONCE);
          const replicate = replicates[first % REPLICATES];
          if (replicate)
            replicate.merge(count, kernel.run(from, REPLICATES, count, replicate.dense(job.histogram.cells)));
        }
      }
      if (firstBlock <= whole && whole < end) one(whole, conversations - whole * BLOCK, () => whole % REPLICATES);
    },
    collect() {
      const tally = replicates.map((replicate) => replicate.collect(job.histogram.cells));
      replicates = Array.from({ length: REPLICATES }, collector);
      return tally;
    },
  };
}

/** Blocks that a kernel adds up in one call; its 64-bit sums hold for 2^20. */
const AT_ONCE = 256;

interface Collector {
  add(input: number, output: number, cell: number, tokens?: readonly [number, number]): void;
  merge(blocks: number, sums: Sums): void;
  /** The full histogram that a kernel counts into. */
  dense(cells: number): Float64Array;
  collect(cells: number): Replicate;
}

/** Few conversations are kept as a list of cells, many as a full histogram. */
function collector(): Collector {
  const exact = exactSums();
  const exactTokens = exactSums();
  const listed: number[] = [];
  let merged: Sums = [];
  let conversations = 0;
  let withTokens = false;
  let full: Float64Array | undefined;
  const dense = (cells: number): Float64Array => {
    full ??= new Float64Array(cells);
    return full;
  };
  return {
    dense,
    add(input, output, cell, tokens) {
      exact.add(input, output);
      if (tokens) exactTokens.add(...tokens);
      withTokens ||= tokens !== undefined;
      listed.push(cell);
      conversations++;
    },
    merge(blocks, sums) {
      merged = addSums(merged, sums);
      conversations += blocks * BLOCK;
    },
    collect(cells) {
      const sums = addSums(merged, withTokens ? [...exact.sums(), ...exactTokens.sums()] : exact.sums());
      if (full === undefined) return { conversations, sums, ...runs(listed) };
      const counts = dense(cells);
      for (const cell of listed) counts[cell] = (counts[cell] as number) + 1;
      return { conversations, sums, ...filledCells(counts) };
    },
  };
}

/** Cells in order with how often each is listed. */
function runs(listed: readonly number[]): Pick<Replicate, "cells" | "counts"> {
  const times = new Map<number, number>();
  for (const cell of listed) times.set(cell, (times.get(cell) ?? 0) + 1);
  const cells = Uint32Array.from(times.keys()).sort();
  return { cells, counts: Float64Array.from(cells, (cell) => times.get(cell) ?? 0) };
}
