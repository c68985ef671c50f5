import type { Contract } from "./contract.ts";

/** The contract as a page. */
export function contractText({ commands, exitCodes, json, markers, figures }: Contract): string {
  const code = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(", ");
  const units = Object.entries(figures);
  return `# What may be relied on

This page is written by \`npm run contract\` from the program. A test compares it, and \`test/golden/contract.json\`, with what
the program does: nothing here changes without a line in the changelog. What is not here may change: the wording of
messages, the order of rows, the layout of reports. The TypeScript interface is in [api/llmplan.api.md](api/llmplan.api.md)
and [api/llmplan-node.api.md](api/llmplan-node.api.md).

## Commands

${code(commands)}. Results go to standard output, messages and warnings to standard error.

## Exit codes

| code | meaning |
|---|---|
${Object.entries(exitCodes)
  .map(([meaning, number]) => `| ${number} | ${MEANING[meaning] ?? meaning} |`)
  .join("\n")}

## Files

Each file is the old one or the new one, whole. The files of one command go together: after any fault that the command
lives to see, all are new (exit code 0) or all are as before (2 or 3). Nothing outside the named file or folder changes.
[files.md](files.md) has the exceptions.

## The JSON of every command

\`--json\` prints one object with ${code(json.result)}; a command may add keys of its own. \`plan\` has ${code(json.plan)}, or is
null for a command that takes no plan. \`figures\` holds figures by id, each with some of ${code(json.figure)}. A \`value\` is a
number, a word, null where the figure does not apply, or \`"unlimited"\`. Each of \`warnings\` has ${code(json.warning)}; the codes
are in [warnings.md](warnings.md).

## Markers in documents

Kinds: ${code(markers.kinds)}.

\`\`\`text
${markers.syntax.join("\n")}
\`\`\`

## Figures of the shipped plan

A plan's own rows (\`pretraining.bloom\`) name figures; the words around them stay. ${units.length} figures:

| id | unit |
|---|---|
${units.map(([id, unit]) => `| \`${id}\` | ${unit} |`).join("\n")}
`;
}

const MEANING: Readonly<Record<string, string>> = {
  done: "done",
  failed: "a check failed",
  wrong: "the input or the command was wrong",
  unfinished: "it could not finish: disk, worker, defect",
  interrupted: "interrupted (Ctrl-C)",
  terminated: "ended by SIGTERM",
};
