import { type Command, Option } from "commander";
import type { ContextPolicy } from "../kernel/context-policy.ts";
import { wholeFrom } from "./options.ts";

/** Options of commands that read logs. */
export interface LogOptions {
  readonly json?: boolean;
  readonly columns?: string;
  readonly encoding: "cl100k_base" | "o200k_base" | "estimate" | "auto";
  readonly strict?: boolean;
  readonly seed: number;
  readonly out?: string;
}

/** Options of `calibrate` beyond those of every command on logs. */
export interface CalibrateOptions extends LogOptions {
  readonly laws: "fitted" | "empirical";
  readonly date?: string;
  readonly name?: string;
  readonly countsOut?: string;
  readonly fromCounts?: readonly string[];
  readonly saveCounts?: string;
  readonly sql?: "duckdb" | "postgres";
  readonly table?: string;
}

/** Options of `replay` beyond those of every command on logs. */
export interface ReplayOptions extends LogOptions {
  readonly model?: string;
  readonly at?: string;
  readonly provider?: string;
  readonly batch?: boolean;
  readonly priceIn?: number;
  readonly priceOut?: number;
  readonly priceCacheRead?: number;
  readonly cacheRule?: "none" | "previous-input" | "previous-exchange";
  readonly cacheMinimum?: number;
  readonly cacheBlock?: number;
  /** Seconds. */
  readonly cacheLifetime?: number;
  readonly policy?: ContextPolicy;
  readonly blockTokens: number;
  readonly simulated: number;
}

/** Adds the log files and the options that every command on logs takes. */
export function onLogs(command: Command, out: string): Command {
  return command
    .argument(
      "[LOGS...]",
      "files or folders: JSONL, JSON, CSV, Parquet; gzip and zstd are unpacked; - for standard input",
    )
    .addOption(new Option("--json", "print one JSON object"))
    .addOption(
      new Option(
        "--columns <meaning=name,...>",
        "named columns: conversation, role, tokens, text, time, input, output, cached",
      ),
    )
    .addOption(
      new Option(
        "--encoding <name>",
        "how text is counted; auto: cl100k_base where gpt-tokenizer is installed, else estimated",
      )
        .choices(["auto", "cl100k_base", "o200k_base", "estimate"])
        .default("auto"),
    )
    .addOption(new Option("--strict", "stop at the first line that would be skipped"))
    .addOption(
      new Option("--seed <n>", "seed of simulations, a 32-bit integer").default(1).argParser(wholeFrom(0, 2 ** 32 - 1)),
    )
    .addOption(new Option(`--out <${out}>`, "write there instead of standard output"));
}
