import { type Command, InvalidArgumentError, Option } from "commander";
import { type Examples, wholeFrom } from "./options.ts";
import type { PricesOptions } from "./prices.ts";

/** Declares `llmplan prices`. */
export function addPricesCommand(program: Command, examples: Examples): void {
  program
    .command("prices")
    .argument("[WORDS...]", "words that a model's name holds: sonnet 4")
    .description("what hosted models charge for a million tokens, at any day that the price list knows")
    .addOption(new Option("--model <name>", "one model, with its history: gpt-4o, anthropic:claude-sonnet-4-5"))
    .addOption(
      new Option("--compare <names>", "several models beside each other: gpt-4o,claude-sonnet-4-5")
        .argParser(names)
        .conflicts(["model"]),
    )
    .addOption(new Option("--provider <name>", "only what this provider sells"))
    .addOption(new Option("--at <YYYY-MM-DD>", "prices of that day (default: the day of the list)"))
    .addOption(
      new Option(
        "--request <kind=tokens,...>",
        "also what a request costs: input (in all), cache_read, cache_write, cache_write_1h, output, reasoning",
      ).argParser(tokensByKind),
    )
    .addOption(new Option("--batch", "the request at the price of a batch"))
    .addOption(new Option("--limit <n>", "models shown of a search").default(25).argParser(wholeFrom(1, 1e5)))
    .addOption(new Option("--json", "print one JSON object"))
    .addOption(new Option("--out <FILE>", "write there instead of standard output (- for that)"))
    .addHelpText(
      "after",
      examples(
        "llmplan prices sonnet",
        "llmplan prices --model gpt-4-turbo --at 2024-01-31",
        "llmplan prices --compare gpt-4o,claude-sonnet-4-5,deepseek-chat --request input=3000,cache_read=2048,output=200",
        "llmplan prices --provider google --limit 100 --json",
      ),
    )
    .action(async (words: string[], options: PricesOptions) => {
      const { pricesCommand } = await import("./prices.ts");
      pricesCommand(words, options);
    });
}

function names(text: string): readonly string[] {
  const list = text.split(",").map((name) => name.trim());
  if (list.every((name) => name !== "")) return list;
  throw new InvalidArgumentError("expected names of models, with commas between them");
}

const KINDS = ["input", "cache_read", "cache_write", "cache_write_1h", "output", "reasoning"];

function tokensByKind(text: string): Readonly<Record<string, number>> {
  const pairs = text.split(",").map((pair) => pair.split("="));
  for (const [kind = "", count = "", ...more] of pairs) {
    if (KINDS.includes(kind) && /^\d{1,12}$/.test(count) && more.length === 0) continue;
    throw new InvalidArgumentError(`expected kind=tokens with commas between; kinds are ${KINDS.join(", ")}`);
  }
  if (new Set(pairs.map(([kind]) => kind)).size < pairs.length)
    throw new InvalidArgumentError("expected each kind once");
  return Object.fromEntries(pairs.map(([kind = "", count]) => [kind, Number(count)]));
}
