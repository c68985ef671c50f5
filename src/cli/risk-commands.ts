import type { Command } from "commander";
import { Option } from "commander";
import type { BudgetOptions } from "./budget.ts";
import { readGoal } from "./goal-option.ts";
import { type Examples, numberFrom, onPlan, pathName, wholeFrom } from "./options.ts";
import type { SensitivityOptions } from "./sensitivity.ts";

/** Declares the commands on risk: what a budget pays, and what a figure is sensitive to. */
export function addRiskCommands(program: Command, examples: Examples): void {
  onPlan(program.command("budget"))
    .description("what a budget pays and how surely, or the value of an assumption with which a goal is met")
    .addOption(
      new Option(
        "--usd <amount>",
        "the budget, instead of the plan's own or its limit on the cost of all conversations",
      ).argParser(numberFrom(0, 1e15, "above 0")),
    )
    .addOption(
      new Option("--confidence <p>", "with which probability it must hold")
        .default(0.95)
        .argParser(numberFrom(0, 1, "between 0 and 1")),
    )
    .option("--solve <ASSUMPTION>", "seek the value of this assumption, with --for")
    .addOption(new Option("--for <GOAL>", "FIGURE <= NUMBER or FIGURE >= NUMBER, with --solve").argParser(readGoal))
    .addHelpText(
      "after",
      examples(
        "llmplan budget --usd 1000",
        "llmplan budget --usd 1500 --confidence 0.8 --scenario with-doubt",
        'llmplan budget --solve conversation.initial_tokens --for "conversation.total_cost_usd.p95 <= 900"',
        'llmplan budget --solve data.writing_speed --for "data.instances >= 20000"',
      ),
    )
    .action(async (plan: string | undefined, options: BudgetOptions) => {
      const { budgetCommand } = await import("./budget.ts");
      budgetCommand(plan, options);
    });

  onPlan(
    program
      .command("sensitivity")
      .argument(
        "<FIGURE>",
        "id of a figure, such as conversation.total_cost_usd.mean; --json of any command lists those it prints",
      ),
  )
    .description("which inputs a figure is sensitive to: one at a time, and by their shares of its variance")
    .addOption(
      new Option("--points <n>", "points that the shares rest on; each is evaluated once an input and twice more")
        .default(2048)
        .argParser(wholeFrom(64, 2 ** 20)),
    )
    .addOption(new Option("--charts <DIR>", "write the charts there").argParser(pathName))
    .addHelpText(
      "after",
      examples(
        "llmplan sensitivity conversation.total_cost_usd.mean --scenario with-doubt",
        "llmplan sensitivity approach.lora.h100_days --scenario with-doubt --charts build/charts",
        "llmplan sensitivity compute.h100_days_per_session --json",
      ),
    )
    .action(async (figure: string, plan: string | undefined, options: SensitivityOptions) => {
      const { sensitivityCommand } = await import("./sensitivity.ts");
      await sensitivityCommand(figure, plan, options);
    });
}
