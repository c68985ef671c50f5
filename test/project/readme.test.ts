import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "../cli/run.ts";

const readme = readFileSync(join(ROOT, "README.md"), "utf8");

/** The commands of the README's shell blocks, without the comments behind them. */
const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = ""]) => block.trim().split("\n"))
  .map((line) => line.replace(/\s+#.*$/, ""));

/** Splits a line as a shell does, as far as the README needs: spaces, and quotes around them. */
const words = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain ?? "");

describe("the README", () => {
  it("is short, and says the two commands first", () => {
    expect(readme.split("\n").length).toBeLessThan(120);
    expect(commands.slice(0, 2)).toEqual(["npm ci && npm start", "npm cit"]);
  });

  it.each(commands.slice(2))("has a command that works: %s", (command) => {
    const [npx, name, ...args] = words(command);
    expect([npx, name]).toEqual(["npx", "llmplan"]);
    const out = scratch();
    const { code, out: text } = llmplan(args.map((arg) => (arg.startsWith("build/") ? join(out, arg) : arg)));
    expect(code).toBe(0);
    expect(text).not.toBe("");
  });

  it("links to files and pictures that exist", () => {
    for (const [, path = ""] of readme.matchAll(/\]\(([^)#]+)\)/g))
      expect(existsSync(join(ROOT, path)), path).toBe(true);
  });
});

describe("the package", () => {
  it("has entry points that import, and functions that the README shows", async () => {
    const library: Record<string, unknown> = await import("../../dist/index.js");
    for (const name of ["loadPlan", "planFile", "planSheet", "resultOf"]) expect(library[name], name).toBeDefined();
    const { writeWhole } = await import("../../dist/node.js");
    expect(writeWhole).toBeTypeOf("function");
  });
});
