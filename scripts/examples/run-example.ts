/** Types an example into a shell, as a reader of some machine would, and keeps what came of it. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { exampleFolder } from "./example-folder.ts";

/** Who runs it: a program, settings of the system, a day, a number of processors, the name of a folder. */
export interface Machine {
  readonly node: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly folder: string;
  /** Days that the clock is ahead. */
  readonly daysAhead: number;
  readonly oneCore: boolean;
}

export const PLAIN_MACHINE: Machine = {
  node: process.execPath,
  settings: {},
  folder: "plans",
  daysAhead: 0,
  oneCore: false,
};

/** As far from the plain one as a machine with Linux can be told to be. */
export const STRANGE_MACHINE: Machine = {
  node: process.execPath,
  settings: { TZ: "Pacific/Auckland", LANG: "C", LC_ALL: "tr_TR.UTF-8", HOME: "/nonexistent" },
  folder: "Plans d’été – Übung 1",
  daysAhead: 1987,
  oneCore: true,
};

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Digests of the files of the folder after it, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** @param before lines typed before the example, for files it starts from; what they print is not kept */
export async function runExample(script: string, machine: Machine, before = ""): Promise<Outcome> {
  const cwd = exampleFolder(machine.folder);
  const path = [programs(machine), process.env.PATH].join(delimiter);
  const env = { ...process.env, NO_COLOR: "1", ...machine.settings, PATH: path };
  const shell = `set -e\n{ :; ${before}\n} >/dev/null 2>&1\n${script}\n`;
  const child = spawn("sh", ["-c", shell], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const [out, err, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve) => child.on("close", resolve)),
  ]);
  const files = readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file.slice(cwd.length + 1), createHash("sha256").update(readFileSync(file)).digest("hex")]);
  return { code, out, err, files: Object.fromEntries(files) };
}

/** A folder with `llmplan` and `npx` of this machine. */
function programs({ node, daysAhead, oneCore }: Machine): string {
  const folder = mkdtempSync(join(tmpdir(), "llmplan-bin-"));
  mkdirSync(folder, { recursive: true });
  const main = join(import.meta.dirname, "../../dist/cli/main.js");
  const clock = join(import.meta.dirname, "other-day.mjs");
  const run = `${oneCore ? "taskset -c 0 " : ""}"${node}" --import "${clock}" "${main}" "$@"`;
  writeFileSync(join(folder, "llmplan"), `#!/bin/sh\nDAYS_AHEAD=${daysAhead} exec ${run}\n`);
  writeFileSync(join(folder, "npx"), '#!/bin/sh\nexec "$@"\n');
  for (const name of ["llmplan", "npx"]) chmodSync(join(folder, name), 0o755);
  return folder;
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString("utf8");
}
