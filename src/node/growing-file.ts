import { closeSync, fsyncSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { attempt } from "./file-error.ts";
import { keepFolders, makeFolder, removeFolders, requireFileName } from "./folders.ts";
import { openNew, writeAll } from "./new-file.ts";
import { discard, temporaryBeside } from "./unfinished.ts";

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
  const trying = <T>(action: () => T): T => attempt(`cannot write ${target}`, action);
  const made: string[] = [];
  const temporary = temporaryBeside(target, ".tmp");
  let file: number | undefined = trying(() => {
    requireFileName(target);
    makeFolder(dirname(target), made);
    return openNew(target, temporary);
  });
  let pending: string[] = [];
  let size = 0;
  const flush = (): void => {
    if (file === undefined || pending.length === 0) return;
    const bytes = Buffer.from(pending.join(""), "utf8");
    pending = [];
    size = 0;
    const open = file;
    trying(() => writeAll(open, bytes));
  };
  return {
    write(text) {
      pending.push(text);
      size += text.length;
      if (size > 1 << 18) flush();
    },
    keep() {
      flush();
      trying(() => {
        if (file === undefined) return;
        fsyncSync(file);
        closeSync(file);
        file = undefined;
        renameSync(temporary, target);
        keepFolders(made);
      });
    },
    drop() {
      if (file !== undefined) closeSync(file);
      file = undefined;
      discard(temporary);
      removeFolders(made);
    },
  };
}
