/**
 * A file of many rows that take long to compute. It grows under another name, beside a note of what it is, so that it
 * can be continued after a break; it takes its own name when it is whole.
 */
import {
  closeSync,
  createReadStream,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { attempt, FileError } from "./file-error.ts";
import { makeFolder, requireFileName } from "./folders.ts";

export interface RowFile {
  /** Rows that are there already. */
  readonly done: number;
  readonly write: (text: string) => void;
  /** Gives the file its name. */
  readonly finish: () => void;
}

/**
 * @param head what stands before the first row
 * @param digest names what the rows are of; a file of anything else is not continued
 * @throws FileError where a broken-off file stands and is not to be continued, or is of something else
 */
export async function rowFile({
  target,
  head,
  digest,
  resume,
}: {
  readonly target: string;
  readonly head: string;
  readonly digest: string;
  readonly resume: boolean;
}): Promise<RowFile> {
  const [rows, note] = [`${target}.partial`, `${target}.partial.json`];
  attempt(`cannot write ${target}`, () => {
    makeFolder(dirname(target), []);
    requireFileName(target);
  });
  const there = existsSync(note) || existsSync(rows);
  if (there && !resume)
    throw new FileError("user", `${rows} was broken off: continue it with --resume, or remove it and ${note}`);
  if (there && noted(note) !== digest)
    throw new FileError(
      "user",
      `${rows} is of another sweep, plan, seed or version: remove it and ${note} to begin anew`,
    );
  const kept = there && existsSync(rows) ? await wholeLines(rows) : { lines: 0, bytes: 0 };
  const headLines = head === "" ? 0 : 1;
  const begins = kept.lines >= headLines && kept.lines > 0;
  const file = attempt(`cannot write ${target}`, () => {
    if (!there) writeFileSync(note, `${JSON.stringify({ digest })}\n`);
    const opened = openSync(rows, existsSync(rows) ? "r+" : "w");
    ftruncateSync(opened, begins ? kept.bytes : 0);
    return opened;
  });
  let position = begins ? kept.bytes : 0;
  const write = (text: string): void =>
    attempt(`cannot write ${target}`, () => {
      const bytes = Buffer.from(text, "utf8");
      for (let start = 0; start < bytes.length; ) {
        const written = writeSync(file, bytes, start, bytes.length - start, position);
        start += written;
        position += written;
      }
    });
  if (!begins) write(head);
  return {
    done: begins ? kept.lines - headLines : 0,
    write,
    finish: () =>
      attempt(`cannot write ${target}`, () => {
        closeSync(file);
        renameSync(rows, target);
        rmSync(note, { force: true });
      }),
  };
}

function noted(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8")).digest;
  } catch {
    return undefined;
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
