/**
 * A file of many rows that take long to compute. It grows under another name, beside a note of what it is and who writes
 * it, so that it can be continued after a break; it takes its own name when it is whole.
 */
import {
  closeSync,
  createReadStream,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { asFileError, attempt, FileError } from "./file-error.ts";
import { writeWhole } from "./files.ts";
import { whileLocked } from "./folder-lock.ts";
import { isThere, keepFolders, makeFolder, removeFolders, requireFileName } from "./folders.ts";
import { processOf, stateOf, thisRun } from "./run-identity.ts";
import { discard, removeAtEnd } from "./unfinished.ts";

export interface RowFile {
  /** Rows that are there already. */
  readonly done: number;
  readonly write: (text: string) => void;
  /** All rows are on the disk: what is written now can rely on them. */
  readonly settle: () => void;
  /** Gives the file its name. */
  readonly finish: () => void;
}

/**
 * @param head what stands before the first row
 * @param digest names what the rows are of; a file of anything else is not continued
 * @throws FileError where a broken-off file stands and is not to be continued, or is of something else
 */
export async function rowFile(asked: {
  readonly target: string;
  readonly head: string;
  readonly digest: string;
  readonly resume: boolean;
}): Promise<RowFile> {
  const { target, head } = asked;
  const [rows, note] = [`${target}.partial`, `${target}.partial.json`];
  const made: string[] = [];
  let isNew = false;
  try {
    attempt(`cannot write ${target}`, () => {
      requireFileName(target);
      makeFolder(dirname(target), made);
    });
    const goesOn = whileLocked([dirname(target)], () => begun(asked, rows, note));
    isNew = !goesOn;
    const kept = goesOn && isThere(rows) ? await keptLines(rows) : { lines: 0, bytes: 0 };
    const headLines = head === "" ? 0 : 1;
    const begins = kept.lines >= headLines && kept.lines > 0;
    const file = attempt(`cannot write ${target}`, () => opened(rows, begins ? kept.bytes : 0));
    const write = writerAt(file, begins ? kept.bytes : 0, `cannot write ${target}`);
    if (!begins) write(head);
    keepFolders(made);
    return {
      done: begins ? kept.lines - headLines : 0,
      write: (text) => write(text, ` (continue with --resume from ${rows})`),
      settle: () =>
        attempt(`cannot write ${target} (continue with --resume from ${rows})`, () => {
          fsyncSync(file);
          closeSync(file);
        }),
      finish: () =>
        attempt(`cannot write ${target} (continue with --resume from ${rows})`, () => {
          renameSync(rows, target);
          removeNow(note);
        }),
    };
  } catch (error) {
    // What has no row yet is nothing to continue.
    if (isNew) removeNow(rows, note);
    removeFolders(made);
    throw error instanceof FileError ? error : asFileError(`cannot write ${target}`, error);
  }
}

/**
 * Has this run be the one that writes the rows.
 *
 * @returns whether some may be there
 */
function begun(
  { digest, resume }: { readonly digest: string; readonly resume: boolean },
  rows: string,
  note: string,
): boolean {
  for (const path of [rows, note])
    if (isThere(path) && !lstatSync(path).isFile()) throw new FileError("user", `${path} is in the way: it is no file`);
  const there = isThere(note) || isThere(rows);
  const { digest: known, run } = noted(note);
  if (run !== undefined && isBeingWritten(run, rows))
    throw new FileError("user", `process ${processOf(run)} is writing ${rows}: wait for it, or end it`);
  if (there && !resume)
    throw new FileError("user", `${rows} was broken off: continue it with --resume, or remove it and ${note}`);
  if (there && known !== digest)
    throw new FileError(
      "user",
      `${rows} is of another sweep, plan, seed or version: remove it and ${note} to begin anew`,
    );
  writeWhole(new Map([[note, `${JSON.stringify({ digest, run: thisRun() })}\n`]]));
  return there;
}

function removeNow(...paths: readonly string[]): void {
  for (const path of paths) {
    removeAtEnd(path, "file");
    discard(path);
  }
}

/** A run on another machine shows only by what it writes. */
function isBeingWritten(run: string, rows: string): boolean {
  const state = stateOf(run);
  const changed = statSync(rows, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return state === "running" || (state === "elsewhere" && Date.now() - changed < QUIET_MS);
}

const QUIET_MS = 60_000;

function opened(rows: string, bytes: number): number {
  const file = openSync(rows, isThere(rows) ? "r+" : "wx");
  ftruncateSync(file, bytes);
  return file;
}

function writerAt(file: number, start: number, what: string): (text: string, hint?: string) => void {
  let position = start;
  return (text, hint = "") =>
    attempt(`${what}${hint}`, () => {
      const bytes = Buffer.from(text, "utf8");
      for (let at = 0; at < bytes.length; ) {
        const written = writeSync(file, bytes, at, bytes.length - at, position);
        at += written;
        position += written;
      }
    });
}

function noted(path: string): RowNote {
  if (!isThere(path)) return {};
  return attempt(`cannot read ${path}`, () =>
    statSync(path).size > LONGEST_NOTE ? {} : readRowNote(readFileSync(path, "utf8")),
  );
}

interface RowNote {
  readonly digest?: string;
  readonly run?: string;
}

/** Two short words and the name of a machine. */
const LONGEST_NOTE = 1000;

/** What a note says; nothing where it is none of ours. */
export function readRowNote(text: string): RowNote {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof said !== "object" || said === null) return {};
  const { digest, run } = said as Readonly<Record<string, unknown>>;
  return { ...(typeof digest === "string" && { digest }), ...(typeof run === "string" && { run }) };
}

async function keptLines(path: string): ReturnType<typeof wholeLines> {
  try {
    return await wholeLines(path);
  } catch (error) {
    throw asFileError(`cannot read ${path}`, error);
  }
}

/** Lines that end, and the bytes up to the end of the last: what was torn off in the middle of a line is left out. */
async function wholeLines(path: string): Promise<{ readonly lines: number; readonly bytes: number }> {
  let [lines, bytes, seen] = [0, 0, 0];
  for await (const chunk of createReadStream(path)) {
    const block: Buffer = chunk;
    for (let at = block.indexOf(LINE_FEED); at >= 0; at = block.indexOf(LINE_FEED, at + 1)) {
      lines++;
      bytes = seen + at + 1;
    }
    seen += block.length;
  }
  return { lines, bytes };
}

const LINE_FEED = 10;
