import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { llmplan, ROOT, scratch } from "../cli/run.ts";

const [github = {}, gitlab = {}] = [
  ...readFileSync(join(ROOT, "docs/ci.md"), "utf8").matchAll(/```yaml\n([\s\S]*?)```/g),
].map(([, text = ""]) => parse(text));

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A clone of a repository whose plan has a limit; npm and gh are stand-ins, npx runs the built command. */
function clone(edit: (plan: string) => string) {
  const folder = scratch();
  const cwd = join(folder, "clone");
  const bin = join(folder, "bin");
  const origin = join(folder, "origin");
  for (const made of [bin, origin]) mkdirSync(made);
  const made = ["init", "assumptions/mine", "--turns", "20", "--initial-tokens", "3000", "--budget-usd", "100000"];
  expect(llmplan(made, { cwd: origin }).code).toBe(0);
  const git = (at: string, ...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync("git", args, { cwd: at, encoding: "utf8" });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  };
  const plan = "assumptions/mine/plan.yaml";
  const limit = '\nbudget:\n  conversation.cost_usd.mean: "increase <= 10%"\n';
  writeFileSync(join(origin, plan), readFileSync(join(origin, plan), "utf8").replace("\nbudget:\n", limit));
  git(origin, "init", "-q", "-b", "main");
  git(origin, "add", "-A");
  git(origin, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "base");
  git(folder, "clone", "-q", origin, cwd);
  const before = readFileSync(join(cwd, plan), "utf8");
  writeFileSync(join(cwd, plan), edit(before));
  const script = (name: string, text: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  script("npm", "exit 0");
  script("npx", `shift; exec "${process.execPath}" "${join(ROOT, "dist/cli/main.js")}" "$@"`);
  script("gh", 'echo "$@" > gh.log');
  const base = git(cwd, "rev-parse", "HEAD");
  const run = (text: string, env: Readonly<Record<string, string>>) =>
    spawnSync("bash", ["-eo", "pipefail", "-c", text], {
      cwd,
      encoding: "utf8",
      env: {
        ...process.env,
        NO_COLOR: "1",
        GITHUB_STEP_SUMMARY: join(cwd, "summary.md"),
        ...env,
        PATH: `${bin}${delimiter}${process.env.PATH}`,
      },
    });
  const text = (name: string): string => (existsSync(join(cwd, name)) ? readFileSync(join(cwd, name), "utf8") : "");
  return { base, run, text };
}

const edited = (from: string, to: string) => (plan: string) => {
  if (!plan.includes(from)) throw new Error(`the plan does not hold ${from}`);
  return plan.replace(from, to);
};
/** Twenty turns of 3,000 initial tokens and up to 4,200 of history: 1,500 tokens more at each are a quarter more input. */
const small = edited("value: 3000", "value: 3100");
const large = edited("value: 3000", "value: 4500");

describe("the GitHub workflow of docs/ci.md", () => {
  const steps: readonly Step[] = github.jobs.compare.steps;

  /** As a runner would: after a step that fails, only those go on that say always(). */
  function runAll({ base, run }: ReturnType<typeof clone>): readonly (number | null)[] {
    let failed = false;
    return steps.flatMap((step) => {
      if (step.run === undefined || (failed && step.if !== "always()")) return [];
      const env = Object.fromEntries(
        Object.entries(step.env ?? {}).map(([key, value]) => [
          key,
          value.replace(/\$\{\{ github\.event\.pull_request\.base\.sha \}\}/, base).replace(/\$\{\{.*\}\}/, "7"),
        ]),
      );
      const { status } = run(step.run, env);
      failed ||= status !== 0;
      return [status];
    });
  }

  it("names every action by its version", () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@v\d+$/);
  });

  it("passes a change within the limits, and comments on it", () => {
    const repository = clone(small);
    expect(runAll(repository)).toEqual([0, 0, 0, 0]);
    expect(repository.text("comment.md")).toContain(
      "| conversation.initial\\_tokens | 3,000 tokens | 3,100 tokens | as before |",
    );
    expect(repository.text("summary.md")).toBe(repository.text("comment.md"));
    expect(repository.text("gh.log")).toBe("pr comment 7 --body-file comment.md --edit-last --create-if-none\n");
  });

  it("fails a change that breaks a limit, and comments all the same", () => {
    const repository = clone(large);
    expect(runAll(repository)).toEqual([0, 0, 1, 0]);
    expect(repository.text("comment.md")).toContain("**Limits that are broken**");
    expect(repository.text("gh.log")).toContain("pr comment 7");
  });
});

describe("the GitLab job of docs/ci.md", () => {
  const script: string = gitlab.llmplan.script.join("\n");

  it("passes and fails as the plan does, with both files", () => {
    for (const [edit, code] of [
      [small, 0],
      [large, 1],
    ] as const) {
      const repository = clone(edit);
      const { status } = repository.run(script, { CI_MERGE_REQUEST_DIFF_BASE_SHA: repository.base });
      expect(status).toBe(code);
      expect(repository.text("comment.md")).toContain("### llmplan:");
      expect(repository.text("check.xml")).toContain('<testsuite name="policies" tests="2"');
    }
  });
});
