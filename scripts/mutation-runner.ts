/**
 * A test runner for Stryker that keeps everything in one process (a plug-in, see `scripts/mutate.ts`).
 *
 * For each mutant the test files that reach it are evaluated afresh with all they import, so that nothing a mutant has
 * left behind meets the next; only the mutant's own file carries switches. That takes milliseconds where the worker of a
 * test runner takes half a second. Tests that found mutants of a file before come first, then quick ones.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { Script } from "node:vm";
import { modulesOf } from "./mutation-modules.ts";
import { NOT_SAMPLED, sampled } from "./mutation-sample.ts";
import { collector } from "./mutation-tests.ts";

interface Settings {
  readonly tests: readonly string[];
  readonly mutated: readonly string[];
  /** what to leave out: beginnings of `file: name` */
  readonly leftOut: readonly string[];
  /** processor time of the slowest test that is used, and of all tests of one mutant together, without a mutant */
  readonly slowestMilliseconds: number;
  readonly budgetMilliseconds: number;
  /** every so many mutants one is tried; 1 tries all */
  readonly sampleEvery: number;
  /** a file that keeps what tests take from run to run */
  readonly times: string;
  /** where the code lies that the sandbox was copied from: tests read data from there and beside it */
  readonly root: string;
}

interface MutantRun {
  readonly activeMutant: { readonly id: string; readonly location: object; readonly replacement: string };
  readonly testFilter?: readonly string[];
  readonly sandboxFileName: string;
}

/** What instrumented code reads and writes. */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: { readonly perTest: Record<string, object> };
}

const SUCCESS = 0;
const FAILED = 1;

export const strykerPlugins = [{ kind: "TestRunner", name: "one-process", factory: oneProcessRunner }];

oneProcessRunner.inject = ["options"];

function oneProcessRunner({ oneProcess }: { readonly oneProcess: Settings }) {
  const { tests, mutated, leftOut, slowestMilliseconds, budgetMilliseconds, sampleEvery, times, root } = oneProcess;
  const board = switchboard();
  const kept = join(process.cwd(), ".mutation-tests.json");
  let evaluated: Awaited<ReturnType<typeof modulesOf>>;
  let known: Known = { milliseconds: {}, files: {} };
  const finds = new Map<string, number>();
  const milliseconds = (id: string): number => known.milliseconds[id] ?? 0;
  const worth = (source: string, id: string): number =>
    (milliseconds(id) + 1) / (1 + 20 * (finds.get(`${source} ${id}`) ?? 0));

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    init: async () => {
      evaluated = await modulesOf(tests, new Set(mutated), root);
      if (existsSync(kept)) known = JSON.parse(readFileSync(kept, "utf8"));
    },
    dryRun: async () => {
      const results = [];
      const before: Record<string, number> = existsSync(times) ? JSON.parse(readFileSync(times, "utf8")) : {};
      for (const file of tests) {
        const { files } = load(file, () => false, LONGEST);
        known.files[file] = [...files];
        if (!mutated.some((source) => files.has(source))) continue;
        for (const { id, body } of load(file, () => false, LONGEST).tests)
          known.milliseconds[id] = before[id] ?? (await timed(body)).milliseconds;
        const counted = Object.entries({ ...before, ...known.milliseconds }).filter(([, one]) => one < LONGEST);
        writeFileSync(times, JSON.stringify(Object.fromEntries(counted)));
        for (const { id, body } of load(file, () => true, LONGEST).tests) {
          if (milliseconds(id) > slowestMilliseconds) continue;
          board.currentTestId = id;
          const { failure, milliseconds: timeSpentMs } = await timed(body, COUNTING * patience(milliseconds(id)));
          board.currentTestId = undefined;
          if (failure?.endless) {
            // Counting what it runs makes it too slow: the innermost of a simulation.
            known.milliseconds[id] = LONGEST;
            delete board.mutantCoverage?.perTest[id];
            continue;
          }
          const what = { id, name: id, fileName: file, timeSpentMs };
          results.push(
            failure ? { ...what, status: FAILED, failureMessage: failure.text } : { ...what, status: SUCCESS },
          );
        }
      }
      writeFileSync(kept, JSON.stringify(known));
      return { status: "complete", tests: results, mutantCoverage: board.mutantCoverage };
    },
    mutantRun: async ({ activeMutant, testFilter, sandboxFileName }: MutantRun) => {
      const source = relative(process.cwd(), sandboxFileName);
      const { location, replacement } = activeMutant;
      if (!sampled([source, location, replacement], sampleEvery)) return { status: "error", errorMessage: NOT_SAMPLED };
      board.activeMutant = activeMutant.id;
      const usable = (id: string): boolean => milliseconds(id) <= slowestMilliseconds;
      const wanted = (testFilter ?? Object.keys(known.milliseconds)).filter(usable);
      const loadedFiles = new Map<string, ReadonlyMap<string, () => unknown>>();
      let tried = 0;
      let budget = budgetMilliseconds;
      for (const { file, id } of reaching(source, wanted)) {
        if (milliseconds(id) > budget) continue;
        let bodies = loadedFiles.get(file);
        if (!bodies) {
          const loaded = attempt(() => load(file, (one) => one === source, patience(1000)));
          if ("failure" in loaded) return outcome(id, loaded.failure, tried);
          bodies = new Map(loaded.value.tests.map((test) => [test.id, test.body]));
          loadedFiles.set(file, bodies);
        }
        budget -= milliseconds(id);
        tried += 1;
        const body = bodies.get(id);
        const failure = body ? await failureOf(body, patience(milliseconds(id))) : { text: "no such test any more" };
        if (!failure) continue;
        finds.set(`${source} ${id}`, 1 + (finds.get(`${source} ${id}`) ?? 0));
        return outcome(id, failure, tried);
      }
      return { status: "survived", nrOfTests: tried };
    },
  };

  function load(file: string, switched: (file: string) => boolean, longest: number) {
    const { vitest, tests: collected } = collector();
    const files = within(longest, () => evaluated(file, switched, { vitest })) as ReadonlySet<string>;
    const named = collected.map(({ name, body }) => ({ id: `${file}: ${name}`, body }));
    return { files, tests: named.filter(({ id }) => !leftOut.some((start) => id.startsWith(start))) };
  }

  function outcome(id: string, { text, endless }: Failure, nrOfTests: number) {
    return endless
      ? { status: "timeout", reason: text }
      : { status: "killed", killedBy: [id], failureMessage: text, nrOfTests };
  }

  /** The tests to try with their files, the most promising first: a slow one of one file waits for quick ones of others. */
  function reaching(source: string, wanted: readonly string[]) {
    return tests
      .filter((file) => known.files[file]?.includes(source))
      .flatMap((file) => wanted.filter((id) => id.startsWith(`${file}: `)).map((id) => ({ file, id })))
      .sort((one, other) => worth(source, one.id) - worth(source, other.id));
  }
}

