/**
 * Mutation testing of one room, by hand: `npm run mutate -- math [file…]`. Changes the code in one small way after the
 * other and runs the quick tests of the room; a change that no test notices has survived.
 *
 * Stryker (40 MB) is no dependency: it is installed beside the others, unsaved, when this runs. What is known of mutants
 * is kept in node_modules/.cache, so that a second run only tries what has changed. The outcome is written to
 * test/mutation/ROOM.md, survivors by name, with the reasons of test/mutation/reasons.json.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mutationReport, type StrykerReport } from "./mutation-report.ts";

const STRYKER = ["@stryker-mutator/core@9.6.1", "@stryker-mutator/vitest-runner@9.6.1"];

/** Which tests judge a room: its own, and those next door that hold its numbers. */
const JUDGES: Readonly<Record<string, readonly string[]>> = {
  math: ["test/math/**/*.test.ts"],
  model: ["test/model/**/*.test.ts"],
  analysis: ["test/analysis/**/*.test.ts"],
};

const [room = "", ...files] = process.argv.slice(2);
const judges = JUDGES[room];
if (!judges) {
  process.stderr.write(`mutate: which room? one of ${Object.keys(JUDGES).join(", ")}\n`);
  process.exit(2);
}
const root = join(import.meta.dirname, "..");
const cache = join(root, "node_modules/.cache/mutation");
mkdirSync(cache, { recursive: true });
if (!existsSync(join(root, "node_modules/@stryker-mutator/vitest-runner")))
  run("npm", ["install", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", ...STRYKER]);

const report = join(cache, `${room}.json`);
const config = join(cache, `${room}.config.json`);
writeFileSync(
  config,
  JSON.stringify({
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "vitest.mutation.config.ts", related: false },
    mutate: files.length > 0 ? files : [`src/${room}/**/*.ts`, "!src/math/sobol-directions.ts"],
    coverageAnalysis: "perTest",
    concurrency: Number(process.env.MUTATION_WORKERS ?? 2),
    reporters: ["progress-append-only", "json"],
    jsonReporter: { fileName: report },
    incremental: true,
    incrementalFile: join(cache, `${room}.incremental.json`),
    tempDirName: join(cache, "sandbox"),
    ignorePatterns: ["dist", "reports", "notebooks", "bench"],
    timeoutMS: 20_000,
  }),
);
run("npx", ["--no-install", "stryker", "run", config], { MUTATED_TESTS: judges.join(",") });
rmSync(join(cache, "sandbox"), { recursive: true, force: true });

const folder = join(root, "test/mutation");
mkdirSync(folder, { recursive: true });
const reasons = JSON.parse(readFileSync(join(folder, "reasons.json"), "utf8")) as Readonly<Record<string, string>>;
const tested = JSON.parse(readFileSync(report, "utf8")) as StrykerReport;
writeFileSync(join(folder, `${room}.md`), mutationReport(room, tested, reasons));

function run(command: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}): void {
  execFileSync(command, words, { cwd: root, stdio: "inherit", env: { ...process.env, ...environment } });
}
