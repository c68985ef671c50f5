import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
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
      file.finish();
      expect(readFileSync(target, "utf8")).toBe(whole);
      expect(readdirSync(join(target, ".."))).toEqual(["sweep.csv"]);
    }),
    { numRuns: 60 },
  );
});
