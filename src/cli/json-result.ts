import type { ResultFigure, Warning } from "../analysis/result.ts";
import { visibleJson } from "../report/single-line.ts";
import type { ReadPlan } from "./read-plan.ts";
import { VERSION } from "./version.ts";

/** What a command came to: figures, and the plan they are of; commands that take none have none. */
export interface CommandResult {
  readonly read: Pick<ReadPlan, "title" | "digest" | "scenarioNames"> | null;
  readonly figures: Readonly<Record<string, ResultFigure>>;
  readonly warnings: readonly Warning[];
}

/**
 * The one JSON shape of all commands. A number without limit (conversations that cost nothing) is the word `unlimited`,
 * as in the tables, also as an end of an interval: JSON knows no infinity, and null says that a figure does not apply.
 *
 * @param added what a command has to say beyond figures
 */
export function jsonResult(
  command: string,
  { read, figures, warnings }: CommandResult,
  options: { readonly seed: number },
  added: Readonly<Record<string, unknown>> = {},
): string {
  const result = {
    llmplan: VERSION,
    command,
    plan: read && { title: read.title, digest: read.digest },
    scenarios: read?.scenarioNames ?? [],
    seed: options.seed,
    figures,
    warnings,
    ...added,
  };
  return `${visibleJson(JSON.stringify(result, unlimitedInWords, 2))}\n`;
}

const unlimitedInWords = (_key: string, value: unknown): unknown => (value === Infinity ? "unlimited" : value);
