/** Every bomb in every reader, in a process that may hold little: how long each takes, and what all hold at most. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { unpackLog } from "../../src/node/log-stream.ts";
import { terminalTable } from "../../src/report/terminal.ts";
import type { Exploded } from "./bomb-process.ts";
import { BOMBS, isWhole } from "./bombs.ts";

/** Alone they take a second or less; a machine that does other things too is no reason to fail. */
const LONGEST_MS = 30_000;

/** In MB: what objects and texts may take, and what the process holds in all, its program and buffers included. */
const MOST = isWhole ? { heap: 400, process: 600 } : { heap: 100, process: 350 };

describe("every reader ends soon, with success or a clear message, and within little memory", () => {
  const exploded = new Map<string, Exploded>();
  let said = "";

  beforeAll(async () => {
    const limits = [`--max-old-space-size=${MOST.heap}`, "--max-semi-space-size=8"];
    const child = spawn(
      process.execPath,
      ["--import", "tsx", ...limits, join(import.meta.dirname, "bomb-process.ts")],
      {
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let lines = "";
    child.stdout.on("data", (piece) => {
      lines += piece;
    });
    child.stderr.on("data", (piece) => {
      said += piece;
    });
    await once(child, "close");
    for (const line of lines.split("\n").filter(Boolean)) {
      const one: Exploded = JSON.parse(line);
      exploded.set(one.bomb, one);
    }
  }, 600_000);

  it.each(Object.keys(BOMBS))("%s", (bomb) => {
    const { longestMs, peakMegabytes, failed } = exploded.get(bomb) ?? {};
    expect(failed, said).toEqual([]);
    expect(longestMs).toBeLessThan(LONGEST_MS);
    expect(peakMegabytes).toBeLessThan(MOST.process);
  });
});

/** A frame of zstd that repeats one byte 128 KiB at a time, four bytes of it a block. */
function zstdBomb(blocks: number): Uint8Array {
  const header = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
  const size = ((1 << 17) << 3) | (1 << 1);
  const block = [size & 255, (size >> 8) & 255, size >> 16, 0x61];
  return Uint8Array.from([...header, ...Array.from({ length: blocks }, () => block).flat()]);
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1 << 16) yield Buffer.from(bytes.subarray(at, at + (1 << 16)));
}

describe("an archive that unpacks to far more than it is", () => {
  const packed = gzipSync(Buffer.alloc(1 << 20, "a"));
  const gzip = Buffer.concat(Array.from({ length: 300 }, () => packed));

  it.each([
    ["gzip", gzip],
    ["zstd", zstdBomb(20_000)],
  ])("is read no further than 256 MB: %s", async (_, bytes) => {
    let unpacked = 0;
    const take = (piece: Uint8Array): void => {
      unpacked += piece.length;
    };
    const reading = unpackLog(pieces(bytes), "bomb", { take, progress: () => {} });
    await expect(reading).rejects.toThrow("cannot read bomb: it unpacks to more than 250 times its size");
    expect(unpacked).toBeLessThanOrEqual(1 << 28);
  });

  it.each([
    ["ZIP", "PK\u0003\u0004"],
    ["xz", "\u00fd7zXZ"],
    ["bzip2", "BZh91AY"],
    ["7z", "7z\u00bc\u00af"],
  ])("is not taken for text where it is no archive that is read: %s", async (name, start) => {
    const bytes = Buffer.concat([Buffer.from(start, "latin1"), Buffer.alloc(100)]);
    const reading = unpackLog(pieces(bytes), "a", { take: () => {}, progress: () => {} });
    await expect(reading).rejects.toThrow(`cannot read a: it is packed as ${name}; unpack it`);
  });
});

it("a table shows a word of 100,000 letters in a second or two", () => {
  const column = { key: "a", label: "A", alignment: "left", holds: "text" } as const;
  const rows = [{ a: { kind: "text", text: "o".repeat(1e5) } } as const];
  const start = performance.now();
  const shown = terminalTable({ name: "t", caption: "C", columns: [column], rows, footnotes: [] }, NARROW);
  expect(shown.match(/o/g)).toHaveLength(1e5);
  expect(performance.now() - start).toBeLessThan(LONGEST_MS);
});

const NARROW = { colour: false, width: 80 };
