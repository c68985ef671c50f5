import { spawn } from "node:child_process";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MAIN, type WritingCommand } from "./commands.ts";
import { differing, emptyFolder, type Tree, treeOf } from "./tree.ts";

/** How a call fails: that one alone, or that one and every later one that takes room. */
export type Fault = "EIO" | "ENOSPC";

export interface Ended {
  readonly code: number | null;
  readonly err: string;
  readonly signal: string | null;
}

/** A command, the folder before it and after it. */
export interface Prepared {
  readonly command: WritingCommand;
  readonly folder: string;
  readonly before: Tree;
  readonly after: Tree;
  /** Calls of the file system that the command makes. */
  readonly calls: number;
  readonly wallMs: number;
}

/** Runs a command once as it should be, to know what it writes and how many calls that takes. */
export async function prepared(command: WritingCommand): Promise<Prepared> {
  const folder = emptyFolder();
  command.prepare(folder);
  const copy = copyOf(folder);
  const count = join(emptyFolder(), "count");
  const start = performance.now();
  const { code, err } = await run(command.args, copy, { FAULT_COUNT: count });
  const wallMs = performance.now() - start;
  if (code !== 0) throw new Error(`${command.name} fails: ${err}`);
  return {
    wallMs,
    command,
    folder,
    before: treeOf(folder),
    after: treeOf(copy),
    calls: Number(readFileSync(count, "utf8")),
  };
}

/** A folder as it was before the command. */
export function copyOf(folder: string): string {
  const copy = emptyFolder();
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** What is wrong after the command has met a fault at one of its calls; nothing where all is as promised. */
export async function tried(
  { command, folder, before, after }: Prepared,
  call: number,
  fault: Fault,
): Promise<string[]> {
  const copy = copyOf(folder);
  const environment = { FAULT_AT: String(call), FAULT_CODE: fault, ...(fault === "ENOSPC" && { FAULT_LASTS: "1" }) };
  const ended = await run(command.args, copy, environment);
  const now = treeOf(copy);
  rmSync(copy, { recursive: true });
  return wrongIn(command, { before, after, now }, ended).map(
    (what) => `${command.name}, ${fault} at call ${call}: ${what}`,
  );
}

/** What does not hold after a command has ended, with or without a fault. */
export function wrongIn(
  { mayLeave }: WritingCommand,
  trees: Readonly<Record<"before" | "after" | "now", Tree>>,
  ended: Ended,
): string[] {
  const { code, err } = ended;
  const expected = code === 0 ? trees.after : trees.before;
  const strange = differing(expected, trees.now).filter((name) => !(code !== 0 && mayLeave?.test(name)));
  return [
    ...(strange.length > 0
      ? [`exit ${code}, and not as ${code === 0 ? "after" : "before"} it: ${strange.join(", ")}`]
      : []),
    ...(code === 0 || code === 3 ? [] : [`exit ${code}: ${err}`]),
    ...(/defect/.test(err) ? [err] : []),
    ...(code === 3 && !/^llmplan: cannot /m.test(err) ? [`no word of what failed: ${err}`] : []),
  ];
}

/** Runs a command with a file system that fails as the environment says. */
export async function run(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const disk = pathToFileURL(join(import.meta.dirname, "failing-disk.mjs")).href;
  const env = { ...process.env, NO_COLOR: "1", ...environment };
  const child = spawn(process.execPath, ["--import", disk, MAIN, ...args], {
    cwd,
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let err = "";
  child.stderr.on("data", (piece) => {
    err += piece;
  });
  return new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, err, signal })));
}
