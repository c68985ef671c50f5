import { type Command, InvalidArgumentError, Option } from "commander";
import { type CalibrateOptions, onLogs, type ReplayOptions } from "./log-options.ts";
import { type Examples, wholeFrom } from "./options.ts";
import { POLICY_FORMS, policyOption } from "./policy-option.ts";

/** `llmplan calibrate` and `llmplan replay`. */
export function addLogCommands(program: Command, examples: Examples): void {
  onLogs(program.command("calibrate"), "PATH")
    .description("measure real logs: laws of turns and lengths as a scenario, with charts of how well they fit")
    .addOption(
      new Option("--laws <kind>", "state laws by family, or by the values themselves")
        .choices(["fitted", "empirical"])
        .default("fitted"),
    )
    .addOption(
      new Option("--date <YYYY-MM-DD>", "when it was measured (default: the last date in the logs)").argParser(isoDate),
    )
    .addOption(new Option("--name <text>", "what to call the logs (default: their file names)"))
    .addOption(new Option("--counts-out <FILE>", "write counts that add up with those of other parts"))
    .addOption(
      new Option("--from-counts <FILE...>", "fit counts written before, or the rows of --sql, instead of logs"),
    )
    .addOption(new Option("--save-counts <FILE>", "write every conversation as tokens by role, without text and ids"))
    .addOption(
      new Option("--sql <dialect>", "print the query that counts in a database").choices(["duckdb", "postgres"]),
    )
    .addOption(new Option("--print", "with --sql: to standard output (always so)"))
    .addOption(new Option("--table <name>", "with --sql: the table, or in DuckDB read_parquet('…')"))
    .addHelpText(
      "after",
      "\n--out names a folder for the scenario, the report and its charts, or a .yaml file for the scenario alone.\n" +
        examples(
          "llmplan calibrate logs.jsonl.gz --out build/measured",
          "llmplan calibrate logs/ --out assumptions/rolepl-ai/scenarios/measured.yaml",
          "llmplan calibrate trace.csv --columns input=ContextTokens,output=GeneratedTokens,time=TIMESTAMP",
          "llmplan calibrate part1.jsonl --counts-out part1.json",
          "llmplan calibrate --from-counts part1.json part2.json --json",
          "llmplan calibrate --sql postgres --table chat.messages --print",
        ),
    )
    .action(async (logs: string[], options: CalibrateOptions) => {
      const { calibrateCommand } = await import("./calibrate.ts");
      await calibrateCommand(logs, options);
    });

  onLogs(program.command("replay"), "FILE")
    .description("bill real logs request by request, beside what the model fitted to them says")
    .addOption(new Option("--model <name>", "at the prices of this model: gpt-4o, anthropic:claude-sonnet-4-5"))
    .addOption(new Option("--at <YYYY-MM-DD>", "its prices of that day (default: the day of the price list)"))
    .addOption(new Option("--provider <name>", "who sells the model, where several do"))
    .addOption(new Option("--batch", "at its prices of a batch, without caches"))
    .addOption(new Option("--price-in <usd>", "USD per million input tokens, instead of a model's").argParser(price))
    .addOption(new Option("--price-out <usd>", "USD per million output tokens").argParser(price))
    .addOption(
      new Option(
        "--price-cache-read <usd>",
        "USD per million input tokens read from cache; without it and a model nothing is cached",
      ).argParser(price),
    )
    .addOption(
      new Option(
        "--cache-rule <rule>",
        "what is read from cache where the log does not say: the input of the request before, or also its reply",
      ).choices(["none", "previous-input", "previous-exchange"]),
    )
    .addOption(
      new Option(
        "--cache-minimum <tokens>",
        "a shorter prefix is not cached (default: the provider's, else 0)",
      ).argParser(wholeFrom(0, 1e9)),
    )
    .addOption(
      new Option("--cache-block <tokens>", "prefixes are cached in blocks (default: the provider's, else 1)").argParser(
        wholeFrom(1, 1e9),
      ),
    )
    .addOption(
      new Option(
        "--cache-lifetime <seconds>",
        "after a longer pause nothing is read from cache, where the log says when (default: the provider's, else none)",
      ).argParser(price),
    )
    .addOption(
      new Option("--policy <policy>", `what of a conversation is sent: ${POLICY_FORMS}`).argParser(policyOption),
    )
    .addOption(
      new Option("--block-tokens <n>", "tokens of a block, for traces with block ids")
        .default(512)
        .argParser(wholeFrom(1, 1e6)),
    )
    .addOption(
      new Option("--simulated <n>", "conversations drawn from the model").default(20_000).argParser(wholeFrom(1, 1e7)),
    )
    .addHelpText(
      "after",
      examples(
        "llmplan replay logs.jsonl.gz --model gpt-4o --at 2025-01-31",
        "llmplan replay logs.jsonl.gz --model claude-sonnet-4-5 --policy sliding:8000",
        "llmplan replay logs.jsonl.gz --price-in 3 --price-out 15",
        "llmplan replay logs.jsonl.gz --price-in 3 --price-out 15 --price-cache-read 0.30 --cache-minimum 1024",
        "llmplan replay trace.csv --price-in 3 --price-out 15 --json",
      ),
    )
    .action(async (logs: string[], options: ReplayOptions) => {
      const { replayCommand } = await import("./replay.ts");
      await replayCommand(logs, options);
    });
}

function price(text: string): number {
  const value = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError("expected a number, 0 or more");
}

function isoDate(text: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isFinite(time) && new Date(time).toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError("expected a date such as 2026-11-22");
}
