/**
 * Whether time grows with the size and memory does not: `calibrate` on logs, `sweep` over grids, `check` on claims, each
 * in rising sizes. Logs and tables are written to a temporary folder and removed; 10 GB want 11 GB of disk.
 *
 * Run: npx tsx bench/long-use.ts [--gigabytes 10] [--heap 100]; it runs from dist, so build first. A collector of garbage
 * that has room takes it: --heap gives it so many megabytes, and what a command needs is seen. The page's hour of moves is
 * bench/page-long-use.ts.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measuredProcess } from "./measured-process.ts";
import { writeSyntheticLog } from "./synthetic-log.ts";

const root = join(import.meta.dirname, "..");
const main = join(root, "dist/cli/main.js");
const assumptions = join(root, "assumptions");
const plan = join(assumptions, "rolepl-ai");
const numberAfter = (word: string): number => Number(process.argv[process.argv.indexOf(word) + 1]);
const GIGABYTES = numberAfter("--gigabytes") || 10;
const HEAP = numberAfter("--heap");
const limits = HEAP > 0 ? [`--max-old-space-size=${HEAP}`, "--max-semi-space-size=2"] : [];
const folder = mkdtempSync(join(tmpdir(), "llmplan-long-"));

/** One command in rising sizes; `prepare` gives its words and how its output is judged. */
async function grow(
  name: string,
  unit: string,
  sizes: readonly number[],
  prepare: (size: number) => { readonly args: readonly string[]; readonly right: (output: string) => boolean },
): Promise<void> {
  for (const size of sizes) {
    const { args, right } = prepare(size);
    const { seconds, peakMegabytes, output } = await measuredProcess(process.execPath, [...limits, main, ...args]);
    const said = [
      `${name}, ${size.toLocaleString("en")} ${unit}`.padEnd(44),
      `${seconds.toFixed(1)} s`.padStart(9),
      `${((1000 * seconds) / size).toPrecision(3)} ms each`.padStart(16),
      `peak ${peakMegabytes?.toFixed(0) ?? "?"} MB`.padStart(13),
      right(output) ? "right" : "WRONG",
    ];
    process.stdout.write(`${said.join("  ")}\n`);
  }
}

function log(gigabytes: number) {
  const path = join(folder, "log.jsonl");
  const { conversations } = writeSyntheticLog(path, 1000 * gigabytes);
  const right = (output: string): boolean =>
    JSON.parse(output).figures["calibrate.conversations"].value === conversations;
  return { args: ["calibrate", path, "--json"], right };
}

function grid(points: number) {
  const out = join(folder, `grid-${points}`);
  const side = Math.round(Math.sqrt(points));
  const axes = ["conversation.turns.normal.mean=5:50", "conversation.input_price=0.1:5"];
  const over = axes.flatMap((axis) => ["--over", `${axis}:${side}`]);
  const right = (): boolean =>
    readFileSync(join(out, "sweep.csv"), "utf8").trimEnd().split("\n").length === side * side + 1;
  return { args: ["sweep", plan, "conversation.cost_usd.mean", ...over, "--out", out], right };
}

/** A plan whose document prints so many numbers, one in ten of them wrong. */
function claims(count: number) {
  cpSync(assumptions, folder, { recursive: true });
  const path = join(folder, "rolepl-ai");
  const tokens = 3_729_375;
  const lines = Array.from({ length: count }, (_, at) => {
    const value = (tokens / (at + 1)) * (at % 10 === 9 ? 1.1 : 1);
    return `      c${at}: { printed: "${Number(value.toPrecision(3))}", follows: { ratio: [data.tokens_total, ${at + 1}] } }\n`;
  });
  writeFileSync(
    join(path, "published.yaml"),
    `schema: 1\ndocument: synthetic\nparts:\n  - section: "1"\n    claims:\n${lines.join("")}`,
  );
  const right = (output: string): boolean => JSON.parse(output).claims.length === count;
  return { args: ["check", path, "--json"], right };
}

try {
  await grow("llmplan check", "claims", [100, 1000, 10_000], claims);
  await grow("llmplan sweep", "points", [1000, 10_000, 100_000], grid);
  await grow("llmplan calibrate", "GB", [...new Set([0.1 * GIGABYTES, GIGABYTES])], log);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
