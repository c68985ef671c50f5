import { type Command, Option } from "commander";
import type { InitOptions } from "./init.ts";
import { type Examples, numberFrom, wholeFrom } from "./options.ts";

/** Declares `llmplan init`. */
export function addInitCommand(program: Command, examples: Examples): void {
  const amount = (flag: string, words: string) =>
    new Option(flag, words).argParser(numberFrom(0, 1e9, "above 0 and below a billion"));
  program
    .command("init")
    .argument("[DIR]", "folder for the plan (default: here)")
    .description("a new plan: on a terminal it asks for what no option says; nothing is overwritten")
    .addOption(new Option("--from <example>", "copy the shipped example instead").choices(["rolepl-ai"]))
    .option("--title <text>", "name of the plan")
    .addOption(amount("--turns <n>", "mean turns of a conversation"))
    .addOption(amount("--user-tokens <n>", "mean tokens of a user's message"))
    .addOption(amount("--assistant-tokens <n>", "mean tokens of a reply"))
    .addOption(new Option("--initial-tokens <n>", "tokens that every request begins with").argParser(wholeFrom(0, 1e7)))
    .addOption(new Option("--conversations <n>", "how many conversations").argParser(wholeFrom(1, 1e9)))
    .addOption(amount("--input-price <usd>", "USD per million input tokens"))
    .addOption(amount("--output-price <usd>", "USD per million output tokens"))
    .option("--model <name>", "take the prices of this hosted model, with --at")
    .option("--at <day>", "the day of these prices, such as 2025-01-31")
    .addOption(amount("--budget-usd <amount>", "a limit on the cost of all conversations"))
    .option("--yes", "ask nothing: what no option says gets a usual value")
    .addHelpText(
      "after",
      examples(
        "llmplan init my-plan",
        'llmplan init my-plan --title "Help desk" --turns 6 --conversations 20000 --yes',
        "llmplan init my-plan --model gpt-4o --at 2025-01-31 --budget-usd 1500 --yes",
        "llmplan init example --from rolepl-ai",
      ),
    )
    .action(async (folder: string | undefined, options: InitOptions) => {
      const { initCommand } = await import("./init.ts");
      await initCommand(folder, options);
    });
}
