/**
 * Files and folders that are only there while a run writes. They go when it ends, be it by an error, by Ctrl-C or by
 * SIGTERM; only a kill that no program hears, or a machine that stops, leaves them behind.
 */
import { randomBytes } from "node:crypto";
import { rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/** How every such file is called, so that people and programs can tell what a killed run has left. */
export const TEMPORARY_PREFIX = ".llmplan-";

const unfinished = new Map<string, "file" | "folder">();
let listens = false;

/** A name beside a target that no other run takes. It is removed at the end of the run, unless it is released. */
export function temporaryBeside(target: string, ending: string): string {
  const path = join(dirname(target), `${TEMPORARY_PREFIX}${randomBytes(6).toString("hex")}${ending}`);
  removeAtEnd(path, "file");
  return path;
}

/** Has a file or an empty folder removed when the run ends. */
export function removeAtEnd(path: string, kind: "file" | "folder"): void {
  unfinished.set(path, kind);
  if (listens) return;
  listens = true;
  process.on("exit", () => {
    // Files first: a folder goes once it is empty.
    const left = [...unfinished].reverse();
    for (const kind of ["file", "folder"] as const)
      for (const [path, what] of left) if (what === kind) remove(path, kind);
  });
}

/** Keeps what is there under this name. */
export function release(path: string): void {
  unfinished.delete(path);
}

/** Removes a file or an empty folder now; where that fails, it is tried again when the run ends. */
export function discard(path: string): void {
  const kind = unfinished.get(path);
  if (kind && remove(path, kind)) release(path);
}

function remove(path: string, kind: "file" | "folder"): boolean {
  try {
    if (kind === "file") rmSync(path, { force: true });
    else rmdirSync(path);
    return true;
  } catch {
    // A folder that somebody has put something into stays.
    return false;
  }
}
