/** The examples that are run, those that are not, with the reason, and what some of them start from. */
import { documentExamples, type Example, helpExamples } from "./example.ts";

const SKIPPED: readonly { readonly when: RegExp; readonly reason: string }[] = [
  { when: /\.zst\b/, reason: "no zstd writer in Node 20 to make its log; test/logs reads such logs" },
  { when: /psql/, reason: "needs a database; test/logs runs its query in PostgreSQL" },
  { when: /parallel --sshlogin|#SBATCH/, reason: "needs other machines; docs/scale-out.md says where it was tried" },
  { when: /--base /, reason: "needs a history; test/cli/compare.test.ts makes one, docs/ci.md is tried in a clone" },
  { when: /conversations 1e9.*\n?.*merge s\*/, reason: "16e9 conversations; the lines of --help run with fewer" },
];

export const skipReason = (example: Example): string | undefined =>
  SKIPPED.find(({ when }) => when.test(example.script))?.reason;

export const runnableExamples = (): readonly Example[] =>
  [...helpExamples(), ...documentExamples()].filter((example) => skipReason(example) === undefined);

/** Reasons that no example gives any more. */
export const unusedReasons = (): readonly string[] => {
  const all = [...helpExamples(), ...documentExamples()];
  return SKIPPED.filter(({ when }) => !all.some(({ script }) => when.test(script))).map(({ reason }) => reason);
};

/** Lines that make what an example starts from: parts of a simulation, counts of logs, a new plan. */
export function typedBefore({ script }: Example): string {
  const lines: string[] = [];
  if (/merge s\*\.json/.test(script)) lines.push(shard(1), shard(2));
  if (/build\/report\/result\.json/.test(script)) lines.push("llmplan report --scenario with-doubt --out build/report");
  if (/--from-counts part1\.json/.test(script))
    lines.push(...[1, 2].map((part) => `llmplan calibrate part1.jsonl --counts-out part${part}.json`));
  if (/ my-plan\b/.test(script) && !/init my-plan/.test(script))
    lines.push("llmplan init my-plan --turns 6 --conversations 20000 --yes");
  return lines.join("\n");
}

const shard = (part: number): string =>
  `llmplan conversation --conversations 20000 --shard ${part}/2 --out s${part}.json`;
