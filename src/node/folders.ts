import { accessSync, constants, lstatSync, mkdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { attempt, FileError } from "./file-error.ts";
import { discard, release, removeAtEnd } from "./unfinished.ts";

/**
 * Makes a folder and those it stands in, one at a time: Node's recursive way never ends where the system makes none,
 * as below /proc.
 *
 * @param made gets the folders that were not there before, the outermost first; they go with the run unless kept
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
  removeAtEnd(path, "folder");
  made.push(path);
}

/** Folders that hold something now. */
export function keepFolders(made: readonly string[]): void {
  for (const path of made) release(path);
}

/** Removes folders that were made for nothing, the innermost first; one that somebody has put something into stays. */
export function removeFolders(made: readonly string[]): void {
  for (const path of [...made].reverse()) discard(path);
}

/**
 * What stands at a path; nothing where there is nothing, or nothing that may be looked at.
 *
 * @throws FileError where the disk fails, which says nothing about what is there
 */
export function standingAt(path: string): Stats | undefined {
  try {
    return attempt(`cannot read ${path}`, () => statSync(path, { throwIfNoEntry: false }));
  } catch (error) {
    if (error instanceof FileError && error.fault === "user") return undefined;
    throw error;
  }
}

/** Whether a name is taken, be it by a link that leads nowhere. */
export const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/**
 * @throws FileError where no file may take the name: a folder, a device or a pipe stands there, the system makes the
 *   names of its folder, or the file that is there must not be written
 */
export function requireFileName(path: string): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw new FileError("user", "it is a folder");
  if (there && !there.isFile()) throw new FileError("user", "it is a device or a pipe, not a file");
  const folder = realFolder(dirname(path));
  // Where standard output is a file, /dev/stdout leads to one; a file put there would be in the way of every program.
  if (folder === "/dev" || folder === "/proc" || folder?.startsWith("/proc/"))
    throw new FileError("user", "names there are the system's; standard output is -");
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile()) accessSync(path, constants.W_OK);
}

function realFolder(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // It is yet to be made.
    return undefined;
  }
}

/**
 * @throws RangeError where the name leads out of the folder, which is a defect
 * @throws FileError where it does so through a link
 */
export function requireWithin(folder: string, path: string): void {
  const inner = relative(folder, path);
  if (inner === "" || inner === ".." || inner.startsWith(`..${sep}`) || isAbsolute(inner))
    throw new RangeError(`${path} is not inside ${folder}`);
  const between = dirname(inner) === "." ? [] : dirname(inner).split(sep);
  let at = folder;
  for (const name of between) {
    at = join(at, name);
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new FileError("user", `${basename(at)} is a link, and nothing is written outside ${folder}`);
  }
}
