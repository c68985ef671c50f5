import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { FileError } from "../../src/node/file-error.ts";
import { rowFile } from "../../src/node/row-file.ts";

it("is the same file wherever it was broken off, be it in the middle of a line", async () => {
  const rows = Array.from({ length: 9 }, (_, row) => `${row},${"x".repeat(row)}\n`);
  const head = "row,text\n";
  const whole = head + rows.join("");
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), fc.boolean(), async (cut, noRows) => {
      const target = join(mkdtempSync(join(tmpdir(), "llmplan-rows-")), "sweep.csv");
      writeFileSync(`${target}.partial.json`, '{"digest":"a"}\n');
      if (!noRows) writeFileSync(`${target}.partial`, whole.slice(0, cut));
      const file = await rowFile({ target, head, digest: "a", resume: true });
      for (const row of rows.slice(file.done)) file.write(row);
      expect(existsSync(target)).toBe(false);
      file.settle();
      file.finish();
      expect(readFileSync(target, "utf8")).toBe(whole);
      expect(readdirSync(join(target, ".."))).toEqual(["sweep.csv"]);
    }),
    { numRuns: 60 },
  );
});

const NOTES = fc.oneof(
  fc.string(),
  fc.json(),
  fc.json().map((value) => `{"digest":"a","run":${value}}`),
  fc.tuple(fc.integer(), fc.string(), fc.string()).map((run) => JSON.stringify({ digest: "a", run: run.join(" ") })),
  fc.constantFrom("[".repeat(1e5), `{"digest":"a","run":"${"1".repeat(1e6)}"}`, '{"__proto__":{"digest":"a"}}', "null"),
);

it("goes on beside its own note alone, whatever another says", async () => {
  await fc.assert(
    fc.asyncProperty(NOTES, async (note) => {
      const target = join(mkdtempSync(join(tmpdir(), "llmplan-rows-")), "sweep.csv");
      writeFileSync(`${target}.partial.json`, note);
      writeFileSync(`${target}.partial`, "row\n1\n");
      const begun = await rowFile({ target, head: "row\n", digest: "a", resume: true }).catch((error) => error);
      if (begun instanceof FileError) {
        expect([begun.fault, readFileSync(`${target}.partial.json`, "utf8")]).toEqual(["user", note]);
        expect(begun.message).toMatch(/is of another sweep|is writing/);
        expect(begun.message.length).toBeLessThan(2000);
      } else {
        expect([begun.done, JSON.parse(note).digest]).toEqual([1, "a"]);
        begun.settle();
        begun.finish();
      }
      expect(readFileSync(begun instanceof FileError ? `${target}.partial` : target, "utf8")).toBe("row\n1\n");
    }),
    { numRuns: 100 },
  );
});
