import { type Command, Option } from "commander";
import type { Examples } from "./options.ts";
import type { UpgradeOptions } from "./upgrade.ts";

/** Declares `llmplan upgrade`. */
export function addUpgradeCommand(program: Command, examples: Examples): void {
  program
    .command("upgrade")
    .argument("[PLAN]", "a plan's folder or file, - for standard input (default: the plan here)")
    .description("an older plan in the form of this version: what would change, with its includes and scenarios")
    .addOption(new Option("--write", "replace the files, all or none").conflicts(["check"]))
    .option("--check", "exit 1 where something would change")
    .addHelpText(
      "after",
      examples(
        "llmplan upgrade",
        "llmplan upgrade assumptions/rolepl-ai --write",
        "llmplan upgrade assumptions/rolepl-ai --check",
      ),
    )
    .action(async (plan: string | undefined, options: UpgradeOptions) => {
      const { upgradeCommand } = await import("./upgrade.ts");
      upgradeCommand(plan, options);
    });
}
