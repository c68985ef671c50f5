import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { attempt, FileError } from "./file-error.ts";

/** More than anything that is read whole; logs are read as they come and may be of any size. */
const MOST_BYTES = 100_000_000;

/**
 * The bytes of a file, a pipe or a device. One that never ends (`/dev/zero`) fills no memory.
 *
 * @throws FileError where it cannot be read, or holds more than 100 MB
 */
export function readBytes(path: string): Buffer {
  return attempt(`cannot read ${path}`, () => {
    const file = openSync(path, "r");
    try {
      return bytesOf(file);
    } finally {
      closeSync(file);
    }
  });
}

/** The text on standard input. */
export const readStandardInput = (): string =>
  attempt("cannot read standard input", () => bytesOf(process.stdin.fd).toString("utf8"));

function bytesOf(file: number): Buffer {
  const expected = fstatSync(file).size;
  if (expected > MOST_BYTES) throw tooLarge();
  const pieces: Buffer[] = [];
  let total = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(Math.max(1 << 16, expected - total + 1));
    const size = readOrWait(file, piece);
    if (size === 0) return Buffer.concat(pieces, total);
    pieces.push(piece.subarray(0, size));
    total += size;
    if (total > MOST_BYTES) throw tooLarge();
  }
}

const tooLarge = (): FileError => new FileError("user", "it holds more than 100 MB, and is no file for this");

/** A terminal or pipe that has nothing yet says so where it does not wait by itself. */
function readOrWait(file: number, piece: Buffer): number {
  for (;;) {
    try {
      return readSync(file, piece);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(PAUSE, 0, 0, 10);
    }
  }
}

const PAUSE = new Int32Array(new SharedArrayBuffer(4));
