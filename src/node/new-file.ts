import { closeSync, fchmodSync, fchownSync, fstatSync, fsyncSync, lstatSync, openSync, writeSync } from "node:fs";
import { FileError } from "./file-error.ts";

/**
 * Writes a new file, down to the disk, with the permissions and the owner of the one that it is to replace.
 *
 * @param target nothing need be there; a link is no file to be like
 */
export function writeLike(target: string, path: string, content: string | Uint8Array): void {
  const file = openNew(target, path);
  try {
    writeAll(file, typeof content === "string" ? Buffer.from(content, "utf8") : content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Opens a file that is not there yet. What its owner alone may read is never open to others: it is still empty. */
export function openNew(target: string, path: string): number {
  const file = openSync(path, "wx");
  try {
    const there = lstatSync(target, { throwIfNoEntry: false });
    if (there?.isFile()) makeLike(file, there);
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

const PERMISSIONS = 0o777;

/** Only where they differ, since some disks know neither owners nor permissions and refuse. */
function makeLike(file: number, { uid, gid, mode }: Readonly<Record<"uid" | "gid" | "mode", number>>): void {
  const made = fstatSync(file);
  if (made.uid !== uid || made.gid !== gid) {
    try {
      fchownSync(file, uid, gid);
    } catch {
      throw new FileError("user", "it belongs to somebody else, and would be yours: remove it first");
    }
  }
  if ((made.mode & PERMISSIONS) !== (mode & PERMISSIONS)) fchmodSync(file, mode & PERMISSIONS);
}

export function writeAll(file: number, bytes: Uint8Array): void {
  for (let start = 0; start < bytes.length; ) start += writeSync(file, bytes, start);
}
