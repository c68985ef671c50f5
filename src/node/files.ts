/**
 * Files, whole or not at all. What is to be written is complete in memory first; it goes to a temporary file beside its
 * target and takes the target's name in one step. So a reader, a full disk or Ctrl-C meets the old file or the new one.
 */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { attempt } from "./file-error.ts";
import { isThere, makeFolder, removeFolders, requireFileName } from "./folders.ts";

/** Text or bytes by path. Paths are joined to a folder by the caller. */
export type Contents = ReadonlyMap<string, string | Uint8Array>;

/** Reads a UTF-8 text. */
export function readText(path: string): string {
  return attempt(`cannot read ${path}`, () => readFileSync(path, "utf8"));
}

interface Written {
  readonly temporary: string;
  readonly target: string;
  /** Second name of the file that the target replaces, until all have replaced theirs. */
  readonly former: string;
}

/**
 * Writes one or several files. None takes its name before all are on the disk; if one then cannot, those that did get
 * their former contents back. A file that replaces another keeps that one's permissions.
 *
 * @throws FileError; no target has changed then, and no temporary file and no new folder is left
 */
export function writeWhole(contents: Contents): void {
  const written: Written[] = [];
  const folders: string[] = [];
  try {
    for (const target of contents.keys()) attempt(`cannot write ${target}`, () => requireFileName(target));
    for (const [target, content] of contents) {
      attempt(`cannot write ${target}`, () => {
        makeFolder(dirname(target), folders);
        const name = join(dirname(target), `.llmplan-${randomBytes(6).toString("hex")}`);
        const file = { temporary: `${name}.tmp`, former: `${name}.old`, target };
        written.push(file);
        writeSynced(file.temporary, content, permissionsOf(target));
      });
    }
    takeNames(written);
  } catch (error) {
    for (const { temporary } of written) rmSync(temporary, { force: true });
    removeFolders(folders);
    throw error;
  }
}

function takeNames(written: readonly Written[]): void {
  const taken: Written[] = [];
  try {
    for (const file of written) {
      attempt(`cannot write ${file.target}`, () => {
        if (isThere(file.target)) keep(file);
        renameSync(file.temporary, file.target);
        taken.push(file);
      });
    }
  } catch (error) {
    for (const { target, former } of taken.reverse()) {
      if (isThere(former)) renameSync(former, target);
      else rmSync(target, { force: true });
    }
    throw error;
  } finally {
    for (const { former } of written) rmSync(former, { force: true });
  }
}

/** A second name costs nothing and leaves the first in place; some disks know none, so there it is a copy. */
function keep({ target, former }: Written): void {
  try {
    linkSync(target, former);
  } catch {
    copyFileSync(target, former);
  }
}

/** Nothing for a file that is not there yet. */
function permissionsOf(target: string): number | undefined {
  const there = statSync(target, { throwIfNoEntry: false });
  return there && there.mode & PERMISSIONS;
}

const PERMISSIONS = 0o777;

function writeSynced(path: string, content: string | Uint8Array, permissions: number | undefined): void {
  const file = openSync(path, "wx");
  try {
    // Before anything is in it, so that what only its owner may read is never open to others; and only where they
    // differ, since some disks know no permissions and refuse.
    if (permissions !== undefined && (fstatSync(file).mode & PERMISSIONS) !== permissions)
      fchmodSync(file, permissions);
    const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
    for (let start = 0; start < bytes.length; ) start += writeSync(file, bytes, start);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
