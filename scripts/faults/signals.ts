import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { MAIN } from "./commands.ts";
import { differing, type Tree, treeOf } from "./tree.ts";
import { copyOf, type Prepared, run } from "./try-faults.ts";

export const SIGNALS = ["SIGINT", "SIGTERM", "SIGKILL"] as const;

const CODES = { SIGINT: 130, SIGTERM: 143, SIGKILL: undefined } as const;

/** What is wrong after a command has got a signal some time after its start; nothing where all is as promised. */
export async function signalled(
  { command, folder, before, after }: Prepared,
  signal: (typeof SIGNALS)[number],
  afterMs: number,
): Promise<readonly string[]> {
  const cwd = copyOf(folder);
  const child = spawn(process.execPath, [MAIN, ...command.args], { cwd, stdio: "ignore" });
  const left = new Promise<{ code: number | null; by: string | null }>((resolve) =>
    child.on("exit", (code, by) => resolve({ code, by })),
  );
  await setTimeout(afterMs);
  child.kill(signal);
  const { code, by } = await left;
  const now = treeOf(cwd);
  const resumed = command.mayLeave && (await resumes(command.args, cwd, after));
  rmSync(cwd, { recursive: true });
  const isKill = signal === "SIGKILL";
  const mayStay = (name: string): boolean =>
    command.mayLeave?.test(name) === true || (isKill && /(^|\/)\.llmplan-/.test(name));
  const strange = (tree: typeof before) => differing(tree, now).filter((name) => !mayStay(name));
  const [fromBefore, fromAfter] = [strange(before), strange(after)];
  const isWhole = fromBefore.length === 0 || fromAfter.length === 0;
  // Only a kill may leave a set of files of which some are new; each of them is whole all the same.
  const isMixed = isKill && fromBefore.every((name) => now[name] === after[name] || now[name] === "folder");
  // Until the command listens, and while it computes without a pause, the system itself ends it.
  const isEnd = code === 0 || code === CODES[signal] || by === signal;
  const at = `${command.name}, ${signal} after ${Math.round(afterMs)} ms`;
  return [
    ...(isWhole || isMixed ? [] : [`${at}: ${fromBefore.join(", ")}`]),
    ...(isEnd ? [] : [`${at}: exit ${code}, ${by}`]),
    ...(code === 0 && fromAfter.length > 0 ? [`${at}: exit 0, and not done: ${fromAfter.join(", ")}`] : []),
    ...(resumed === undefined ? [] : [`${at}: ${resumed}`]),
  ];
}

/** What a command that can be continued does not do as an uninterrupted one does. */
async function resumes(args: readonly string[], cwd: string, after: Tree): Promise<string | undefined> {
  const { code, err } = await run([...args, "--resume"], cwd);
  if (code !== 0) return `--resume fails: ${err}`;
  const other = differing(after, treeOf(cwd)).filter((name) => !/(^|\/)\.llmplan-/.test(name));
  return other.length === 0 ? undefined : `--resume differs in ${other.join(", ")}`;
}
