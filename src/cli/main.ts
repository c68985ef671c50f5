#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { addCommands } from "./commands.ts";
import { EXIT } from "./exit.ts";
import { reportFailure } from "./failure.ts";
import { VERSION } from "./version.ts";

/** Reads the command line and leaves with the exit code that fits. */
async function main(): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) is no failure.
    if (error.code === "EPIPE") process.exit(EXIT.done);
    process.stderr.write(`llmplan: cannot write to standard output: ${error.message}\n`);
    process.exit(EXIT.unfinished);
  });
  // Where nobody can be told, the exit code still tells.
  process.stderr.on("error", () => {});
  process.on("SIGINT", () => process.exit(EXIT.interrupted));
  process.on("SIGTERM", () => process.exit(EXIT.terminated));
  const program = new Command("llmplan")
    .description("What a language model will cost a project: conversations, compute, data, and the choice of approach.")
    .version(VERSION)
    .showHelpAfterError("(see llmplan --help)")
    .addHelpText("after", HELP)
    .exitOverride();
  addCommands(program);
  for (const command of program.commands) command.showHelpAfterError(`(see llmplan ${command.name()} --help)`);
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode =
      error instanceof CommanderError ? (error.exitCode === 0 ? EXIT.done : EXIT.wrong) : reportFailure(error);
  }
}

const HELP = `
Examples:
  $ llmplan init my-plan --turns 6 --conversations 20000 --yes
  $ llmplan conversation my-plan
  $ llmplan explain conversation.total_cost_usd.mean my-plan
  $ llmplan report my-plan --out report

In the package (node_modules/llmplan/, or the checkout): docs/tutorial.md, from a new plan to a decision in 15 minutes;
docs/warnings.md, what each warning means.
Exit codes: 0 done, 1 a check failed, 2 the input or the command is wrong, 3 it could not finish, 130 interrupted, 143 terminated`;

await main();
