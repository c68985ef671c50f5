import { type Command, Option } from "commander";
import { type Examples, wholeFrom, withPlanOptions } from "./options.ts";
import type { SweepOptions } from "./sweep.ts";

/** Declares `llmplan sweep`. */
export function addSweepCommand(program: Command, examples: Examples): void {
  withPlanOptions(
    program
      .command("sweep")
      .argument("<WORDS...>", "a plan's folder or file where it is not the one here, then ids of figures"),
    "DIR",
  )
    .usage("[options] [PLAN] <FIGURE...>")
    .description("figures over the values of one assumption or several: a table, a line or a heat map, a file of rows")
    .addOption(
      new Option("--over <path=values>", "from:to:steps, or a,b,c; repeatable, the last moves fastest")
        .default([], "none")
        .argParser((value: string, earlier: readonly string[]) => [...earlier, value]),
    )
    .addOption(new Option("--scale <scale>", "how ranges are spaced").choices(["linear", "log"]).default("linear"))
    .option("--csv", "print rows as CSV, as they come")
    .option("--jsonl", "print rows as JSON, one object a line; also in --out")
    .option("--resume", "continue the rows in --out that were broken off")
    .addOption(
      new Option("--threads <n>", "threads (default: all where it pays); the rows are the same").argParser(
        wholeFrom(1, 256),
      ),
    )
    .addHelpText(
      "after",
      examples(
        "llmplan sweep conversation.cost_usd.mean --over conversation.turns.normal.mean=4:40:10",
        "llmplan sweep data.instances --over data.person_days=50:300:6 --over data.writing_speed=10,15,25,40",
        "llmplan sweep approach.lora.h100_days approach.lora.suitability --over hardware.equivalence_basis=published,measured",
        "llmplan sweep compute.h100_days_budget --over budget.h100_price=20:200:1000 --over budget.training_eur=5000:100000:100 --scale log --out build/sweep",
      ),
    )
    .action(async (words: readonly string[], options: SweepOptions) => {
      const { sweepCommand } = await import("./sweep.ts");
      await sweepCommand(words, options);
    });
}
