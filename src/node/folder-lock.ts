/**
 * One run at a time: while several files take their names, a file in their folder says who is at it, so that two runs
 * into one folder leave the files of one of them.
 */
import { closeSync, openSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { attempt, FileError } from "./file-error.ts";
import { writeAll } from "./new-file.ts";
import { stateOf, thisRun } from "./run-identity.ts";
import { discard, removeAtEnd, TEMPORARY_PREFIX } from "./unfinished.ts";

/**
 * Does something while no other run does anything in these folders. A run that was killed holds nothing.
 *
 * @throws FileError where another run stays in one of them for ten seconds
 */
export function whileLocked<Result>(folders: Iterable<string>, work: () => Result): Result {
  const held: string[] = [];
  try {
    // Everybody in the same order, or two would wait for each other.
    const real = [...folders].map((path) => attempt(`cannot write into ${path}`, () => realpathSync(path)));
    for (const folder of [...new Set(real)].toSorted()) {
      const lock = join(folder, LOCK);
      attempt(`cannot write ${lock}`, () => take(lock));
      held.push(lock);
    }
    return work();
  } finally {
    for (const lock of held.reverse()) discard(lock);
  }
}

const LOCK = `${TEMPORARY_PREFIX}lock`;
const PATIENCE_MS = 10_000;
const PAUSE_MS = 10;

function take(lock: string): void {
  const start = performance.now();
  for (;;) {
    if (created(lock)) return;
    const holder = holderOf(lock);
    if (holder !== undefined && stateOf(holder) === "ended") {
      // Looked at again just before, since another run may have removed it and be at work.
      if (holderOf(lock) === holder) rmSync(lock, { force: true });
      continue;
    }
    if (performance.now() - start > PATIENCE_MS)
      throw new FileError("machine", `another run is writing there; if none is, remove ${lock}`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}

function created(lock: string): boolean {
  let file: number;
  try {
    file = openSync(lock, "wx");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
  removeAtEnd(lock, "file");
  try {
    try {
      writeAll(file, Buffer.from(thisRun()));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    discard(lock);
    throw error;
  }
  return true;
}

/** Nothing where it is gone, or not yet written. */
function holderOf(lock: string): string | undefined {
  try {
    return readFileSync(lock, "utf8") || undefined;
  } catch {
    return undefined;
  }
}
