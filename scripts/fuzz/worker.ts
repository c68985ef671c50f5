/** One reader under the loop; tells its parent what it finds. Each message is an object with one key. */
import { parentPort, workerData } from "node:worker_threads";
import type { Reader } from "../../test/fuzz/reader.ts";
import { fuzzFor } from "./coverage-loop.ts";
import { chanceFrom } from "./mutations.ts";

export interface FuzzOrder {
  /** The instrumented bundle. */
  readonly module: string;
  readonly reader: string;
  readonly milliseconds: number;
  readonly seed: number;
  readonly words: readonly string[];
  readonly corpus: readonly Uint8Array[];
  readonly counters: number;
  /** How many runs have begun, then the length and the bytes of the input that is being read. */
  readonly watched: SharedArrayBuffer;
}

const { module, reader, milliseconds, seed, words, corpus, counters, watched } = workerData as FuzzOrder;
const hits = new Uint8Array(Math.ceil(counters / 8) * 8);
Object.assign(globalThis, { fuzzHits: hits });
const { READERS } = (await import(module)) as { readonly READERS: readonly Reader[] };
const target = READERS.find(({ name }) => name === reader);
if (!target) throw new Error(`no reader ${reader}`);

const encoder = new TextEncoder();
const [head, body] = [new Int32Array(watched, 0, 2), new Uint8Array(watched, 8)];
const seeds = target.seeds().map((given) => (typeof given === "string" ? encoder.encode(given) : given));
const result = await fuzzFor(
  milliseconds,
  { seeds: [...seeds, ...corpus], words: words.map((word) => encoder.encode(word)), read: target.read },
  hits,
  chanceFrom(seed),
  {
    begins(input) {
      body.set(input.subarray(0, body.length));
      head[1] = Math.min(input.length, body.length);
      Atomics.add(head, 0, 1);
    },
    found: (finding) => parentPort?.postMessage({ finding }),
    kept: (kept) => parentPort?.postMessage({ kept }),
  },
);
parentPort?.postMessage({ result });
