/**
 * One table: what the exact engine and the simulation cost in time, beside the best vectorised numpy of the same model.
 * Run: npx tsx bench/conversation.ts. Each figure is the median of five rounds, peers interleaved within a round.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { conversationCost, totalCost } from "../src/analysis/conversation/exact.ts";
import type { ConversationModel } from "../src/analysis/conversation/model.ts";
import { conversationMoments } from "../src/analysis/conversation/moments.ts";
import { simulate } from "../src/analysis/conversation/monte-carlo.ts";
import { normal } from "../src/math/normal-distribution.ts";

const published: ConversationModel = {
  turns: normal({ mean: 20, sd: 8 }),
  userTokens: normal({ mean: 90, sd: 60 }),
  assistantTokens: normal({ mean: 90, sd: 60 }),
  initialTokens: 3000,
  inputPriceUsdPerMtok: 10,
  outputPriceUsdPerMtok: 30,
  billing: "as-printed",
  messages: "as-published",
  rounding: "none",
};
const lognormal: ConversationModel = { ...published, messages: "lognormal", rounding: "whole-tokens" };

interface Row {
  readonly name: string;
  readonly speed: string;
  readonly ratio: string;
  readonly check: string;
}

const ROUNDS = 5;
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Milliseconds of one call, warm. */
function milliseconds(calls: number, work: () => void): number {
  for (let i = 0; i < calls; i++) work();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    for (let i = 0; i < calls; i++) work();
    return (performance.now() - start) / calls;
  });
  return median(rounds);
}

function exactRow(name: string, calls: number, work: () => void): Row {
  return { name, speed: `${milliseconds(calls, work).toPrecision(2)} ms`, ratio: "", check: "" };
}

interface Run {
  readonly conversationsPerSecond: number;
  readonly mean: number;
  readonly p95: number;
}

function engine(model: ConversationModel, conversations: number): Run {
  const start = performance.now();
  const { costUsd } = simulate(model, { conversations, seed: 1 });
  const seconds = (performance.now() - start) / 1000;
  return {
    conversationsPerSecond: conversations / seconds,
    mean: costUsd.mean.value,
    p95: costUsd.quantile(0.95).value,
  };
}

function numpy(kind: string, conversations: number): Run | undefined {
  const script = fileURLToPath(new URL("conversation_numpy.py", import.meta.url));
  const { status, stdout } = spawnSync("python3", [script, kind, String(conversations)], { encoding: "utf8" });
  return status === 0 ? (JSON.parse(stdout) as Run) : undefined;
}

/** The engine and numpy on one model, in turn, round by round. */
function simulationRows(title: string, model: ConversationModel, kind: string, conversations: number): Row[] {
  engine(model, conversations);
  const ours: Run[] = [];
  const theirs: Run[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(engine(model, conversations));
    const peer = numpy(kind, conversations);
    if (peer) theirs.push(peer);
  }
  const exact = conversationCost(model);
  const speedOf = (runs: readonly Run[]) => median(runs.map((run) => run.conversationsPerSecond));
  const row = (name: string, runs: readonly Run[]): Row => {
    const [first] = runs;
    if (!first) return { name, speed: "skipped", ratio: "", check: "python3 with numpy is not installed" };
    const wrong =
      Math.abs(first.mean / exact.mean - 1) > 0.003 || Math.abs(first.p95 / exact.quantile(0.95) - 1) > 0.005;
    return {
      name,
      speed: `${(speedOf(runs) / 1e6).toPrecision(3)} M/s`,
      ratio: theirs.length > 0 ? (speedOf(runs) / speedOf(theirs)).toFixed(2) : "",
      check: `mean ${first.mean.toFixed(4)}, P95 ${first.p95.toFixed(4)}: ${wrong ? "WRONG" : "right"}`,
    };
  };
  return [row(`${title}, llmplan, one core`, ours), row(`${title}, numpy, one core`, theirs)];
}

const FIVE = [0.05, 0.25, 0.5, 0.95, 0.99];
const rows: Row[] = [
  exactRow("moments, closed form", 2000, () => conversationMoments(published)),
  exactRow("exact, normal, five quantiles", 300, () => FIVE.map(conversationCost(published).quantile)),
  exactRow("exact, lognormal whole tokens, five quantiles", 10, () => FIVE.map(conversationCost(lognormal).quantile)),
  exactRow("total of 1,000, normal, five quantiles", 50, () => FIVE.map(totalCost(published, 1000).quantile)),
  ...simulationRows("simulation, two normals", published, "two-normals", 4_000_000),
  ...simulationRows("simulation, message by message", lognormal, "per-message", 1_000_000),
];

const width = (key: keyof Row) => Math.max(key.length, ...rows.map((row) => row[key].length));
const line = (row: Row) =>
  `| ${row.name.padEnd(width("name"))} | ${row.speed.padStart(width("speed"))} | ${row.ratio.padStart(width("ratio"))} | ${row.check} |`;
const head = { name: "name", speed: "speed", ratio: "ratio", check: "check" };
process.stdout.write(`${[head, ...rows].map(line).join("\n")}\n`);
