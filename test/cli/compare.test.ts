import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "./run.ts";

/** A git repository of this test's own that holds the shipped assumptions. */
function repository(): string {
  const folder = scratch();
  cpSync(join(ROOT, "assumptions"), join(folder, "assumptions"), { recursive: true });
  git(folder, "init", "-q", "-b", "main");
  git(folder, "add", "-A");
  git(folder, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "base");
  return folder;
}

function git(cwd: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync("git", args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
}

function edit(folder: string, from: string, to: string): void {
  const file = join(folder, "assumptions/rolepl-ai/plan.yaml");
  const text = readFileSync(file, "utf8");
  if (!text.includes(from)) throw new Error(`the plan does not hold ${from}`);
  writeFileSync(
    file,
    text.replace(from, () => to),
  );
}

describe("llmplan compare", () => {
  it("tells what a scenario changes, what moves, and what stays", () => {
    const { code, out } = llmplan(["compare", "days-187", "--json"]);
    expect(code).toBe(0);
    const { comparison, command } = JSON.parse(out);
    expect(command).toBe("compare");
    expect(comparison.assumptions).toMatchObject([
      { path: "data.person_days", from: { value: 170, unit: "days" }, to: { value: 187 }, of: "value" },
    ]);
    // 30 % of 170 and of 187 days: 51 and 56.1, as the document prints.
    const days = comparison.moves.find(({ id }: { id: string }) => id === "data.writing_days");
    expect(days).toMatchObject({ noise: "beyond", because: ["data.person_days"] });
    expect([days.from, days.to]).toEqual([51, expect.closeTo(56.1, 9)]);
    const moved = new Set(comparison.moves.map(({ id }: { id: string }) => id));
    expect(moved.has("conversation.cost_usd.mean")).toBe(false);
    expect(comparison.unchanged).toBeGreaterThan(300);
    expect(comparison.claims.map(({ id }: { id: string }) => id)).toContain("s411-days-write");
  });

  it("finds nothing between a plan and itself, also where assumptions have spread", () => {
    const { out } = llmplan(["compare", "with-doubt", "with-doubt"]);
    expect(out).toMatch(/^No assumptions differ; no figures move, \d+ stay\.\n/);
  });

  it("reads a saved result, whose figures are enough", () => {
    const folder = scratch();
    const file = join(folder, "result.json");
    llmplan(["data", "--json", "--out", file]);
    const { out, code } = llmplan(["compare", file, "days-187", "--json"]);
    const { comparison } = JSON.parse(out);
    expect(code).toBe(0);
    expect(comparison.assumptions).toBeUndefined();
    expect(comparison.moves.find(({ id }: { id: string }) => id === "data.writing_days")).toMatchObject({
      change: expect.closeTo(5.1, 9),
    });
  });

  it("takes a git revision as the base, and holds limits on changes against it", () => {
    const cwd = repository();
    edit(
      cwd,
      "budget:\n",
      'budget:\n  conversation.cost_usd.mean: "increase <= 5%"\n  approach.api.budget_usd: "decrease <= 1"\n',
    );
    edit(cwd, "value: 3000", "value: 3100");
    const held = llmplan(["compare", "--base", "main", "--format", "md"], { cwd });
    expect([held.code, held.err]).toEqual([0, ""]);
    expect(held.out).toContain("| conversation.initial\\_tokens | 3,000 tokens | 3,100 tokens | as before |");
    edit(cwd, "value: 3100", "value: 4000");
    const broken = llmplan(["compare", "assumptions/rolepl-ai", "--base", "HEAD"], { cwd });
    expect(broken.code).toBe(1);
    // The closed form of issue 2 gives the base, 1.055664 USD.
    expect(broken.out).toMatch(
      /Mean cost of a conversation is \$1\.2\d+, before \$1\.056 .*the limit is increase <= 5%/,
    );
    const junit = llmplan(["compare", "--base", "HEAD", "--format", "junit"], { cwd });
    expect([junit.code, junit.out.match(/<failure/g)?.length]).toEqual([1, 1]);
    expect(junit.out).toContain('<testsuites name="llmplan compare"');
  });

  it("escapes other people's words in every format, and fits a comment however much has changed", () => {
    const cwd = repository();
    const hostile = "</details><script>alert(1)</script> | `x` [y](javascript:z) \\u202e";
    edit(cwd, "source: D2.2 appendix 9.1, INITIAL_TOKENS", `source: ${JSON.stringify(hostile.repeat(60))}`);
    edit(cwd, "value: 3000", "value: 2500 to 4000");
    const md = llmplan(["compare", "--base", "main", "--scenario", "with-doubt", "--format", "md"], { cwd }).out;
    expect(md.length).toBeLessThan(65_536);
    expect(md).not.toContain("<script");
    expect(md.match(/<details>/g)?.length).toBe(md.match(/<\/details>/g)?.length);
    const html = llmplan(["compare", "--base", "main", "--format", "html"], { cwd }).out;
    expect(html).not.toContain("<script");
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/https?:\/\//);
  });

  it("reads a scenario from any file, and says where it is wrong", () => {
    const folder = scratch();
    const file = join(folder, "mine.yaml");
    writeFileSync(file, "title: t\nreason: r\ndata: { person_days: 187 }\n");
    expect(llmplan(["compare", file]).out).toMatch(/^1 assumption differs/);
    writeFileSync(file, "title: t\nreason: r\ndata: { person_dayz: 187 }\n");
    const { code, err } = llmplan(["compare", file]);
    expect(code).toBe(2);
    expect(err).toMatch(/mine\.yaml:3:9: data\.person_dayz: found an unknown key/);
  });

  it.each([
    [[], /nothing to compare/],
    [["no/such"], /no file, folder or scenario no\/such/],
    [["--base", "--output=x"], /no revision can be called/],
    [["--base", "a b"], /no revision can be called/],
    [["--base", "no-such-revision"], /no revision no-such-revision/],
    [["days-187", "with-doubt", "--base", "HEAD"], /--base is the earlier side/],
    [["package.json", "days-187"], /package\.json:1:1: .*found nothing/],
    [["README.md", "days-187"], /README\.md/],
    [[""], /no file, folder or scenario/],
  ])("refuses %j", (args, message) => {
    const { code, out, err } = llmplan(["compare", ...args]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });

  it("says so where there is no repository, and writes where it may not with code 2", () => {
    const cwd = scratch();
    cpSync(join(ROOT, "assumptions"), join(cwd, "assumptions"), { recursive: true });
    expect(llmplan(["compare", "--base", "HEAD"], { cwd }).err).toMatch(/no git repository here/);
    mkdirSync(join(cwd, "shut"));
    chmodSync(join(cwd, "shut"), 0o500);
    writeFileSync(join(cwd, "file"), "");
    expect(llmplan(["compare", "days-187", "--out", "file/x.md"], { cwd }).code).toBe(2);
  });
});
