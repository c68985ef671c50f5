/** What the program and its documents show a reader to type: a line or a block of shell, and where it stands. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Example {
  /** `llmplan report --help`, or a file. */
  readonly from: string;
  readonly script: string;
  /** Lines of the block of text behind it, which say what it prints. */
  readonly printed: readonly string[];
}

const root = join(import.meta.dirname, "../..");

/** Names of the commands that `llmplan --help` lists. */
export const commandNames = (): readonly string[] =>
  [...(help([]).split("Commands:")[1] ?? "").matchAll(/^ {2}([a-z][a-z-]*)/gm)]
    .flatMap(([, name]) => name ?? [])
    .filter((name) => name !== "help");

/** Every `$ llmplan …` line of every command's help, each once. */
export function helpExamples(): readonly Example[] {
  const lines = [[], ...commandNames().map((name) => [name])].flatMap((words) =>
    [...help(words).matchAll(/^ {2}\$ (.*)$/gm)].map(([, script = ""]) => ({
      from: `llmplan ${[...words, "--help"].join(" ")}`,
      script,
      printed: [],
    })),
  );
  return [...new Map(lines.map((example) => [example.script, example])).values()];
}

/** Documents whose lines are typed one after another; test/project/typed-documents.test.ts does. */
export const TYPED_IN_ORDER: readonly string[] = ["tutorial.md", "authors.md"];

/** The shell blocks of docs/ that run the command, each in a folder of its own; the README has a test of its own too. */
export function documentExamples(): readonly Example[] {
  return readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md") && !TYPED_IN_ORDER.includes(name))
    .map((name) => `docs/${name}`)
    .flatMap((from) =>
      shellBlocks(readFileSync(join(root, from), "utf8"))
        .map(({ script, printed }) => ({ from, script, printed }))
        .filter(({ script }) => /\bllmplan\b/.test(script)),
    );
}

/** Blocks of shell, each with the lines of the block of text that follows at once; "…" stands for what is left out. */
export const shellBlocks = (text: string): readonly Pick<Example, "script" | "printed">[] =>
  [...text.matchAll(/^```(?:sh|bash|console)\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```)?/gm)].map(
    ([, block = "", printed = ""]) => ({
      script: block.trim().replaceAll(/^\$ /gm, ""),
      printed: printed.split("\n").filter((line) => line !== "" && line !== "…"),
    }),
  );

/** Quoted lines that an output does not have; ends of lines and columns do not count. */
export const notPrinted = (printed: readonly string[], out: string): readonly string[] =>
  printed.filter((line) => !flat(out).includes(flat(line)));

const flat = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** Tests build the command before they ask it. */
function help(words: readonly string[]): string {
  const main = join(root, "dist/cli/main.js");
  return spawnSync(process.execPath, [main, ...words, "--help"], { encoding: "utf8", cwd: root }).stdout;
}
