/**
 * The coverage-guided loop: an input that makes a block run for the first time, or clearly more often than any before,
 * is kept and changed further. Runs in a worker, so that an input on which a reader never ends can be told.
 */
import { type Chance, mutated } from "./mutations.ts";

export interface Target {
  readonly seeds: readonly Uint8Array[];
  readonly words: readonly Uint8Array[];
  readonly read: (bytes: Uint8Array) => void | Promise<void>;
}

export interface Finding {
  readonly what: string;
  readonly input: Uint8Array;
}

export interface LoopEvents {
  /** Before each run, so that whoever watches knows the input. */
  readonly begins: (input: Uint8Array) => void;
  readonly found: (finding: Finding) => void;
  readonly kept: (input: Uint8Array) => void;
}

export interface LoopResult {
  readonly executions: number;
  /** For each counter, the sizes of counts seen, a bit each. */
  readonly seen: Uint8Array;
  readonly corpus: readonly { readonly input: Uint8Array; readonly adds: readonly string[] }[];
}

/** A reading of a few thousand characters that takes longer is a finding. */
const SLOW_MS = 2000;

/** @param hits the counters of the instrumented code */
export async function fuzzFor(
  milliseconds: number,
  { seeds, words, read }: Target,
  hits: Uint8Array,
  chance: Chance,
  events: LoopEvents,
): Promise<LoopResult> {
  const seen = new Uint8Array(hits.length);
  const wide = new Float64Array(hits.buffer, 0, hits.length >> 3);
  const corpus: { input: Uint8Array; adds: readonly string[] }[] = [];
  const told = new Set<string>();
  let executions = 0;

  const tell = (what: string, input: Uint8Array): void => {
    const key = what.replace(/\d+/g, "0").slice(0, 300);
    if (told.has(key)) return;
    told.add(key);
    events.found({ what, input });
  };
  const run = async (input: Uint8Array): Promise<void> => {
    hits.fill(0);
    events.begins(input);
    const start = performance.now();
    try {
      const reading = read(input.slice());
      if (reading) await reading;
    } catch (error) {
      tell(error instanceof Error ? briefStack(error) : String(error), input);
    }
    executions++;
    const took = performance.now() - start;
    if (took > SLOW_MS) tell(`slow: ${Math.round(took)} ms`, input);
    const adds = newCounts();
    if (adds.length === 0) return;
    corpus.push({ input, adds });
    events.kept(input);
  };
  const newCounts = (): readonly string[] => {
    const adds: string[] = [];
    for (let word = 0; word < wide.length; word++) {
      if (wide[word] === 0) continue;
      for (let at = word * 8; at < word * 8 + 8; at++) {
        const size = SIZES[hits[at] ?? 0] ?? 0;
        if ((size & ~(seen[at] ?? 0)) === 0) continue;
        seen[at] = (seen[at] ?? 0) | size;
        adds.push(`${at}/${size}`);
      }
    }
    return adds;
  };

  for (const seed of seeds) await run(seed);
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    // Half of the time one of the last that were kept, since they are the least explored.
    const recent = chance(2) === 0 ? Math.max(0, corpus.length - 20) : 0;
    const { input } = corpus[recent + chance(corpus.length - recent)] ?? { input: Uint8Array.of() };
    const { input: other } = corpus[chance(corpus.length)] ?? { input };
    await run(mutated(input, other, words, chance));
  }
  return { executions, seen, corpus };
}

/** AFL's sizes of counts: 1, 2, 3, 4–7, 8–15, 16–31, 32–127, more. */
const SIZES = Uint8Array.from({ length: 256 }, (_, count) =>
  count === 0
    ? 0
    : count < 4
      ? 1 << (count - 1)
      : count < 8
        ? 8
        : count < 16
          ? 16
          : count < 32
            ? 32
            : count < 128
              ? 64
              : 128,
);

function briefStack(error: Error): string {
  return (error.stack ?? error.message).split("\n").slice(0, 8).join("\n").slice(0, 2000);
}
