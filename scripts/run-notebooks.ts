/**
 * Runs the notebooks and writes their outputs into them: `npm run notebooks`; with `--check` nothing is written, and
 * outputs that are not what running gives are named: `npm run notebooks:check`. Files may be named; all otherwise.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readText, writeWhole } from "../src/node/files.ts";
import { CellError, execute } from "./notebooks/execute.ts";
import { notebookText, parseNotebook } from "./notebooks/notebook.ts";
import { staleCells } from "./notebooks/stale-cells.ts";

const { values, positionals } = parseArgs({ options: { check: { type: "boolean" } }, allowPositionals: true });
const folder = join(import.meta.dirname, "../notebooks");
const files =
  positionals.length > 0
    ? positionals
    : readdirSync(folder)
        .filter((name) => name.endsWith(".ipynb"))
        .sort()
        .map((name) => join(folder, name));

let failed = false;
const fail = (message: string): void => {
  failed = true;
  process.stderr.write(`${message}\n`);
};
const fresh = new Map<string, string>();
for (const file of files) {
  try {
    const text = readText(file);
    const before = parseNotebook(text);
    const after = execute(file, before);
    if (notebookText(after) === text) continue;
    if (!values.check) fresh.set(file, notebookText(after));
    else
      fail(
        [`${file} is stale: run 'npm run notebooks' and commit what changes`, ...staleCells(before, after)].join("\n"),
      );
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    fail(error instanceof CellError ? error.message : `${file}: ${error.message}`);
  }
}
if (!failed) writeWhole(fresh);
process.exitCode = failed ? 1 : 0;
