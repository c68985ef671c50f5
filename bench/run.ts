/**
 * One table: what this engine takes beside other engines, for the same model in the same run. Peers take turns within
 * each of five rounds; medians are shown. One thread is measured by its processor time, so that other work on the
 * machine counts little; several threads by the clock.
 *
 * Run: npm run bench, with --billion for a run of 10^9 conversations through the command. Gates nothing.
 */
import { availableParallelism, cpus } from "node:os";
import { conversationCost } from "../src/analysis/conversation/exact.ts";
import type { ConversationModel } from "../src/analysis/conversation/model.ts";
import { commandRows, longRun } from "./command-rows.ts";
import { type EngineRow, engineRow } from "./engine.ts";
import { exactRows } from "./exact-rows.ts";
import { messages, normals } from "./models.ts";
import { pageRows } from "./page-rows.ts";
import { messagePeers, normalPeers, type Peer } from "./peers.ts";
import { median, type RunResult } from "./run-result.ts";

const ROUNDS = 5;
const cores = availableParallelism();
const print = (text: string): void => void process.stdout.write(`${text}\n`);

interface Measured {
  readonly name: string;
  readonly runs: readonly RunResult[];
  readonly skipped: string | undefined;
  readonly conversations: number;
}

async function measure(rows: readonly (EngineRow | Peer)[]): Promise<readonly Measured[]> {
  const runs = rows.map((): RunResult[] => []);
  const skipped: (string | undefined)[] = rows.map(() => undefined);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, row] of rows.entries()) {
      if (skipped[i] !== undefined) continue;
      const result = await row.run(row.conversations);
      if (typeof result === "string") skipped[i] = result;
      else runs[i]?.push(result);
    }
  }
  return rows.map(({ name, conversations }, i) => ({ name, conversations, runs: runs[i] ?? [], skipped: skipped[i] }));
}

/** Whether mean and P95 are those of the exact engine, within six standard errors of independent conversations. */
function check({ runs, conversations }: Measured, model: ConversationModel): string {
  const exact = conversationCost(model);
  const [first] = runs;
  if (!first) return "";
  const p95 = exact.quantile(0.95);
  const meanError = (6 * exact.sd) / Math.sqrt(conversations);
  const p95Error = (6 * Math.sqrt(0.95 * 0.05)) / exact.density(p95) / Math.sqrt(conversations) + 12 / 32_768;
  const right = Math.abs(first.mean - exact.mean) < meanError && Math.abs(first.p95 - p95) < p95Error;
  return `${first.mean.toFixed(4)}  ${first.p95.toFixed(4)}  ${right ? "right" : "WRONG"}`;
}

const speedOf = ({ runs }: Measured): number => median(runs.map((run) => run.conversationsPerSecond)) / 1e6;

function show(title: string, measured: readonly Measured[], baseline: number, model: ConversationModel): void {
  print(`\n${title}\n`);
  print(`| ${"".padEnd(58)} |    M/s | × numpy | mean    P95            |`);
  print(`|${"-".repeat(60)}|--------|---------|------------------------|`);
  for (const row of measured) {
    const speed = speedOf(row);
    const cells = row.skipped
      ? `      – |       – | ${row.skipped}`
      : `${speed.toPrecision(3).padStart(6)} | ${(speed / baseline).toPrecision(3).padStart(7)} | ${check(row, model).padEnd(22)} |`;
    print(`| ${row.name.padEnd(58)} | ${cells}`);
  }
}

const fast = (
  name: string,
  model: ConversationModel,
  sampler: "monotone" | "fast",
  threads: number,
  conversations: number,
) => engineRow(name, { model, sampler, kernel: "fastest", threads, conversations });
const messageRows = [
  engineRow("llmplan, TypeScript, fast, one core", {
    model: messages,
    sampler: "fast",
    kernel: "typescript",
    threads: 1,
    conversations: 2e6,
  }),
  fast("llmplan, WebAssembly, monotone, one core", messages, "monotone", 1, 1.6e7),
  fast("llmplan, WebAssembly, fast, one core", messages, "fast", 1, 1.6e7),
  ...(cores > 1
    ? [
        fast(`llmplan, WebAssembly, monotone, ${cores} cores`, messages, "monotone", cores, 3.2e7),
        fast(`llmplan, WebAssembly, fast, ${cores} cores`, messages, "fast", cores, 3.2e7),
      ]
    : []),
];
const normalRows = [
  engineRow("llmplan, TypeScript, monotone, one core", {
    model: normals,
    sampler: "monotone",
    kernel: "typescript",
    threads: 1,
    conversations: 8e6,
  }),
  fast("llmplan, WebAssembly, monotone, one core", normals, "monotone", 1, 4.8e7),
  fast("llmplan, WebAssembly, fast, one core", normals, "fast", 1, 4.8e7),
  ...(cores > 1 ? [fast(`llmplan, WebAssembly, fast, ${cores} cores`, normals, "fast", cores, 9.6e7)] : []),
];

const peers = messagePeers();
const both = await measure([...messageRows, ...peers, ...normalRows, ...normalPeers()]);
const ofMessages = both.slice(0, messageRows.length + peers.length);
const best = Math.max(...ofMessages.filter(({ name }) => name.startsWith("numpy at its best")).map(speedOf));
const version = both.flatMap(({ runs }) => runs).find((run) => run.version)?.version ?? "no numpy";
print(
  `${cpus()[0]?.model ?? "unknown processor"}, ${cores} cores; Node ${process.versions.node}; ${version}; medians of ${ROUNDS} rounds`,
);
print("× numpy: against the fastest numpy of the law itself on one core, which draws message by message");
show("Lognormal whole-token messages, drawn one by one (USD a conversation)", ofMessages, best, messages);
show(
  "Untruncated normal lengths, where two normals a conversation suffice",
  both.slice(ofMessages.length),
  best,
  normals,
);

print(`\n| ${"".padEnd(62)} |        ms | aim    |\n|${"-".repeat(64)}|-----------|--------|`);
for (const { name, milliseconds, target } of [...exactRows(), ...commandRows(), ...(await pageRows())])
  print(`| ${name.padEnd(62)} | ${milliseconds.toPrecision(3).padStart(9)} | ${target.padEnd(6)} |`);

const sizes = process.argv.includes("--billion") ? [1e6, 1e7, 1e8, 1e9] : [1e6, 1e7];
print(
  `\n| ${"the whole command, all cores where they pay".padEnd(62)} |   seconds |  MB at most |\n|${"-".repeat(64)}|-----------|-------------|`,
);
for (const size of sizes) {
  const { name, seconds, megabytes } = await longRun(size, "fast");
  print(`| ${name.padEnd(62)} | ${seconds.toFixed(1).padStart(9)} | ${(megabytes?.toFixed(0) ?? "?").padStart(11)} |`);
}
