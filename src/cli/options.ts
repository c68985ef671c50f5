import { type Command, InvalidArgumentError, Option } from "commander";
import { PLAN_SAMPLINGS, type PlanSampling } from "../analysis/plan-draws.ts";

/** Lines of examples for the help of a command. */
export type Examples = (...lines: readonly string[]) => string;

/** Options that every command on a plan takes. */
export interface PlanOptions {
  readonly json?: boolean;
  readonly scenario: readonly string[];
  readonly set: readonly string[];
  readonly seed: number;
  readonly draws: number;
  /** How plans are drawn where assumptions have a spread. */
  readonly planSampling: PlanSampling;
  readonly out?: string;
}

/** Adds the plan argument and the options that every command on a plan takes. */
export function onPlan(command: Command, out = "FILE"): Command {
  return withPlanOptions(
    command.argument(
      "[PLAN]",
      "a folder with a plan.yaml, a plan file, or - for standard input (default: the plan here, or the only one under assumptions/)",
    ),
    out,
  );
}

/** The options alone, for a command that finds its plans otherwise. */
export function withPlanOptions(command: Command, out = "FILE"): Command {
  return command
    .addOption(new Option("--json", "print one JSON object"))
    .addOption(
      new Option(
        "--scenario <name>",
        "put a scenario over the plan: a file of its folder scenarios, by name; repeatable, later wins",
      )
        .default([], "none")
        .argParser(collect),
    )
    .addOption(
      new Option(
        "--set <path=value>",
        "change one assumption for this run, after the scenarios: data.person_days=187; repeatable",
      )
        .default([], "none")
        .argParser(collect),
    )
    .addOption(
      new Option("--seed <n>", "where random draws start: the same number gives the same figures")
        .default(1)
        .argParser(wholeFrom(0, 2 ** 32 - 1)),
    )
    .addOption(
      new Option("--draws <n>", "how many plans are drawn where assumptions have a spread")
        .default(2000)
        .argParser(wholeFrom(20, 1e6)),
    )
    .addOption(
      new Option("--plan-sampling <way>", "how these plans are drawn").choices([...PLAN_SAMPLINGS]).default("random"),
    )
    .addOption(
      new Option(
        `--out <${out}>`,
        out === "DIR" ? "folder to write into" : "write there instead of standard output (- for that)",
      ).argParser(pathName),
    );
}

/** A path that says something. */
export function pathName(text: string): string {
  if (text !== "") return text;
  throw new InvalidArgumentError("expected a path");
}

/** A whole number within bounds, or the reason why not. */
export const wholeFrom =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d+(e\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}${plainly(text)}`);
  };

/** A number between bounds that are themselves not allowed, or the reason why not. */
export const numberFrom =
  (above: number, below: number, words: string) =>
  (text: string): number => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (value > above && value < below) return value;
    throw new InvalidArgumentError(`expected a number ${words}${plainly(text)}`);
  };

/** "1,500" is 1.5 to some: it is not guessed at. */
const plainly = (text: string): string =>
  /\d/.test(text) && /[^\d.e+-]/i.test(text) ? "; write it without a comma, a space or a unit, such as 1500" : "";

const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];
