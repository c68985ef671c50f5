import { cipherOf } from "./cipher.ts";
import { GIVEN_TURNS, givenWords } from "./given-words.ts";
import { BLOCK, type Kernel, type KernelJob, type MessageDraws, type NormalDraws, type Sums } from "./job.ts";
import { MODULE_BASE64 } from "./module.ts";

/**
 * The kernel in WebAssembly with 128-bit vectors, for one job.
 *
 * A policy has branches that differ from lane to lane, so vectors would not pay there: it is simulated by the twin.
 *
 * @throws RangeError for a policy, and when the job's sums can leave 32 bits
 */
export function wasmKernel(job: KernelJob): Kernel {
  if (!job.fits32 || job.draws.kind === "policy")
    throw new RangeError("a policy, or sums that leave 32 bits; expected a job for the WebAssembly kernel");
  const { exports } = new WebAssembly.Instance(compiled(), {});
  const { memory, draw, run } = exports as unknown as KernelExports;
  const place = placed(job, job.draws, memory);
  const given = givenWords(job, cipherOf(job.key));
  const slots = new Uint32Array(memory.buffer, SLOTS, BLOCK);
  const input = new Int32Array(memory.buffer, INPUTS, BLOCK);
  const output = new Int32Array(memory.buffer, OUTPUTS, BLOCK);
  const words = new Uint32Array(memory.buffer, WORDS, BLOCK);
  const messageWords = new Uint32Array(memory.buffer, place.givenWords, 2 * given.turns * BLOCK);
  const sums = new BigInt64Array(memory.buffer, SUMS, 8);
  const cells = new Uint32Array(memory.buffer, place.histogram, job.histogram.cells);
  const giveWords = (block: number): void => {
    if (job.sampling !== "sobol") return;
    given.prepare(block);
    for (let slot = 0; slot < BLOCK; slot++) {
      words[slot] = given.turnWord(slot, 0);
      for (let d = 0; d < 2 * given.turns; d++) messageWords[d * BLOCK + slot] = given.word(d + 1, slot);
    }
  };
  return {
    draw(block) {
      giveWords(block);
      draw((block * BLOCK) | 0, Math.floor((block * BLOCK) / 2 ** 32) | 0);
      return { slots, input, output };
    },
    run(first, stride, blocks, counts) {
      sums.fill(0n);
      cells.fill(0);
      if (job.sampling !== "sobol") run(first, stride, blocks, place.histogram);
      else {
        for (let i = 0; i < blocks; i++) {
          giveWords(first + i * stride);
          run(first + i * stride, stride, 1, place.histogram);
        }
      }
      for (let i = 0; i < cells.length; i++) counts[i] = (counts[i] as number) + (cells[i] as number);
      return joined(sums);
    },
  };
}

/** Whether this machine's WebAssembly has 128-bit vectors. */
export function wasmAvailable(): boolean {
  try {
    return WebAssembly.validate(bytesOf(MODULE_BASE64));
  } catch {
    return false;
  }
}

/** The two things of the standard that are used, since neither Node's nor the language's own types declare them. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  validate(bytes: Uint8Array): boolean;
};
declare const atob: (text: string) => string;

interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  draw(low: number, high: number): void;
  run(first: number, stride: number, blocks: number, histogram: number): void;
}

let module: object | undefined;

function compiled(): object {
  module ??= new WebAssembly.Module(bytesOf(MODULE_BASE64));
  return module;
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

// Fixed places, and fields of the head; the same as in assembly/kernel.ts.
const COST = 192;
const SUMS = 256;
const SLOTS = 1024;
const WORDS = 5120;
const INPUTS = 9216;
const OUTPUTS = 13312;
const TABLES = 21504;
const MODES = { stratified: 0, iid: 1, sobol: 2 } as const;

interface Places {
  readonly givenWords: number;
  readonly histogram: number;
}

/** Writes head and tables, grows the memory to fit. */
function placed(job: KernelJob, draws: MessageDraws | NormalDraws, memory: KernelExports["memory"]): Places {
  const { histogram } = job;
  const messages = draws.kind === "messages";
  const tables = messages ? [job.turns, draws.user, draws.reply] : [job.turns, draws.normal];
  const facts = messages ? Int32Array.from(draws.base) : draws.facts;
  const given = messages ? 2 * GIVEN_TURNS * BLOCK : 2 * BLOCK;
  const arrays = [facts, ...tables.flatMap(({ entries, ends }) => [entries, ends])];
  let end = TABLES;
  // What two tables have in common stands once, so that it takes half the cache.
  const places = new Map<object, number>();
  const starts = arrays.map((array) => {
    const start = places.get(array) ?? end;
    places.set(array, start);
    if (start === end) end = aligned(end + array.byteLength);
    return start;
  });
  const givenAt = end;
  const histogramAt = aligned(givenAt + 4 * given);
  const bytes = histogramAt + 4 * histogram.cells;
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / 65_536);
  if (missing > 0) memory.grow(missing);
  arrays.forEach((array, i) => {
    new Uint8Array(memory.buffer).set(
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
      starts[i] as number,
    );
  });
  const head = new Int32Array(memory.buffer, 0, 48);
  head.set(job.key, 0);
  const [factsAt] = starts;
  const givenTurns = job.sampling === "sobol" ? (messages ? GIVEN_TURNS : 1) : 0;
  const kind = tables[1]?.kind === "alias" ? 1 : 0;
  const lastReply = messages ? draws.lastReply : 0;
  const cut = messages ? draws.cutBits : draws.cut ? 0 : -1;
  head.set(
    [
      MODES[job.sampling],
      kind,
      lastReply,
      messages ? 0 : 1,
      cut,
      givenTurns,
      givenAt,
      factsAt as number,
      histogram.cells,
    ],
    4,
  );
  tables.forEach(({ bits, last }, i) => {
    head.set([starts[2 * i + 1] as number, bits, starts[2 * i + 2] as number, last], 16 + 4 * i);
  });
  new Float64Array(memory.buffer, COST, 3).set([histogram.perInput, histogram.perOutput, histogram.offset]);
  return { givenWords: givenAt, histogram: histogramAt };
}

const aligned = (place: number): number => Math.ceil(place / 16) * 16;

function joined(sums: BigInt64Array): Sums {
  const at = (i: number): bigint => sums[i] as bigint;
  const join = (low: number): bigint => (at(low + 1) << 32n) + at(low);
  return [at(0), at(1), join(2), join(4), join(6)];
}
