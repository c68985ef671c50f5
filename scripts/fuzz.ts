/**
 * Coverage-guided fuzzing of one reader, by hand: `npm run fuzz -- READER [seconds] [--keep]`, or `all` for one after the
 * other. Inputs that reach something new are kept in node_modules/.cache/fuzz, so that a second run goes on where the
 * first ended. A finding is written there and ends in exit code 1. --keep writes the few inputs that reach most to
 * test/fixtures/fuzz, where `npm test` reads them again.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { READERS } from "../test/fuzz/readers.ts";
import { chosenInputs, savedInputs } from "./fuzz/corpus-file.ts";
import type { Finding, LoopResult } from "./fuzz/coverage-loop.ts";
import { type Instrumented, instrumentedBundle, isOurs } from "./fuzz/instrumented.ts";
import { LARGEST_INPUT } from "./fuzz/mutations.ts";
import type { FuzzOrder } from "./fuzz/worker.ts";

const ROOT = join(import.meta.dirname, "..");
const CACHE = join(ROOT, "node_modules/.cache/fuzz");
/** A reader that takes longer over a few thousand characters hangs. */
const HANG_MS = 20_000;

const words = process.argv.slice(2);
const [name = "", seconds = "60"] = words.filter((word) => !word.startsWith("--"));
const chosen = READERS.filter((reader) => name === "all" || reader.name === name);
if (chosen.length === 0 || !(Number(seconds) > 0)) {
  process.stderr.write(
    `fuzz: READER [seconds]; READER is all or one of ${READERS.map((one) => one.name).join(", ")}\n`,
  );
  process.exit(2);
}
mkdirSync(CACHE, { recursive: true });
const bundle = await instrumentedBundle(join(ROOT, "test/fuzz/readers.ts"));
const module = join(CACHE, "readers.mjs");
writeFileSync(module, bundle.code);
const worker = join(CACHE, "worker.mjs");
await build({
  entryPoints: [join(ROOT, "scripts/fuzz/worker.ts")],
  ...{ bundle: true, outfile: worker, format: "esm", platform: "node", target: "node20", logLevel: "warning" },
});
for (const reader of chosen) await fuzz(reader.name, bundle);

async function fuzz(reader: string, { files, words: literals }: Instrumented): Promise<void> {
  const folder = join(CACHE, reader);
  mkdirSync(folder, { recursive: true });
  const known = readdirSync(folder).filter((file) => file.startsWith("input-"));
  const fixture = join(ROOT, `test/fixtures/fuzz/${reader}.json`);
  const corpus = [
    ...known.map((file): Uint8Array => readFileSync(join(folder, file))),
    ...(existsSync(fixture) ? savedInputs(readFileSync(fixture, "utf8")) : []),
  ];
  const watched = new SharedArrayBuffer(8 + LARGEST_INPUT);
  const order: FuzzOrder = {
    ...{ module: pathToFileURL(module).href, reader, corpus, watched },
    ...{ milliseconds: 1000 * Number(seconds), seed: Date.now() % 2 ** 31, words: literals, counters: files.length },
  };
  const write = (kind: string, input: Uint8Array): string => {
    const file = join(folder, `${kind}-${createHash("sha256").update(input).digest("hex").slice(0, 16)}`);
    writeFileSync(file, input);
    return file;
  };
  const tell = ({ what, input }: Finding): void => {
    process.exitCode = 1;
    process.stdout.write(`FOUND by ${reader}: ${what}\n  ${input.length} bytes in ${write("finding", input)}\n`);
  };
  const result = await new Promise<LoopResult | undefined>((resolve, reject) => {
    const thread = new Worker(worker, { workerData: order, resourceLimits: { maxOldGenerationSizeMb: 2000 } });
    const watch = watchFor(watched, (input) => {
      tell({ what: `hangs for more than ${HANG_MS / 1000} s`, input });
      void thread.terminate();
      resolve(undefined);
    });
    thread.on("message", (message: { finding?: Finding; kept?: Uint8Array; result?: LoopResult }) => {
      if (message.finding) tell(message.finding);
      if (message.kept) write("input", message.kept);
      if (message.result) resolve(message.result);
    });
    thread.on("error", reject);
    thread.on("exit", () => clearInterval(watch));
  });
  if (!result) return;
  report(reader, files, result);
  if (words.includes("--keep")) {
    mkdirSync(join(ROOT, "test/fixtures/fuzz"), { recursive: true });
    writeFileSync(fixture, chosenInputs(result.corpus));
  }
}

/** Calls back with the input on which no progress is made. */
function watchFor(watched: SharedArrayBuffer, hangs: (input: Uint8Array) => void): NodeJS.Timeout {
  const [head, body] = [new Int32Array(watched, 0, 2), new Uint8Array(watched, 8)];
  let last = -1;
  let since = performance.now();
  return setInterval(() => {
    const begun = Atomics.load(head, 0);
    if (begun !== last) since = performance.now();
    last = begun;
    if (begun > 0 && performance.now() - since > HANG_MS) hangs(body.slice(0, head[1]));
  }, 1000);
}

/** Executions, and how many blocks of the files that the reader enters at all were reached. */
function report(reader: string, files: readonly string[], { executions, seen, corpus }: LoopResult): void {
  const entered = new Set(files.filter((file, at) => isOurs(file) && seen[at] !== 0));
  const within = files.flatMap((file, at) => (entered.has(file) ? [seen[at] !== 0] : []));
  const reached = within.filter(Boolean).length;
  const share = Math.round((100 * reached) / Math.max(1, within.length));
  process.stdout.write(
    `${reader}: ${executions} executions in ${seconds} s, ${reached} of ${within.length} blocks (${share} %) of the ${entered.size} files it enters, ${corpus.length} inputs kept\n`,
  );
}
