/**
 * The bytes of a log, unpacked, piece by piece. What a file is packed with is told by its first bytes, not by its name:
 * gzip, zstd (fzstd, since Node 20 has none of its own) or nothing.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { asFileError, FileError } from "./file-error.ts";

export interface LogBytes {
  /** Takes unpacked bytes; they are only good until the call returns. */
  readonly take: (piece: Uint8Array) => void;
  /** Bytes of the file read so far. */
  readonly progress: (bytes: number) => void;
}

export interface LogEnd {
  /** sha-256 of the file as it lies on the disk, 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
  /** The archive ended before what it packs did, or is damaged from some point on. */
  readonly brokenOff: boolean;
}

/** @param path a file, or - for standard input */
export const streamLog = (path: string, bytes: LogBytes): Promise<LogEnd> => unpackLog(openLog(path), path, bytes);

/** @param pieces of the file as it lies on the disk */
export async function unpackLog(
  pieces: AsyncIterable<Buffer>,
  path: string,
  { take, progress }: LogBytes,
): Promise<LogEnd> {
  const hash = createHash("sha256");
  let bytes = 0;
  let unpacked = 0;
  const takeSome = (piece: Uint8Array): void => {
    unpacked += piece.length;
    if (unpacked > LARGE && unpacked > MOST_UNPACKED * bytes)
      throw new FileError(
        "user",
        `cannot read ${path}: it unpacks to more than ${MOST_UNPACKED} times its size; where that is meant, unpack it first`,
      );
    take(piece);
  };
  let unpacker: Unpacker | undefined;
  let first = Buffer.alloc(0);
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += piece.length;
    progress(bytes);
    if (unpacker) await unpacker.push(piece);
    else {
      first = Buffer.concat([first, piece]);
      if (first.length < LONGEST_MAGIC) continue;
      unpacker = await unpackerFor(first, path, takeSome);
      await unpacker.push(first);
    }
  }
  if (!unpacker) {
    unpacker = await unpackerFor(first, path, takeSome);
    if (first.length > 0) await unpacker.push(first);
  }
  return { sha256: hash.digest("hex"), bytes, brokenOff: await unpacker.end() };
}

interface Unpacker {
  readonly push: (piece: Buffer) => Promise<void>;
  /** @returns whether the bytes broke off */
  readonly end: () => Promise<boolean>;
}

const LONGEST_MAGIC = 4;

/** Chat logs are packed to a tenth, the same line over and over to a hundredth; a bomb has no such scruples. */
const MOST_UNPACKED = 250;
/** What is read in a second or two harms nobody, however it was packed. */
const LARGE = 1 << 28;

async function unpackerFor(first: Buffer, path: string, take: (piece: Uint8Array) => void): Promise<Unpacker> {
  if (first.subarray(0, 2).equals(GZIP)) return gunzipper(take);
  if (first.subarray(0, 4).equals(ZSTD)) return zstdUnpacker(take);
  const magic = first.subarray(0, 4).toString("latin1");
  if (magic === "PAR1")
    throw new FileError("user", `cannot stream ${path}: it is Parquet, which is read as a file of its own name`);
  const archive = ARCHIVES.find(([start]) => magic.startsWith(start))?.[1];
  if (archive !== undefined)
    throw new FileError(
      "user",
      `cannot read ${path}: it is packed as ${archive}; unpack it, or pack it with gzip or zstd`,
    );
  return {
    async push(piece) {
      take(piece);
    },
    end: async () => false,
  };
}

/** Archives that are not unpacked, by how they begin. */
const ARCHIVES = [
  ["PK\x03\x04", "ZIP"],
  ["\xfd7zX", "xz"],
  ["7z\xbc\xaf", "7z"],
  ["BZh", "bzip2"],
] as const;

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

function gunzipper(take: (piece: Uint8Array) => void): Unpacker {
  const gunzip = createGunzip();
  let broken = false;
  let fault: unknown;
  gunzip.on("data", (piece: Buffer) => {
    if (fault) return;
    try {
      take(piece);
    } catch (error) {
      // What the reader objects to is no fault of the archive.
      fault ??= error;
    }
  });
  const closed = new Promise<void>((resolve) => {
    gunzip.on("end", resolve);
    gunzip.on("error", () => {
      broken = true;
      resolve();
    });
  });
  return {
    async push(piece) {
      if (fault) throw fault;
      if (broken || gunzip.write(piece)) return;
      await Promise.race([new Promise<void>((resolve) => void gunzip.once("drain", resolve)), closed]);
    },
    async end() {
      if (!broken) gunzip.end();
      await closed;
      if (fault) throw fault;
      return broken;
    },
  };
}

async function zstdUnpacker(take: (piece: Uint8Array) => void): Promise<Unpacker> {
  const { Decompress } = await import("fzstd");
  let ended = false;
  let broken = false;
  let fault: unknown;
  const stream = new Decompress((piece, last) => {
    try {
      take(piece);
    } catch (error) {
      fault ??= error;
      // Ends the unpacking of this piece too, whatever is still to come of it.
      throw error;
    }
    if (last) ended = true;
  });
  const feed = (piece: Uint8Array, last: boolean): void => {
    if (broken) return;
    try {
      stream.push(piece, last);
    } catch {
      broken = true;
    }
    if (fault) throw fault;
  };
  return {
    async push(piece) {
      feed(piece, false);
    },
    async end() {
      feed(new Uint8Array(0), true);
      return broken || !ended;
    },
  };
}

async function* openLog(path: string): AsyncGenerator<Buffer> {
  const stream = path === "-" ? process.stdin : createReadStream(path, { highWaterMark: 1 << 18 });
  try {
    for await (const piece of stream) yield piece as Buffer;
  } catch (error) {
    throw asFileError(`cannot read ${path}`, error);
  }
}
