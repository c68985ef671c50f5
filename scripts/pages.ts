/**
 * `npm run pages [-- --out DIR]`: docs/ as static pages, without scripts and without a network. Ends with 1 where a link
 * leads nowhere; without --out the pages go to a temporary folder, whose name is printed.
 */
import { existsSync, mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readText, writeWhole } from "../src/node/files.ts";
import { siteOf } from "./pages/site.ts";

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({ options: { out: { type: "string" } } });

const names = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".md"))
  .sort();
const read = (path: string): string => readText(join(root, path));
const { files, faults } = siteOf({
  documents: new Map(names.map((name) => [name, read(join("docs", name))])),
  file: (path) => (existsSync(join(root, path)) && statSync(join(root, path)).isFile() ? read(path) : undefined),
  style: read("src/browser/style/ground.css") + read("scripts/pages/style.css"),
});
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exit(1);
const out = values.out ?? mkdtempSync(join(tmpdir(), "llmplan-pages-"));
writeWhole(new Map([...files].map(([path, text]) => [join(out, path), text])));
process.stdout.write(`${files.size} files: ${join(out, "index.html")}\n`);
