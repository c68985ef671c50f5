import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { FileError } from "./file-error.ts";

/** A file too large for memory that still appears whole or not at all. */
export interface GrowingFile {
  readonly write: (text: string) => void;
  /** Gives the file its name. */
  readonly keep: () => void;
  /** Removes what was not kept. */
  readonly drop: () => void;
}

/** Writes to a temporary file beside the target. */
export function wholeFile(target: string): GrowingFile {
  const temporary = join(dirname(target), `.llmplan-${randomBytes(6).toString("hex")}.tmp`);
  let file: number | undefined = attempt(target, () => {
    mkdirSync(dirname(target), { recursive: true });
    return openSync(temporary, "wx");
  });
  let pending: string[] = [];
  let size = 0;
  const flush = (): void => {
    if (file === undefined || pending.length === 0) return;
    const bytes = Buffer.from(pending.join(""), "utf8");
    pending = [];
    size = 0;
    const open = file;
    attempt(target, () => {
      for (let start = 0; start < bytes.length; ) start += writeSync(open, bytes, start);
    });
  };
  const close = (): void => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  return {
    write(text) {
      pending.push(text);
      size += text.length;
      if (size > 1 << 18) flush();
    },
    keep() {
      flush();
      close();
      attempt(target, () => renameSync(temporary, target));
    },
    drop() {
      close();
      rmSync(temporary, { force: true });
    },
  };
}

function attempt<T>(target: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const fault = ["ENOENT", "EACCES", "EPERM", "EROFS", "EISDIR", "ENOTDIR", "EEXIST"].includes(code)
      ? "user"
      : "machine";
    throw new FileError(fault, `cannot write ${target}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
