/**
 * Every reader on what the fuzzer kept (`npm run fuzz`), on what once broke it, and on changes of its own form. More
 * changes with FUZZ_RUNS=10000.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { savedInputs } from "../../scripts/fuzz/corpus-file.ts";
import { STRANGE_NUMBERS, STRANGE_TEXTS } from "../../scripts/fuzz/strange-pieces.ts";
import { READERS } from "./readers.ts";

const RUNS = Number(process.env.FUZZ_RUNS ?? 20);
const FOLDER = join(import.meta.dirname, "../fixtures/fuzz");

const bytesOf = (given: string | Uint8Array): Uint8Array =>
  typeof given === "string" ? new TextEncoder().encode(given) : given;

function saved(name: string): readonly Uint8Array[] {
  const file = join(FOLDER, `${name}.json`);
  return existsSync(file) ? savedInputs(readFileSync(file, "utf8")) : [];
}

const piece = fc.oneof(
  fc.constantFrom(...STRANGE_NUMBERS, ...STRANGE_TEXTS).map(bytesOf),
  fc.uint8Array({ maxLength: 8 }),
  fc.string({ unit: "binary", maxLength: 12 }).map(bytesOf),
);

/** A seed with some stretches replaced. */
const changed = (seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> => {
  const edit = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(20), piece);
  return fc.tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 8 })).map(([seed, edits]) =>
    edits.reduce((bytes: Uint8Array, [share, removed, put]) => {
      const at = Math.floor(share * bytes.length);
      return Uint8Array.from([...bytes.subarray(0, at), ...put, ...bytes.subarray(at + removed)]);
    }, seed),
  );
};

describe.each(READERS)("the reader $name", ({ name, seeds, read }) => {
  const valid = seeds().map(bytesOf);

  it("reads its own form, and what the fuzzer reached", async () => {
    for (const input of [...valid, ...saved(name)]) await read(input);
  });

  it("reads what once broke it", async () => {
    for (const input of saved(`${name}.found`)) await read(input);
  });

  it("gives success or a clear message for any change of its form, and any bytes", async () => {
    const input = fc.oneof({ weight: 4, arbitrary: changed(valid) }, fc.uint8Array({ maxLength: 200 }));
    await fc.assert(
      fc.asyncProperty(input, async (bytes) => read(bytes)),
      { numRuns: RUNS },
    );
  });
});

describe("inputs that are kept", () => {
  it("are few enough to look at", () => {
    for (const { name } of READERS) expect(saved(name).length, name).toBeLessThan(300);
  });
});
