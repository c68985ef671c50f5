import { resolve } from "node:path";
import type { Warning } from "../analysis/result.ts";
import { harmlessLines, singleLine } from "../report/single-line.ts";
import type { Terminal } from "../report/terminal.ts";
import { UsageError } from "./exit.ts";
import { writeOutput } from "./input-files.ts";

/** A result: to standard output, or whole to a file. */
export function printResult(text: string, out: string | undefined): void {
  if (out === "") throw new UsageError("--out has no name: say which file");
  if (out === undefined || out === "-") process.stdout.write(text);
  else writeOutput(new Map([[resolve(out), text]]));
}

/** Other people's text to the byte, as `patch` reads it; on a terminal, without what could steer it. */
export function printVerbatim(text: string): void {
  process.stdout.write(process.stdout.isTTY ? harmlessLines(text) : text);
}

/** Warnings go beside the result, not into it. */
export function printWarnings(warnings: readonly Warning[]): void {
  for (const { code, message } of warnings) process.stderr.write(`warning (${code}): ${singleLine(message)}\n`);
}

/** What tables may use of the terminal that a result goes to; a file gets neither colour nor folding. */
export function terminalFor(out: string | undefined): Terminal {
  const toFile = out !== undefined && out !== "-";
  const { stdout, env } = process;
  if (toFile || !stdout.isTTY) return { colour: false, width: 200 };
  return { colour: !env.NO_COLOR && env.TERM !== "dumb", width: Math.max(40, stdout.columns ?? 80) };
}
