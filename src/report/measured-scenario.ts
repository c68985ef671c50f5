/** The scenario file that states what was measured in a log: overrides of a plan's conversation, each with its origin. */

/** A law as a plan writes it. */
export interface StatedLaw {
  readonly family: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly values?: readonly number[];
}

/** One law with what a reader should know of it. */
export interface MeasuredLaw {
  readonly law: StatedLaw;
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly p50: number;
  readonly p95: number;
  readonly ks?: number;
  /** What was measured, in words. */
  readonly of: string;
  readonly reason: string;
}

export interface MeasuredScenario {
  /** Name of the logs. */
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
  readonly conversations: string;
  readonly tokens: string;
  /** ISO date, or undefined where neither the data nor the user says when. */
  readonly date?: string;
  readonly version: string;
  readonly turns: MeasuredLaw;
  readonly user: MeasuredLaw;
  readonly assistant: MeasuredLaw;
  readonly initialTokens: { readonly mean: number; readonly of: string };
  readonly warnings: readonly string[];
}

/** YAML that `--scenario` takes once it lies in the `scenarios/` of a plan. The same log gives the same bytes. */
export function measuredScenario(scenario: MeasuredScenario): string {
  const { files, conversations, tokens, date = "date unknown", version } = scenario;
  const source = `${scenario.name}, ${conversations}, ${date}; sha256 ${files.map(({ sha256 }) => sha256.slice(0, 16)).join(", ") || "none"}`;
  const law = (key: string, unit: string, measured: MeasuredLaw): string =>
    [
      comment(
        `${measured.of}: n ${measured.n}, mean ${short(measured.mean)}, sd ${short(measured.sd)}, P50 ${short(measured.p50)}, P95 ${short(measured.p95)}`,
        2,
      ),
      `  ${key}:`,
      `    value: ${lawText(measured.law)}`,
      `    unit: ${unit}`,
      `    source: ${JSON.stringify(source)}`,
      "    provenance: measured",
      `    note: ${JSON.stringify(`${measured.reason}${measured.ks === undefined ? "" : `; Kolmogorov-Smirnov distance ${measured.ks.toFixed(3)}`}.`)}`,
    ].join("\n");
  const choice = (key: string, value: string, why: string): string =>
    [
      `  ${key}:`,
      `    value: ${value}`,
      `    source: ${JSON.stringify(source)}`,
      "    provenance: measured",
      `    note: ${JSON.stringify(why)}`,
    ].join("\n");
  return `${[
    comment(`What was measured in ${scenario.name}, written by llmplan ${version}. Only counts were kept, no text.`),
    comment(`Tokens: ${tokens}. Put this file into the scenarios/ of a plan and name it with --scenario.`),
    ...files.map(({ name, sha256 }) => comment(`  ${name}: sha256 ${sha256}`)),
    ...scenario.warnings.map((warning) => comment(`Warning: ${warning}`)),
    `title: ${JSON.stringify(`Conversations as measured in ${scenario.name}`)}`,
    `reason: ${JSON.stringify(`${conversations}, ${date}: measured lengths and turns instead of guessed ones.`)}`,
    "",
    "conversation:",
    law("turns", "turns", scenario.turns),
    law("user_tokens", "tokens", scenario.user),
    law("assistant_tokens", "tokens", scenario.assistant),
    comment(scenario.initialTokens.of, 2),
    "  initial_tokens:",
    `    value: ${scenario.initialTokens.mean}`,
    "    unit: tokens",
    `    source: ${JSON.stringify(source)}`,
    "    provenance: measured",
    choice("billing", "api", "A request is billed for what is sent before its reply."),
    choice("messages", "as-published", "The laws above have nothing below 0."),
    choice("rounding", "whole-tokens", "The laws were fitted to whole tokens."),
  ].join("\n")}\n`;
}

function lawText({ family, parameters, values }: StatedLaw): string {
  if (values) return `{ empirical: [${values.join(", ")}] }`;
  if (family === "constant") return String(parameters.value);
  const inside = Object.entries(parameters).map(([name, value]) => `${name}: ${value}`);
  return `{ ${family}: { ${inside.join(", ")} } }`;
}

/** A line of comment; what others wrote cannot end it. */
function comment(text: string, indent = 0): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a comment must not be ended by one
  return `${" ".repeat(indent)}# ${text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ")}`;
}

const short = (value: number): string => String(Number(value.toPrecision(5)));
