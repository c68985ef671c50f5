import { describe, expect, it } from "vitest";
import { cipherOf } from "../../src/kernel/cipher.ts";
import { type DrawTable, type KernelJob, PURPOSE } from "../../src/kernel/job.ts";
import { twinKernel } from "../../src/kernel/twin.ts";
import { threefry4x32 } from "../../src/math/threefry.ts";
import { everyJob } from "./jobs.ts";

/**
 * The simulation as it would be written without a thought for speed: it keeps a list of messages, and bills each
 * request by adding up what it sends. Only the random words and the tables are shared with the kernel.
 */
function naive(job: KernelJob, id: number, turnWord: (own: number) => number): { input: number; output: number } {
  const { draws } = job;
  if (draws.kind !== "messages") throw new Error("drawn message by message only");
  const state = new Uint32Array(4);
  threefry4x32(...job.key)(id % 2 ** 32, Math.floor(id / 2 ** 32), PURPOSE.draws, 0, state, 1);
  let [a, b, c, counter] = Array.from(state, (word) => BigInt(word)) as [bigint, bigint, bigint, bigint];
  const u32 = (x: bigint): bigint => BigInt.asUintN(32, x);
  const next = (): number => {
    const word = u32(a + b + counter);
    counter = u32(counter + 1n);
    a = b ^ (b >> 9n);
    b = u32(c + (c << 3n));
    c = u32((u32(c << 21n) | (c >> 11n)) + word);
    return Number(word);
  };
  const turns = value(job.turns, turnWord(next()));
  const sent: number[] = [];
  let input = 0;
  let output = 0;
  for (let turn = 0; turn < turns; turn++) {
    sent.push(value(draws.user, next()));
    const reply = value(draws.reply, next());
    for (const message of sent) input += message;
    if (draws.lastReply === 1) input += reply;
    sent.push(reply);
    output += reply;
  }
  const unit = 2 ** draws.cutBits;
  const cut = (x: number): number => Math.trunc(x / unit) * unit;
  const base = (i: number): number => draws.base[2 * turns + i] ?? Number.NaN;
  return { input: cut(input + base(0)), output: cut(output + base(1)) };
}

/** A table read as its description says, without shifts. */
function value({ kind, bits, entries, ends, last }: DrawTable, word: number): number {
  const place = Math.floor(word / 2 ** (32 - bits));
  const rest = (word * 2 ** bits) % 2 ** 32;
  const entry = entries[place] ?? Number.NaN;
  const number = ((entry % 65_536) + 65_536) % 65_536;
  const threshold = entry - number;
  if (kind === "alias") return (rest < 2 ** 31 ? rest : rest - 2 ** 32) < threshold ? place : number;
  if (entry >= 0) return Math.floor(rest / 2) < threshold ? number - 1 : number;
  const found = ends.findIndex((end, i) => i >= number && word < end);
  return found < 0 ? last : found;
}

const independent = everyJob.filter(([title, job]) => title.includes("iid") && job.draws.kind === "messages");

describe.each(independent)("%s", (_, job) => {
  it("bills what a naive simulation bills on the same draws, to the token", () => {
    const block = 2 ** 23 + 3;
    const { slots, input, output } = twinKernel(job).draw(block);
    for (let i = 0; i < 1024; i += 3) {
      const { input: x, output: y } = naive(job, block * 1024 + (slots[i] as number), (own) => own);
      expect([input[i], output[i]]).toEqual([x, y]);
    }
  });
});

describe("the kernel's cipher", () => {
  it("is Threefry4x32-20 as math has it, whose known answers are tested there", () => {
    const key = [7, -1, 0x243f6a88, 99] as const;
    const ours = new Int32Array(4);
    const known = new Uint32Array(4);
    for (const [c0, c1, c2, c3] of COUNTERS) {
      cipherOf(key)(c0, c1, c2, c3, ours);
      threefry4x32(...key)(c0, c1, c2, c3, known, 1);
      expect(Array.from(ours, (word) => word >>> 0)).toEqual(Array.from(known));
    }
  });
});

const COUNTERS = [
  [0, 0, 0, 0],
  [-1, 5, 2 ** 31 - 1, -(2 ** 31)],
  [1, 2, 3, 4],
] as const;
