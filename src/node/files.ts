/**
 * Files, whole or not at all. What is to be written is complete in memory first; it goes to a temporary file beside its
 * target and takes the target's name in one step. So a reader, a full disk or Ctrl-C meets the old file or the new one.
 */
import {
  copyFileSync,
  linkSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { readBytes } from "./bounded-read.ts";
import { attempt, FileError } from "./file-error.ts";
import { whileLocked } from "./folder-lock.ts";
import { isThere, keepFolders, makeFolder, removeFolders, requireFileName, requireWithin } from "./folders.ts";
import { writeLike } from "./new-file.ts";
import { discard, release, temporaryBeside } from "./unfinished.ts";

/** Text or bytes by path. Paths are joined to a folder by the caller. */
export type Contents = ReadonlyMap<string, string | Uint8Array>;

/** What must hold besides. */
export interface WriteRules {
  /** Nothing is written outside this folder, not even where a link inside it leads. */
  readonly within?: string;
  /** Nothing may be there yet. */
  readonly isNew?: boolean;
  /** Texts as they were read, of documents that are edited: where somebody has changed one since, none is written. */
  readonly edited?: ReadonlyMap<string, string>;
}

/** Reads a UTF-8 text. */
export function readText(path: string): string {
  return readBytes(path).toString("utf8");
}

interface Written {
  readonly temporary: string;
  readonly target: string;
  /** Second name of the file that the target replaces, until all have replaced theirs. */
  readonly former: string;
}

/**
 * Writes one or several files. None takes its name before all are on the disk; if one then cannot, those that did get
 * their former contents back. A file that replaces another keeps that one's permissions and owner; one that replaces a
 * link leaves alone what the link leads to.
 *
 * @throws FileError; no target has changed then, and no temporary file and no new folder is left
 */
export function writeWhole(contents: Contents, rules: WriteRules = {}): void {
  const written: Written[] = [];
  const made: string[] = [];
  try {
    for (const target of contents.keys())
      attempt(`cannot write ${target}`, () => {
        if (rules.within !== undefined) requireWithin(resolve(rules.within), resolve(target));
        requireFileName(target);
      });
    for (const [target, content] of contents) {
      attempt(`cannot write ${target}`, () => {
        makeFolder(dirname(target), made);
        const file = { temporary: temporaryBeside(target, ".tmp"), former: temporaryBeside(target, ".old"), target };
        written.push(file);
        writeLike(target, file.temporary, content);
      });
    }
    const take = (): void => takeNames(written, contents, rules);
    const isAlone = written.length < 2 && !rules.isNew && rules.edited === undefined;
    if (isAlone) take();
    else whileLocked([...contents.keys()].map(dirname), take);
    keepFolders(made);
  } finally {
    for (const { temporary, former } of written) {
      discard(temporary);
      discard(former);
    }
    removeFolders(made);
  }
}

function takeNames(written: readonly Written[], contents: Contents, { isNew, edited }: WriteRules): void {
  for (const { target } of written)
    attempt(`cannot write ${target}`, () => {
      if (isNew && isThere(target)) throw new FileError("user", "it is there already");
      const before = edited?.get(target);
      if (before === undefined) return;
      const now = readFileSync(target, "utf8");
      // Another run may have brought it up to date.
      if (now !== before && now !== contents.get(target))
        throw new FileError("machine", "somebody has changed it meanwhile; run this again");
    });
  const taken: Written[] = [];
  try {
    for (const file of written)
      attempt(`cannot write ${file.target}`, () => {
        // Before the step, so that a name is never taken without the way back being known.
        if (written.length > 1 && isThere(file.target)) keep(file);
        renameSync(file.temporary, file.target);
        taken.push(file);
      });
  } catch (error) {
    throw withLosses(error, taken.reverse().flatMap(putBack));
  }
}

/** A second name costs nothing and leaves the first in place; some disks know none, so there it is a copy. */
function keep({ target, former }: Written): void {
  if (lstatSync(target).isSymbolicLink()) {
    symlinkSync(readlinkSync(target), former);
    return;
  }
  try {
    linkSync(target, former);
  } catch {
    copyFileSync(target, former);
  }
}

/** Where the disk refuses even that, the former contents stay under their second name, and the message tells it. */
function putBack({ target, former }: Written): readonly string[] {
  const before = isThere(former);
  try {
    if (before) renameSync(former, target);
    else rmSync(target, { force: true });
    return [];
  } catch {
    release(former);
    return [before ? `the former ${target} is now ${former}` : `${target} is new and stays`];
  }
}

function withLosses(error: unknown, losses: readonly string[]): unknown {
  if (losses.length === 0 || !(error instanceof FileError)) return error;
  return new FileError("machine", `${error.message}; ${losses.join("; ")}`);
}
