import { type Command, Option } from "commander";
import type { CompareOptions } from "./compare.ts";
import { type Examples, pathName, withPlanOptions } from "./options.ts";

/** Declares `llmplan compare`. */
export function addCompareCommand(program: Command, examples: Examples): void {
  const sides =
    "a plan's folder or file, scenarios of the plan (names with commas between, or a file), or a saved result.json";
  withPlanOptions(program.command("compare").argument("[A]", sides).argument("[B]", "the later one, in the same words"))
    .description("what differs between two plans, what it moves, sorted by money, and which judgements flip")
    .addOption(new Option("--base <REVISION>", "compare with the plan's files in this git revision"))
    .addOption(
      new Option(
        "--plan <PLAN>",
        "the plan that scenarios are of (default: A where it is a folder, else the plan here)",
      ).argParser(pathName),
    )
    .addOption(
      new Option("--format <format>", "how it is shown; md fits a comment on a pull request")
        .choices(["text", "md", "json", "html", "junit", "github"])
        .default("text"),
    )
    .addHelpText(
      "after",
      examples(
        "llmplan compare with-doubt",
        "llmplan compare as-published days-187,api-billing",
        "llmplan compare --set data.person_days=187",
        "llmplan compare assumptions/rolepl-ai --base origin/main --format md --out comment.md",
        "llmplan compare reports/rolepl-ai/result.json build/report/result.json",
      ) + NOTES,
    )
    .action(async (first: string | undefined, second: string | undefined, options: CompareOptions) => {
      const { compareCommand } = await import("./compare.ts");
      compareCommand(first, second, options);
    });
}

const NOTES = `

One name is compared with the plan as it is. --scenario holds for both sides, --set for the later one.
Limits of the later plan's section "budget" are held: exit code 1 where one is broken that may not be.`;
