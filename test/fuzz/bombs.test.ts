/** Inputs that are made to break their reader: small for what they ask for, or large for what they say. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { unpackLog } from "../../src/node/log-stream.ts";
import { terminalTable } from "../../src/report/terminal.ts";
import { READERS } from "./readers.ts";

const many = (count: number, make: (index: number) => string, between = ""): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(between);

/** A twentieth in `npm test`; whole with FUZZ_RUNS, for which there should be some minutes. */
const large = (count: number): number => (process.env.FUZZ_RUNS === undefined ? count / 20 : count);

const ALPHABET = [..."abcdefghijklmnop"];
const ALIASES = ALPHABET.map(
  (letter, index) => `${letter}: &${letter} [${many(9, () => (index === 0 ? "x" : `*${ALPHABET[index - 1]}`), ",")}]`,
);

/** What each is, and what it says. */
const BOMBS: Readonly<Record<string, () => string | Uint8Array>> = {
  "100,000 lists inside one another": () => "[".repeat(1e5),
  "100,000 lists inside one another that are closed": () => "[".repeat(1e5) + "]".repeat(1e5),
  "100,000 maps inside one another": () => '{"a":'.repeat(1e5),
  "100,000 quotations inside one another": () => `${"> ".repeat(1e5)}<!-- llmplan:table t --><!-- /llmplan -->`,
  "list marks in a line": () => "- ".repeat(large(1e5)),
  "100,000 tags": () => "<div>".repeat(1e5),
  "aliases of aliases": () => ALIASES.join("\n"),
  "a number of 500,000 digits, or ten million": () => `{"llmplan_counts":${"1".repeat(large(1e7))}}`,
  "50,000 zeros in a number, or a million": () => `1${"0".repeat(large(1e6))}1`,
  "a line of 2.5 MB, or 50": () => "a".repeat(large(5e7)),
  "50,000 short lines, or a million": () => "a\n".repeat(large(1e6)),
  "5,000 keys, or 100,000": () => many(large(1e5), (index) => `k${index}: 1`, "\n"),
  "5,000 keys in JSON, or 100,000": () => `{${many(large(1e5), (index) => `"k${index}":1`, ",")}}`,
  "5,000 columns, or 100,000": () => `${many(large(1e5), (index) => `c${index}`, ",")}\n${"1,".repeat(large(1e5))}`,
  "a quote that never closes": () => `a,b\n"${"x\n".repeat(large(2e5))}`,
  "a marker that never ends": () => `<!-- llmplan:figure ${"a".repeat(large(5e6))}`,
  "quotes by the thousand in a marker": () => `<!-- llmplan:figure ${'a"b'.repeat(large(3e5))} --><!-- /llmplan -->`,
  "thousands of regions in a line": () => "x<!-- llmplan:figure a --><!-- /llmplan -->".repeat(large(5e4)),
  "thousands of tables in a line": () => "x<!-- llmplan:table t --><!-- /llmplan -->".repeat(large(5e4)),
  "escapes of a terminal": () => "\u001b[2J\u009b31m\u001b]52;c;YQ==\u0007: \u001b]8;;x\u0007\n".repeat(2e3),
  NUL: () => "a: \0\n".repeat(1e4),
  "no UTF-8": () => new Uint8Array(1e5).fill(0xff),
  "UTF-16": () => Buffer.from(`\uFEFF${"a: 1\n".repeat(1e4)}`, "utf16le"),
  "halves of surrogate pairs": () => '{"a":"\\ud800"}\n'.repeat(5e3),
  "what every object inherits": () =>
    '{"__proto__":{"a":1},"constructor":{"prototype":{"b":2}},"toString":1,"valueOf":{"toString":1}}\n'.repeat(100),
};

/** Alone they take a second or less; a machine that does other things too is no reason to fail. */
const LONGEST_MS = 30_000;

describe.each(Object.entries(BOMBS))("%s", (_, make) => {
  const text = make();
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;

  it("ends soon in every reader, with success or a clear message", async () => {
    for (const { name, read } of READERS) {
      const start = performance.now();
      await read(bytes);
      expect(performance.now() - start, name).toBeLessThan(LONGEST_MS);
    }
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
  const megabyte = Buffer.alloc(1 << 20, "a");
  const gzip = Buffer.concat(Array.from({ length: 300 }, () => gzipSync(megabyte)));

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
