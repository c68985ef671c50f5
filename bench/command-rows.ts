/** What commands take from a cold start, by the clock; they run from dist, so build first. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TimeRow } from "./exact-rows.ts";
import { measuredProcess } from "./measured-process.ts";
import { median } from "./run-result.ts";

const root = join(import.meta.dirname, "..");
const main = join(root, "dist/cli/main.js");
const plan = join(root, "assumptions/rolepl-ai");

export function commandRows(): readonly TimeRow[] {
  if (!existsSync(main)) return [];
  const out = mkdtempSync(join(tmpdir(), "llmplan-bench-"));
  try {
    return [
      cold("llmplan report, cold", "2 s", ["report", plan, "--out", out]),
      cold("llmplan conversation --engine exact, cold", "0.3 s", ["conversation", plan]),
      {
        name: "  its computing part, first call in a new process",
        milliseconds: median(Array.from({ length: 5 }, computing)),
        target: "5 ms",
      },
      cold("llmplan conversation --engine monte-carlo, a million, cold", "", [
        ...["conversation", plan, "--engine", "monte-carlo", "--conversations", "1000000"],
      ]),
    ];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function cold(name: string, target: string, args: readonly string[]): TimeRow {
  const rounds = Array.from({ length: 5 }, () => {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return performance.now() - start;
  });
  return { name, milliseconds: median(rounds), target };
}

/** Milliseconds from the sheet to the figures of the conversation. */
function computing(): number {
  const script = `
    import { readFileSync, readdirSync } from "node:fs";
    import { figuresOf, loadPlan, planFile, planSheet, resultOf } from ${JSON.stringify(join(root, "dist/index.js"))};
    const { leaves } = loadPlan({ read: (p) => readFileSync(p, "utf8"), list: (p) => readdirSync(p),
      path: ${JSON.stringify(join(plan, "plan.yaml"))}, schema: planFile });
    const start = performance.now();
    const sheet = planSheet(leaves, { kind: "exact" });
    resultOf(figuresOf(sheet, ["conversation"]), { seed: 1, draws: 2000 });
    process.stdout.write(String(performance.now() - start));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return Number(stdout);
}

export interface LongRun {
  readonly name: string;
  readonly seconds: number;
  /** Largest resident memory in MB; unknown where the system does not tell. */
  readonly megabytes: number | undefined;
}

/** The whole command with a number of conversations, its time and memory. */
export async function longRun(conversations: number, sampler: string): Promise<LongRun> {
  const args = [
    ...["conversation", plan, "--engine", "monte-carlo", "--sampler", sampler],
    ...["--set", "conversation.rounding=whole-tokens", "--conversations", String(conversations)],
  ];
  const { exitCode, seconds, peakMegabytes } = await measuredProcess(process.execPath, [main, ...args]);
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}`);
  const name = `llmplan conversation --sampler ${sampler}, ${conversations.toLocaleString("en")}`;
  return { name, seconds, megabytes: peakMegabytes };
}
