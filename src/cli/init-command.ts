import { type Command, Option } from "commander";
import { USUAL_STARTER as usual } from "../assumptions/starter-plan.ts";
import type { InitOptions } from "./init-options.ts";
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
    .addOption(
      amount(
        "--turns <n>",
        `turns of a conversation, on average (usual: ${usual.turns}); a turn is a message with its reply`,
      ),
    )
    .addOption(
      amount(
        "--user-tokens <n>",
        `tokens of a user's message, on average (usual: ${usual.userTokens}); 100 are about 75 English words`,
      ),
    )
    .addOption(amount("--assistant-tokens <n>", `tokens of a reply, on average (usual: ${usual.assistantTokens})`))
    .addOption(
      new Option(
        "--initial-tokens <n>",
        `tokens of instructions, sent with every request (usual: ${usual.initialTokens})`,
      ).argParser(wholeFrom(0, 1e7)),
    )
    .addOption(
      new Option("--conversations <n>", `how many conversations (usual: ${usual.conversations})`).argParser(
        wholeFrom(1, 1e9),
      ),
    )
    .addOption(amount("--input-price <usd>", `USD per million input tokens (usual: ${usual.prices.input})`))
    .addOption(amount("--output-price <usd>", `USD per million output tokens (usual: ${usual.prices.output})`))
    .option("--model <name>", "take the prices of this hosted model, with --at")
    .option("--at <day>", "the day of these prices, such as 2025-01-31")
    .addOption(
      amount("--budget-usd <amount>", "a limit in USD on the cost of all conversations, which llmplan check holds"),
    )
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
