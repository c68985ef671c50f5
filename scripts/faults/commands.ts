import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const ROOT = join(import.meta.dirname, "../..");
export const MAIN = join(ROOT, "dist/cli/main.js");

/** A command that writes, and the folder it is run in. */
export interface WritingCommand {
  readonly name: string;
  readonly args: readonly string[];
  /** Puts into an empty folder what the command reads, and what earlier runs have left there. */
  readonly prepare: (folder: string) => void;
  /** What a run that is broken off may leave, to be continued. */
  readonly mayLeave?: RegExp;
}

/** A plan of a page, so that a run takes a second: `llmplan init`'s own. */
function smallPlan(folder: string): void {
  const made = spawnSync(process.execPath, [MAIN, "init", join(folder, "plan"), "--yes"], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
}

/** Files of an earlier run, one of them a link. */
function former(folder: string, out: string, ...names: readonly string[]): void {
  mkdirSync(join(folder, out), { recursive: true });
  for (const name of names) writeFileSync(join(folder, out, name), `former ${name}`);
  writeFileSync(join(folder, "elsewhere"), "not ours");
}

function logs(folder: string): void {
  const turn = (at: number): string => `${"word ".repeat((at * 7) % 40)}${at}`;
  const lines = Array.from({ length: 60 }, (_, at) =>
    JSON.stringify({
      messages: Array.from({ length: 2 + 2 * (at % 5) }, (__, turnAt) => ({
        role: turnAt % 2 === 0 ? "user" : "assistant",
        content: turn(at + turnAt),
      })),
    }),
  );
  writeFileSync(join(folder, "logs.jsonl"), `${lines.join("\n")}\n`);
}

const DOCUMENT =
  "A plan.\n\nIt costs <!-- llmplan:figure conversation.cost_usd.mean unit=yes -->?<!-- /llmplan --> each.\n";

/** Every command that writes. */
export const WRITING: readonly WritingCommand[] = [
  {
    name: "schema --out",
    args: ["schema", "--out", "out/schema.json"],
    prepare: (folder) => former(folder, "out", "schema.json"),
  },
  { name: "init", args: ["init", "new/plan", "--yes"], prepare: () => {} },
  {
    name: "report",
    args: ["report", "plan", "--out", "out", "--draws", "100"],
    prepare(folder) {
      smallPlan(folder);
      former(folder, "out", "report.md", "result.json");
      symlinkSync(join(folder, "elsewhere"), join(folder, "out/workbench.html"));
    },
  },
  {
    name: "workbench",
    args: ["workbench", "plan", "--out", "plan.html"],
    prepare(folder) {
      smallPlan(folder);
      former(folder, ".", "plan.html");
    },
  },
  {
    name: "tables --into",
    args: ["tables", "plan", "--into", "a.md", "b.md"],
    prepare(folder) {
      smallPlan(folder);
      for (const name of ["a.md", "elsewhere.md"]) writeFileSync(join(folder, name), DOCUMENT);
      symlinkSync("elsewhere.md", join(folder, "b.md"));
    },
  },
  {
    name: "tables --out",
    args: ["tables", "assumptions/rolepl-ai", "--format", "csv", "--out", "out"],
    prepare(folder) {
      cpSync(join(ROOT, "assumptions"), join(folder, "assumptions"), { recursive: true });
      former(folder, "out", "pretraining.csv");
    },
  },
  {
    name: "calibrate",
    args: ["calibrate", "logs.jsonl", "--encoding", "estimate", "--out", "out"],
    prepare(folder) {
      logs(folder);
      former(folder, "out", "measured.yaml", "report.md");
    },
  },
  {
    name: "calibrate of a folder",
    args: ["calibrate", "logs", "--encoding", "estimate", "--out", "out"],
    prepare(folder) {
      logs(folder);
      mkdirSync(join(folder, "logs/deeper"), { recursive: true });
      const text = readFileSync(join(folder, "logs.jsonl"));
      writeFileSync(join(folder, "logs/a.jsonl"), text);
      writeFileSync(join(folder, "logs/deeper/b.jsonl.gz"), gzipSync(text));
      former(folder, "out", "measured.yaml", "report.md");
    },
  },
  {
    name: "calibrate --save-counts",
    args: ["calibrate", "logs.jsonl", "--encoding", "estimate", "--save-counts", "new/counts.jsonl"],
    prepare: logs,
  },
  {
    name: "conversation --shard",
    args: ["conversation", "plan", "--engine", "monte-carlo", "--shard", "1/2", "--out", "out/1.json"],
    prepare(folder) {
      smallPlan(folder);
      former(folder, "out", "1.json");
    },
  },
  {
    name: "merge",
    args: ["merge", "1.json", "2.json", "--json", "--out", "out/whole.json"],
    prepare(folder) {
      smallPlan(folder);
      former(folder, "out", "whole.json");
      for (const shard of ["1", "2"]) {
        const args = ["conversation", "plan", "--engine", "monte-carlo", "--shard", `${shard}/2`];
        spawnSync(process.execPath, [MAIN, ...args, "--out", `${shard}.json`], { cwd: folder });
      }
    },
  },
  {
    name: "sweep",
    args: sweepOf(40),
    prepare(folder) {
      smallPlan(folder);
      former(folder, "out", "sweep.csv");
    },
    mayLeave: /^out\/sweep\.csv\.partial(\.json)?$/,
  },
  {
    name: "upgrade --write",
    args: ["upgrade", "plan", "--write"],
    prepare(folder) {
      smallPlan(folder);
      const plan = join(folder, "plan/plan.yaml");
      const text = readFileSync(plan, "utf8");
      writeFileSync(plan, text.replace(/^schema: 1$/m, "include: [more.yaml]"));
      const more = "ratios:\n  r: { label: R, source: S, is: approach.sft.h100_days }\n";
      writeFileSync(join(folder, "plan/more.yaml"), more);
    },
  },
  {
    name: "compare --out",
    args: ["compare", "longer", "--plan", "plan", "--format", "md", "--draws", "100", "--out", "out/comment.md"],
    prepare(folder) {
      smallPlan(folder);
      former(folder, "out", "comment.md");
    },
  },
];

function sweepOf(points: number): readonly string[] {
  const over = `conversation.initial_tokens=1:4000:${points}`;
  return ["sweep", "plan", "conversation.cost_usd.mean", "--over", over, "--threads", "1", "--out", "out"];
}
