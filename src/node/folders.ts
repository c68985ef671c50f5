import { lstatSync, mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { FileError } from "./file-error.ts";

/**
 * Makes a folder and those it stands in, one at a time: Node's recursive way never ends where the system makes none,
 * as below /proc.
 *
 * @param made gets the folders that were not there before, the outermost first
 * @throws Error of the system, or FileError where a file is in the way
 */
export function makeFolder(path: string, made: string[]): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory()) return;
  if (there) throw new FileError("user", `${path} is no folder`);
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent, made);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new FileError("user", `no folder can be made at ${path}`);
    throw error;
  }
  made.push(path);
}

/** Removes folders that were made for nothing, the innermost first; one that somebody has put something into stays. */
export function removeFolders(made: readonly string[]): void {
  for (const path of [...made].reverse()) {
    try {
      rmdirSync(path);
    } catch {
      // It is not empty, or gone.
    }
  }
}

/** Whether a name is taken, be it by a link that leads nowhere. */
export const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** @throws FileError where the name is that of a folder, a device or a pipe, which no file may replace */
export function requireFileName(path: string): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw new FileError("user", "it is a folder");
  if (there && !there.isFile()) throw new FileError("user", "it is a device or a pipe, not a file");
}
