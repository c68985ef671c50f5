import type { Section } from "../report/sections/section.ts";
import { singleLine } from "../report/single-line.ts";
import { terminalTable } from "../report/terminal.ts";
import { wrap } from "../report/wrap.ts";
import { type CommandResult, jsonResult } from "./json-result.ts";
import { printResult, printWarnings, terminalFor } from "./print.ts";

/** Options about what is printed, and where. */
export interface ShowOptions {
  readonly json?: boolean;
  readonly out?: string;
  readonly seed: number;
}

/**
 * Prints one part of a computed plan: the answer in a line, then its tables; or JSON.
 *
 * @param added what the JSON says beyond figures
 */
export function showSection<Result extends CommandResult>(
  command: string,
  computed: Result,
  options: ShowOptions,
  section: (computed: Result) => Section,
  added: Readonly<Record<string, unknown>> = {},
): void {
  if (options.json) {
    printResult(jsonResult(command, computed, options, added), options.out);
    return;
  }
  const { answer, tables } = section(computed);
  const terminal = terminalFor(options.out);
  const lines = wrap(singleLine(answer), terminal.width, (text) => text.length);
  printResult(
    [`${lines.join("\n")}\n`, ...tables.map((table) => terminalTable(table, terminal))].join("\n"),
    options.out,
  );
  printWarnings(computed.warnings);
}
