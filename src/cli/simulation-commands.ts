import { type Command, Option } from "commander";
import type { ConversationOptions } from "./conversation-options.ts";
import type { HostedOptions } from "./hosted.ts";
import { type Examples, onPlan, wholeFrom } from "./options.ts";
import { POLICY_FORMS, sendingWays } from "./policy-option.ts";
import { precisionFrom, shardFrom } from "./shard-option.ts";

/** Declares `conversation` and `merge`. */
export function addSimulationCommands(program: Command, examples: Examples): void {
  onPlan(program.command("conversation"))
    .description("what conversations with a hosted model cost")
    .addOption(
      new Option("--engine <engine>", "how it is computed (default: exact, or simulated under a policy)").choices([
        "exact",
        "monte-carlo",
      ]),
    )
    .addOption(
      new Option("--conversations <n>", "how many conversations, instead of the plan's").argParser(wholeFrom(1, 1e9)),
    )
    .addOption(
      new Option("--sampler <sampler>", "how lengths are drawn: rising with their random word, or twice as fast")
        .choices(["monotone", "fast"])
        .default("monotone"),
    )
    .addOption(
      new Option(
        "--sampling <sampling>",
        "evenly over the numbers of turns, each conversation on its own (the appendix's noise), or scrambled Sobol",
      )
        .choices(["stratified", "iid", "sobol"])
        .default("stratified"),
    )
    .addOption(
      new Option(
        "--precision <share>",
        "simulate until the standard errors of the mean and the printed quantiles are below this share of each",
      ).argParser(precisionFrom),
    )
    .addOption(
      new Option("--threads <n>", "threads (default: all where it pays); the result is the same").argParser(
        wholeFrom(1, 256),
      ),
    )
    .addOption(
      new Option("--shard <n/parts>", "simulate only this part, for llmplan merge; see docs/scale-out.md").argParser(
        shardFrom,
      ),
    )
    .addOption(
      new Option(
        "--models <names>",
        "compare models, by comma: rows of the plan's hosted_models, models of the price list, or plan for all rows",
      ).argParser((text) => text.split(",")),
    )
    .addOption(
      new Option(
        "--policies <ways>",
        `how conversations are sent, with --models: ${POLICY_FORMS}; +cache for the provider's cache`,
      )
        .default(sendingWays("resend,resend+cache"), "resend,resend+cache")
        .argParser(sendingWays),
    )
    .option("--at <DATE>", "whose prices, for models of the price list: those of this day")
    .option("--charts <DIR>", "with --models: write the chart there")
    .addHelpText(
      "after",
      examples(
        "llmplan conversation",
        "llmplan conversation --scenario api-billing --set conversation.initial_tokens=1000",
        "llmplan conversation --engine monte-carlo --conversations 100000 --seed 7 --json",
        "llmplan conversation --precision 0.1%",
        "llmplan conversation --models gpt-4o,claude-sonnet-4-5 --policies resend,resend+cache,turns:4",
        "llmplan conversation --conversations 1e9 --shard 3/16 --out s3.json",
      ),
    )
    .action(async (plan: string | undefined, options: ConversationOptions & Partial<HostedOptions>) => {
      const { models, policies } = options;
      if (models && policies) {
        const { hostedCommand } = await import("./hosted.ts");
        return hostedCommand(plan, { ...options, models, policies });
      }
      const { conversationCommand } = await import("./conversation.ts");
      await conversationCommand(plan, options);
    });

  program
    .command("merge")
    .argument("<SHARD...>", "the files that llmplan conversation --shard wrote, all of them")
    .description("put the shards of a simulation together: the same bytes as the whole run")
    .option("--plan <PLAN>", "where the plan is, if not where it was")
    .addOption(new Option("--json", "print one JSON object"))
    .addOption(new Option("--out <FILE>", "write there instead of standard output (- for that)"))
    .addHelpText("after", examples("llmplan merge s*.json", "llmplan merge s*.json --json --out merged.json"))
    .action(async (files: readonly string[], options: { json?: boolean; out?: string; plan?: string }) => {
      const { mergeCommand } = await import("./merge.ts");
      mergeCommand(files, options);
    });
}
