/**
 * Mutation testing of one room, by hand: `npm run mutate -- math [file…]`. Changes the code in one small way after the
 * other and runs the tests of the room; a change that no test notices has survived.
 *
 * Stryker (40 MB) is no dependency: it is installed beside the others, unsaved, when this runs. Folders are done one by
 * one; what is known of mutants is kept in node_modules/.cache after each, so that a run that was stopped loses little and
 * a second run only tries what has changed. The outcome is written to test/mutation/ROOM.md, survivors by name, with the
 * reasons of test/mutation/reasons.json.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { isFound, mutationReport, type Reason, type StrykerReport } from "./mutation-report.ts";

const STRYKER = "@stryker-mutator/core@9.6.1";

/** Which tests judge a room: its own, and those next door that hold its numbers. */
const JUDGES: Readonly<Record<string, readonly string[]>> = {
  math: [
    "test/math",
    "test/analysis/calibration/fits.test.ts",
    "test/kernel/randomness.test.ts",
    "test/analysis/replay/replay.test.ts",
  ],
  model: [
    "test/model",
    "test/analysis/training",
    "test/analysis/policies",
    "test/analysis/serving.test.ts",
    "test/analysis/conversation/prompt-cache.test.ts",
  ],
  analysis: ["test/analysis", "test/plans"],
};

/** A table of constants, held digit by digit by the sequences drawn with it. */
const LEFT_OUT = ["src/math/sobol-directions.ts"];

/** Tests that hold what others hold too, at length. */
const SLOW = [
  "test/analysis/conversation/monte-carlo.test.ts: standard errors",
  "test/plans/json-schema.test.ts",
  "test/plans/engines.test.ts",
];

/** Processor time of the slowest test that is used, and of all tests of one mutant together; the quick ones come first. */
const SLOWEST_MILLISECONDS = 1000;
const BUDGET_MILLISECONDS = 4000;

const FILES_AT_A_TIME = 50;

/** `MUTATION_SAMPLE=3 npm run mutate -- math` tries every third mutant, for a room that would take hours. */
const SAMPLE_EVERY = Number(process.env.MUTATION_SAMPLE ?? 1);

const NOTES = [
  `Tests that take more than ${SLOWEST_MILLISECONDS / 1000} s of processor time are left out, and those of one mutant may take ${BUDGET_MILLISECONDS / 1000} s together, quick ones first: the score is a lower bound. What slower tests find, and those of the commands and reports outside of the room, is not counted.`,
];

/** Texts of figures and messages are held by golden files outside the room, words of the program by its types. */
const WITHOUT_TEXTS = "analysis";
const TEXTS_NOTE =
  "Changed texts are not tried: what a figure is called is held by golden files outside the room, words of the program by its types.";

const [room = "", ...only] = process.argv.slice(2);
const judges = JUDGES[room];
if (!judges) {
  process.stderr.write(`mutate: which room? one of ${Object.keys(JUDGES).join(", ")}\n`);
  process.exit(2);
}
const root = join(import.meta.dirname, "..");
const cache = join(root, "node_modules/.cache/mutation");
mkdirSync(cache, { recursive: true });
if (!existsSync(join(root, "node_modules/@stryker-mutator/core")))
  run("npm", ["install", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", STRYKER]);

const files = filesIn(`src/${room}`, ".ts").filter((file) => !LEFT_OUT.includes(file));
const tests = judges.flatMap((folder) => filesIn(folder, ".test.ts"));
// What a sample has found says nothing of another one.
const known = join(cache, SAMPLE_EVERY === 1 ? `${room}.json` : `${room}.every-${SAMPLE_EVERY}.json`);
const chosen = files.filter((file) => only.length === 0 || only.some((start) => file.startsWith(start)));
forgetAllButFound();
for (const group of groupsOf(chosen)) {
  process.stderr.write(`mutate: ${group.join(" ")}\n`);
  const config = join(cache, `${room}.config.json`);
  writeFileSync(config, JSON.stringify(settings(group)));
  run("npx", ["--no-install", "stryker", "run", config]);
  writeReport();
}
writeReport();
rmSync(join(cache, `sandbox-${room}`), { recursive: true, force: true });

function settings(mutate: readonly string[]): object {
  return {
    testRunner: "one-process",
    plugins: [join(root, "scripts/mutation-runner.ts")],
    oneProcess: {
      tests,
      mutated: mutate,
      leftOut: SLOW,
      slowestMilliseconds: SLOWEST_MILLISECONDS,
      budgetMilliseconds: BUDGET_MILLISECONDS,
      sampleEvery: SAMPLE_EVERY,
      times: join(cache, `${room}.times.json`),
      root,
    },
    mutator: { excludedMutations: room === WITHOUT_TEXTS ? ["StringLiteral"] : [] },
    mutate,
    coverageAnalysis: "perTest",
    dryRunTimeoutMinutes: 60,
    concurrency: Number(process.env.MUTATION_WORKERS ?? 2),
    reporters: ["progress-append-only"],
    incremental: true,
    incrementalFile: known,
    tempDirName: join(cache, `sandbox-${room}`),
    ignorePatterns: ["dist", "reports", "notebooks", "bench"],
    timeoutMS: 5000,
    timeoutFactor: 3,
    warnings: { slow: false, unknownOptions: false },
  };
}

/**
 * Keeps only what was found: survivors are tried again, since Stryker does not see that a new test reaches a mutant in what
 * runs when a module loads, and what an earlier sample left out may be in this one.
 */
function forgetAllButFound(): void {
  if (!existsSync(known)) return;
  const before = JSON.parse(readFileSync(known, "utf8")) as StrykerReport;
  const files = Object.entries(before.files).map(([file, { mutants, ...rest }]) => [
    file,
    { ...rest, mutants: chosen.includes(file) ? mutants.filter(isFound) : mutants },
  ]);
  writeFileSync(known, JSON.stringify({ ...before, files: Object.fromEntries(files) }));
}

/** The room's report from all that is known so far. */
function writeReport(): void {
  const folder = join(root, "test/mutation");
  const reasons = JSON.parse(readFileSync(join(folder, "reasons.json"), "utf8")) as readonly Reason[];
  const tested = JSON.parse(readFileSync(known, "utf8")) as StrykerReport;
  writeFileSync(
    join(folder, `${room}.md`),
    mutationReport(room, files, tested, reasons, room === WITHOUT_TEXTS ? [...NOTES, TEXTS_NOTE] : NOTES, SAMPLE_EVERY),
  );
}

function filesIn(start: string, ending: string): readonly string[] {
  if (start.endsWith(ending)) return [start];
  return readdirSync(join(root, start), { recursive: true, encoding: "utf8" })
    .map((file) => `${start}/${file.split(sep).join("/")}`)
    .filter((file) => file.endsWith(ending))
    .sort();
}

/** Not all files at once, so that little is lost when a run is stopped. */
function groupsOf(all: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(all.length / FILES_AT_A_TIME);
  return Array.from({ length: count }, (_, at) => all.slice(at * FILES_AT_A_TIME, (at + 1) * FILES_AT_A_TIME));
}

function run(command: string, words: readonly string[]): void {
  execFileSync(command, words, { cwd: root, stdio: "inherit", env: { ...process.env, NODE_OPTIONS: "--import tsx" } });
}