/** What the run without mutants has shown; kept in the sandbox for when Stryker starts the process again. */
interface Known {
  readonly milliseconds: Record<string, number>;
  /** what each test file imports */
  readonly files: Record<string, readonly string[]>;
}

interface Failure {
  readonly text: string;
  readonly endless?: boolean;
}

/** How long a test may take that takes so long without a mutant; generous, since the machine has other work too. */
const patience = (milliseconds: number): number => Math.ceil(3000 + 20 * milliseconds);
const LONGEST = 600_000;
/** How many times as long a test may take that tells which mutants it comes to: each passes a counter. */
const COUNTING = 5;

function switchboard(): Switchboard {
  const shared = globalThis as { __stryker__?: Switchboard };
  shared.__stryker__ ??= {};
  // The same random cases each time, and no search for a smaller failing case: one failure is all we need.
  createRequire(import.meta.url)("fast-check").configureGlobal({ seed: 20261122, endOnFailure: true });
  return shared.__stryker__;
}

const CALL = new Script("globalThis.__within__()");

/**
 * Calls a function, and stops it when it does not end. That goes by the clock: where other work has had the processor
 * most of the time, it is called again.
 */
function within(milliseconds: number, body: () => unknown): unknown {
  (globalThis as { __within__?: () => unknown }).__within__ = body;
  for (;;) {
    const start = process.cpuUsage();
    try {
      return CALL.runInThisContext({ timeout: milliseconds });
    } catch (error) {
      if (!failureFrom(error).endless || processorSince(start) > milliseconds / 2) throw error;
    }
  }
}

/** Processor time since a start, in milliseconds. */
function processorSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

async function failureOf(body: () => unknown, longest: number): Promise<Failure | undefined> {
  try {
    await within(longest, body);
    return undefined;
  } catch (error) {
    return failureFrom(error);
  }
}

async function timed(body: () => unknown, longest = LONGEST) {
  const start = process.cpuUsage();
  const failure = await failureOf(body, longest);
  return { failure, milliseconds: processorSince(start) };
}

function failureFrom(error: unknown): Failure {
  const { message, code } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  return { text: message.slice(0, 300), endless: code === "ERR_SCRIPT_EXECUTION_TIMEOUT" };
}

function attempt<Value>(make: () => Value): { readonly value: Value } | { readonly failure: Failure } {
  try {
    return { value: make() };
  } catch (error) {
    return { failure: failureFrom(error) };
  }
}
