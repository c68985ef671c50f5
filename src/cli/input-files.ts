import { statSync } from "node:fs";
import { FileError } from "../node/file-error.ts";
import * as files from "../node/files.ts";

/** Files that this run has read, each by the disk's own number for it, so that no other name hides it. */
const inputs = new Set<string>();

/** Reads a text, and remembers that it is an input. */
export function readText(path: string): string {
  const text = files.readText(path);
  noteInput(path);
  return text;
}

/** Remembers a file that is read by other means. */
export function noteInput(path: string): void {
  const key = keyOf(path);
  if (key !== undefined) inputs.add(key);
}

/** Writes what a command gives. Throws FileError where that would replace what the same run has read. */
export function writeOutput(contents: files.Contents, rules: files.WriteRules = {}): void {
  for (const target of contents.keys()) requireNoInput(target);
  files.writeWhole(contents, rules);
}

export function requireNoInput(target: string): void {
  const key = keyOf(target);
  if (key !== undefined && inputs.has(key))
    throw new FileError("user", `cannot write ${target}: it is an input of this command`);
}

function keyOf(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    // Nothing is there, or nothing that may be looked at: what reads or writes it says so.
    return undefined;
  }
}
