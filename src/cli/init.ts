import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { planJsonSchema } from "../assumptions/json-schema.ts";
import { loadPlan } from "../assumptions/load-plan.ts";
import { planFile } from "../assumptions/plan-file.ts";
import { scenarioJsonSchema } from "../assumptions/scenario-schema.ts";
import { type Starter, starterFiles, USUAL_STARTER } from "../assumptions/starter-plan.ts";
import { attempt } from "../node/file-error.ts";
import { writeWhole } from "../node/files.ts";
import { isThere } from "../node/folders.ts";
import { UsageError } from "./exit.ts";
import type { InitOptions } from "./init-options.ts";
import { readText } from "./input-files.ts";
import { shippedPrices } from "./price-book.ts";

/** `llmplan init [DIR]`: a new plan, from answers on a terminal, from options, or as a copy of the shipped example. */
export async function initCommand(named: string | undefined, options: InitOptions): Promise<void> {
  const folder = resolve(named ?? ".");
  if (named === "") throw new UsageError("the name of the folder is empty");
  if ((options.model === undefined) !== (options.at === undefined))
    throw new UsageError("--model and --at go together: prices are of a day, such as --model gpt-4o --at 2025-01-31");
  if (options.model !== undefined && (options.inputPrice !== undefined || options.outputPrice !== undefined))
    throw new UsageError("--model brings its prices: say --input-price and --output-price only without it");
  const given = givenBy(options);
  const proposed = options.from === undefined ? starterFiles(given) : exampleFiles();
  // What the command line already shows to be wrong is said before anything is asked.
  requireFree(folder, named, [...proposed.keys(), ...SCHEMAS.keys()]);
  requireReadable(proposed);
  const isAsked = options.from === undefined && !options.yes && process.stdin.isTTY && process.stdout.isTTY;
  const files = isAsked ? starterFiles(await answers(given, options)) : proposed;
  if (isAsked) requireReadable(files);
  const schemas = [...SCHEMAS].map(([name, schema]) => [name, `${JSON.stringify(schema(), null, 2)}\n`] as const);
  const all = [...files, ...schemas];
  if (isAsked) requireFree(folder, named, [...files.keys(), ...SCHEMAS.keys()]);
  writeWhole(new Map(all.map(([name, text]) => [join(folder, name), text])), { within: folder, isNew: true });
  const where = named ?? ".";
  process.stdout.write(`${[...files.keys()].map((name) => join(where, name)).join("\n")}\n`);
  process.stderr.write(`Next: llmplan conversation ${where}\n`);
}

const SCHEMAS: ReadonlyMap<string, () => unknown> = new Map([
  ["plan.schema.json", () => planJsonSchema(planFile)],
  ["scenario.schema.json", () => scenarioJsonSchema(planFile)],
]);

function requireFree(folder: string, named: string | undefined, names: readonly string[]): void {
  const taken = names.filter((name) =>
    attempt(`cannot write ${join(folder, name)}`, () => isThere(join(folder, name))),
  );
  if (taken.length === 0) return;
  const there = taken.map((name) => join(named ?? ".", name)).join(", ");
  throw new UsageError(`nothing is overwritten, and there already: ${there}`);
}

/** The plan is read before anything is written, so that what is wrong with an answer is said and nothing is left. */
function requireReadable(files: ReadonlyMap<string, string>): void {
  const read = (path: string) => files.get(path) ?? readText(path);
  loadPlan({ read, path: "plan.yaml", scenarios: [], sets: [], schema: planFile, priceBook: shippedPrices });
}

async function answers(given: Starter, options: InitOptions): Promise<Starter> {
  const { askedStarter } = await import("./init-questions.ts");
  return askedStarter(given, (name) => options[name] !== undefined, shippedPrices);
}

function givenBy({ model, at, inputPrice, outputPrice, budgetUsd, ...said }: InitOptions): Starter {
  const prices =
    model !== undefined && at !== undefined
      ? { name: model, at }
      : { input: inputPrice ?? USUAL_STARTER.prices.input, output: outputPrice ?? USUAL_STARTER.prices.output };
  return {
    title: said.title ?? USUAL_STARTER.title,
    turns: said.turns ?? USUAL_STARTER.turns,
    userTokens: said.userTokens ?? USUAL_STARTER.userTokens,
    assistantTokens: said.assistantTokens ?? USUAL_STARTER.assistantTokens,
    initialTokens: said.initialTokens ?? USUAL_STARTER.initialTokens,
    conversations: said.conversations ?? USUAL_STARTER.conversations,
    prices,
    date: new Date().toISOString().slice(0, 10),
    ...(budgetUsd !== undefined && { budgetUsd }),
  };
}

/** The shipped example in a folder of its own: what it includes from elsewhere stands beside it. */
function exampleFiles(): ReadonlyMap<string, string> {
  const shipped = fileURLToPath(new URL("../../assumptions/", import.meta.url));
  const names = readdirSync(join(shipped, "rolepl-ai"), { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => statSync(join(shipped, "rolepl-ai", name)).isFile());
  const own = names.map((name) => [name, moved(readText(join(shipped, "rolepl-ai", name)))] as const);
  const included = ["catalog/gpus.yaml"].map((name) => [name, readText(join(shipped, name))] as const);
  return new Map([...own.toSorted(([a], [b]) => (a < b ? -1 : 1)), ...included]);
}

const moved = (text: string): string =>
  text
    .replaceAll("../catalog/", "catalog/")
    .replace("$schema=../plan.schema.json", "$schema=plan.schema.json")
    .replace("$schema=../../scenario.schema.json", "$schema=../scenario.schema.json");
