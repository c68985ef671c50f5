import type { Section, View } from "../report/sections/section.ts";
import { singleLine } from "../report/single-line.ts";
import { terminalTable } from "../report/terminal.ts";
import { wrap } from "../report/wrap.ts";
import type { ComputedPlan } from "./compute-plan.ts";
import { jsonResult } from "./json-result.ts";
import type { PlanOptions } from "./options.ts";
import { printResult, printWarnings, terminalFor } from "./print.ts";

/**
 * Prints one part of a computed plan: the answer in a line, then its tables; or JSON.
 *
 * @param added what the JSON says beyond figures
 */
export function showSection(
  command: string,
  computed: ComputedPlan,
  options: PlanOptions,
  section: (view: View) => Section,
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
