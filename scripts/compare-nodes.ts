/**
 * Runs every example of the program and its documents under the oldest Node that the package admits and under the newest
 * with long-term support, on machines as different as can be told, and fails where an answer or a file differs:
 * `npm run nodes`. The two come from the registry into a temporary folder; nothing else is installed.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runnableExamples, typedBefore } from "./examples/example-list.ts";
import { type Outcome, PLAIN_MACHINE, runExample, STRANGE_MACHINE } from "./examples/run-example.ts";

/** The newest line of releases that Node itself calls a long-term one. */
const NEWEST = "24";
/** A new plan dates its guesses by the day on which it is made. */
const DATED = /^llmplan init (?!.*--from)/m;
const RELEASE = "[process.version, process.release.lts]";

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"));
const oldest = String(manifest.engines.node).replace(">=", "");
const folder = mkdtempSync(join(tmpdir(), "llmplan-nodes-"));
const say = (line: string) => process.stderr.write(`${line}\n`);
try {
  const name = `node-${process.platform}-${process.arch}`;
  writeFileSync(join(folder, "package.json"), "{}");
  const versions = [`oldest@npm:${name}@${oldest}`, `newest@npm:${name}@${NEWEST}`];
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...versions], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [old, recent] = ["oldest", "newest"].map((alias) => join(folder, "node_modules", alias, "bin/node"));
  if (!old || !recent) throw new Error("no Node was installed");
  for (const node of [old, recent]) {
    const [version, name] = JSON.parse(execFileSync(node, ["-p", `JSON.stringify(${RELEASE})`], { encoding: "utf8" }));
    if (!name) throw new Error(`Node ${version} has no long-term support`);
    say(`Node ${version} (${name})`);
  }
  let differing = 0;
  const examples = runnableExamples().filter((example) => !DATED.test(`${typedBefore(example)}\n${example.script}`));
  for (const example of examples) {
    const [one, other] = await Promise.all([
      runExample(example.script, { ...PLAIN_MACHINE, node: old }, typedBefore(example)),
      runExample(example.script, { ...STRANGE_MACHINE, node: recent }, typedBefore(example)),
    ]);
    const found = differences(one, other);
    if (found.length === 0) continue;
    differing++;
    say(`${example.script}\n  differs in ${found.join(", ")}`);
  }
  if (differing > 0) process.exitCode = 1;
  else say(`${examples.length} examples gave the same bytes`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function differences(one: Outcome, other: Outcome): readonly string[] {
  const paths = new Set([...Object.keys(one.files), ...Object.keys(other.files)]);
  return [
    ...(one.code === other.code ? [] : [`exit codes ${one.code} and ${other.code}: ${one.err}${other.err}`]),
    ...(one.out === other.out ? [] : ["standard output"]),
    ...[...paths].filter((path) => one.files[path] !== other.files[path]),
  ];
}
