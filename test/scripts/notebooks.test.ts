import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { moduleText } from "../../scripts/notebooks/module-text.ts";
import { parseNotebook } from "../../scripts/notebooks/notebook.ts";

const ROOT = join(import.meta.dirname, "../..");
const scratch = (): string => realpathSync(mkdtempSync(join(tmpdir(), "llmplan-notebooks-")));

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(ROOT, "scripts/run-notebooks.ts"), ...args],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  return { code: status, out: stdout, err: stderr };
}

const code = (...lines: readonly string[]) => ({
  cell_type: "code",
  execution_count: null,
  id: `c${lines.length}`,
  metadata: {},
  outputs: [] as unknown[],
  source: lines.map((line, index) => (index + 1 < lines.length ? `${line}\n` : line)),
});
const prose = { cell_type: "markdown", id: "m", metadata: {}, source: ["# Title\n", "`1 + 1`"] };

function written(...cells: readonly object[]): string {
  const file = join(scratch(), "sample.ipynb");
  const notebook = { cells, metadata: { kernelspec: { name: "deno" } }, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(file, `${JSON.stringify(notebook, null, 1)}\n`);
  return file;
}
const cellsOf = (file: string) => JSON.parse(readFileSync(file, "utf8")).cells;

describe("running a notebook", () => {
  it("keeps the source and writes what each cell printed and showed", () => {
    const file = written(
      prose,
      code(
        'import { join, relative } from "node:path";',
        'const a: string = join("x", "y");',
        "console.log(a, 1);",
        'console.log("two");',
        "a",
      ),
      code("const twice = (n: number) => 2 * n;", "await Promise.resolve(twice(21))"),
      code("twice(3);"),
      code('console.error("careful")'),
    );
    expect(run(file)).toEqual({ code: 0, out: "", err: "" });
    const [text, first, second, third, fourth] = cellsOf(file);
    expect(text).toEqual(prose);
    expect(first.outputs).toEqual([
      { name: "stdout", output_type: "stream", text: ["x/y 1\n", "two\n"] },
      { data: { "text/plain": ["'x/y'"] }, execution_count: 1, metadata: {}, output_type: "execute_result" },
    ]);
    expect(second.outputs[0].data).toEqual({ "text/plain": ["42"] });
    expect(third.outputs).toEqual([]);
    expect(fourth.outputs).toEqual([{ name: "stderr", output_type: "stream", text: ["careful\n"] }]);
    expect([first, second, third].map((cell) => cell.execution_count)).toEqual([1, 2, 3]);
  });

  it("shows a value in the forms that it offers to Jupyter", () => {
    const file = written(
      code('({ [Symbol.for("Jupyter.display")]: async () => ({ "text/markdown": "**a**\\n\\nb" }) })'),
    );
    run(file);
    expect(cellsOf(file)[0].outputs[0].data).toEqual({ "text/markdown": ["**a**\n", "\n", "b"] });
  });

  it("gives the same bytes when it is run again, and passes its own check", () => {
    const file = written(code("[1, 2, 3].map((n) => n * n)"));
    run(file);
    const once = readFileSync(file, "utf8");
    expect(run(file).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(once);
    expect(run("--check", relative(ROOT, file))).toEqual({ code: 0, out: "", err: "" });
  });

  it("names a stale cell with its first line that differs, and leaves the file as it is", () => {
    const file = written(code("1"), code('console.log("a");', "console.log(1 + 1);"));
    run(file);
    const stale = readFileSync(file, "utf8").replace('"2\\n"', '"3\\n"');
    writeFileSync(file, stale);
    const { code: left, err } = run("--check", file);
    expect(left).toBe(1);
    expect(err).toContain("is stale: run 'npm run notebooks'");
    expect(err).toContain("  [2]\n  - 3\n  + 2\n");
    expect(readFileSync(file, "utf8")).toBe(stale);
  });

  it.each([
    ["a cell that throws", [code("const x = 1;"), code('throw new Error("broken on purpose")')], /broken on purpose/],
    ["a cell that is no TypeScript", [code("const = 3")], /sample\.ipynb/],
    ["an import of nothing", [code('import "./nothing.ts";')], /nothing/],
  ])("fails and writes nothing: %s", (_, cells, message) => {
    const file = written(...cells);
    const before = readFileSync(file, "utf8");
    const { code: left, err } = run(file);
    expect(left).toBe(1);
    expect(err).toMatch(message);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it.each(["", "{}", '{"nbformat": 4, "cells": [{"cell_type": 3}]}'])("refuses what is no notebook: %j", (text) => {
    const file = join(scratch(), "bad.ipynb");
    writeFileSync(file, text);
    const { code: left, err } = run(file);
    expect(left).toBe(1);
    expect(err).toContain("bad.ipynb");
  });
});

describe("moduleText", () => {
  it("shows only a last line that is an expression without a semicolon", () => {
    const text = (source: string): string =>
      moduleText(parseNotebook(JSON.stringify({ nbformat: 4, cells: [code(source)] })), "./runtime.ts");
    expect(text("a;\nb")).toContain("a;\nawait __show(b);");
    expect(text("a;\nb;")).not.toContain("await");
    expect(text("const a = 1")).not.toContain("await");
    expect(text("f(`\n;`) // why")).toContain("await __show(f(`\n;`));");
  });
});

describe("the shipped notebooks", () => {
  it("go stale with the assumption they rest on, and no others", () => {
    const folder = scratch();
    for (const part of ["notebooks", "assumptions"]) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    symlinkSync(join(ROOT, "src"), join(folder, "src"));
    const plan = join(folder, "assumptions/rolepl-ai/plan.yaml");
    writeFileSync(plan, readFileSync(plan, "utf8").replace("value: 170\n", "value: 171\n"));
    const stale = (name: string): boolean => run("--check", join(folder, `notebooks/${name}.ipynb`)).code === 1;
    expect(stale("conversation-cost")).toBe(false);
    expect(stale("audit-of-the-deliverable")).toBe(true);
    expect(stale("approach-under-doubt")).toBe(true);
  });
});
