/**
 * Files, whole or not at all. What is to be written is complete in memory first; it goes to a temporary file beside its
 * target and takes the target's name in one step. So a reader, a full disk or Ctrl-C meets the old file or the new one.
 */
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";

/** A file or folder that cannot be used as asked. `fault` tells whether the user's words or the machine is the cause. */
export class FileError extends Error {
  readonly fault: "user" | "machine";
  constructor(fault: "user" | "machine", message: string) {
    super(message);
    this.name = "FileError";
    this.fault = fault;
  }
}

/** Text or bytes by path. Paths are joined to a folder by the caller. */
export type Contents = ReadonlyMap<string, string | Uint8Array>;

/** Reads a UTF-8 text. */
export function readText(path: string): string {
  return attempt(`cannot read ${path}`, () => readFileSync(path, "utf8"));
}

/**
 * Writes one or several files. None takes its name before all are on the disk.
 *
 * @throws FileError; temporary files are then gone and no target has changed
 */
export function writeWhole(contents: Contents): void {
  const written: { readonly temporary: string; readonly target: string }[] = [];
  try {
    for (const [target, content] of contents) {
      attempt(`cannot write ${target}`, () => {
        mkdirSync(dirname(target), { recursive: true });
        const temporary = join(dirname(target), `.llmplan-${randomBytes(6).toString("hex")}.tmp`);
        written.push({ temporary, target });
        writeSynced(temporary, content);
      });
    }
    for (const { temporary, target } of written) attempt(`cannot write ${target}`, () => renameSync(temporary, target));
  } finally {
    for (const { temporary } of written) rmSync(temporary, { force: true });
  }
}

function writeSynced(path: string, content: string | Uint8Array): void {
  const file = openSync(path, "wx");
  try {
    const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
    for (let start = 0; start < bytes.length; ) start += writeSync(file, bytes, start);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Faults that better words on the command line would mend; all others are the machine's. */
const USER_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  EACCES: "permission is missing",
  EPERM: "permission is missing",
  EROFS: "the disk is read-only",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is a file",
  EEXIST: "a file stands where a folder is needed",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links go round in circles",
  EINVAL: "the system does not take this name",
};

function attempt<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const reason = USER_FAULTS[code];
    if (reason !== undefined) throw new FileError("user", `${what}: ${reason}`);
    throw new FileError("machine", `${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
