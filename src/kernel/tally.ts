import type { Sums } from "./job.ts";

/** What is kept of one replicate: whole numbers only, so that adding two gives the same bits in any order. */
export interface Replicate {
  readonly conversations: number;
  readonly sums: Sums;
  /** Cells of the histogram that are not empty, in order, and how many conversations each holds. */
  readonly cells: Uint32Array;
  readonly counts: Float64Array;
}

/** What is kept of a run, or of a part of one. */
export type Tally = readonly Replicate[];

/** Independent replicates of a run, whose spread gives standard errors. */
export const REPLICATES = 32;

/** The tally of the conversations of two tallies that have none in common. */
export function mergeTallies(a: Tally, b: Tally): Tally {
  return a.map((left, r) => {
    const right = b[r];
    return right ? mergeReplicates(left, right) : left;
  });
}

/** The replicate of the conversations of two replicates. */
export function mergeReplicates(a: Replicate, b: Replicate): Replicate {
  const most = a.cells.length + b.cells.length;
  const cells = new Uint32Array(most);
  const counts = new Float64Array(most);
  let size = 0;
  for (let i = 0, j = 0; i < a.cells.length || j < b.cells.length; size++) {
    const left = a.cells[i] ?? Infinity;
    const right = b.cells[j] ?? Infinity;
    cells[size] = Math.min(left, right);
    counts[size] = (left <= right ? (a.counts[i++] as number) : 0) + (right <= left ? (b.counts[j++] as number) : 0);
  }
  return {
    conversations: a.conversations + b.conversations,
    sums: addSums(a.sums, b.sums),
    cells: cells.slice(0, size),
    counts: counts.slice(0, size),
  };
}

/** Sums of different conversations, added up; none are as good as zeros. */
export const addSums = (a: Sums, b: Sums): Sums =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0n) + (b[i] ?? 0n));

/** The cells of a full histogram that are not empty. */
export function filledCells(all: Float64Array): Pick<Replicate, "cells" | "counts"> {
  const filled = all.reduce((n, count) => n + (count > 0 ? 1 : 0), 0);
  const cells = new Uint32Array(filled);
  const counts = new Float64Array(filled);
  let at = 0;
  all.forEach((count, cell) => {
    if (count === 0) return;
    cells[at] = cell;
    counts[at++] = count;
  });
  return { cells, counts };
}
