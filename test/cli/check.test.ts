import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const COMMAND = resolve("dist/cli/main.js");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "llmplan-check-"));
  cpSync("assumptions", join(folder, "assumptions"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, "check", ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, stdout, stderr };
}

const CLAIMS = "assumptions/rolepl-ai/published.yaml";

/** Runs with another claims file, and puts the shipped one back. */
function runWith(change: (text: string) => string, ...args: readonly string[]) {
  const path = join(folder, CLAIMS);
  const text = readFileSync(path, "utf8");
  const other = change(text);
  expect(other).not.toBe(text);
  writeFileSync(path, other);
  try {
    return run(...args);
  } finally {
    writeFileSync(path, text);
  }
}

/** 1-based line of the first line that holds a text. */
const lineOf = (text: string): number =>
  readFileSync(join(folder, CLAIMS), "utf8")
    .split("\n")
    .findIndex((line) => line.includes(text)) + 1;

describe("llmplan check", () => {
  it("passes the shipped plan: accepted ones with their reason, then counts", () => {
    const { status, stdout, stderr } = run();
    expect(stderr).toBe("");
    expect(stdout).toMatch(
      /^accepted {2}s411-days-write \(section 4\.1\.1, working days to write\) prints 56,1, computed 51: 30 %/,
    );
    expect(stdout).toMatch(/137 claims: 114 pass, 23 accepted, 0 fail\n0 rules fail on the plan\n$/);
    expect(status).toBe(0);
  });

  it("exits with 1 where a claim no longer follows, which stands first and in one line", () => {
    const { status, stdout } = run("--set", "pretraining.rows.bloom.gpu_count=400");
    expect(stdout.split("\n")[0]).toBe(
      "FAILS     t3-bloom-h100-days (section 4.2.1, Table 3, Bloom) prints 33 600, computed 35,000: does-not-follow",
    );
    expect(status).toBe(1);
  });

  it("exits with 1 where an acceptance is no longer needed, or is missing", () => {
    expect(run("--scenario", "days-187").status).toBe(1);
    const missing = runWith((text) => text.replace(/^ +accepted: >-\n(?: {10}.*\n)+/m, ""));
    expect(missing.stdout).toMatch(
      /^FAILS {5}s411-days-write .*: follows-with-other-input: 56\.1 with data\.person_days = 187\n/,
    );
    expect(missing.status).toBe(1);
  });

  it("exits with 2 where a claim has no figure, at its line", () => {
    const line = lineOf("t3-bloom-h100-days");
    const { status, stderr } = runWith((text) =>
      text.replace("follows: pretraining.bloom.h100_days", "follows: pretraining.blom.h100_days"),
    );
    expect(stderr).toContain(`${CLAIMS}:${line}:`);
    expect(stderr).toContain(
      "t3-bloom-h100-days: found pretraining.blom.h100_days, expected an id of a figure or assumption",
    );
    expect(stderr).toContain("(did you mean pretraining.bloom.h100_days?)");
    expect(status).toBe(2);
    const without = runWith((text) => text.replace(", follows: pretraining.bloom.h100_days", ""));
    expect(without.stderr).toMatch(
      new RegExp(`^${CLAIMS}:${line}:7: parts\\.\\d+\\.claims\\.t3-bloom-h100-days\\.follows: found nothing`),
    );
    expect(without.status).toBe(2);
  });

  it("exits with 2 where a figure of a claimed table is named by no claim", () => {
    const { status, stderr } = runWith((text) => text.replace(/^ +t3-flm-h100-days:.*\n/m, ""));
    expect(stderr).toContain("Table 3: found pretraining.flm.h100_days, which no claim names");
    expect(status).toBe(2);
  });

  it("exits with 2 where an alternative does not give the printed number, and still shows the verdicts", () => {
    const { status, stderr, stdout } = runWith((text) => text.replaceAll("becomes: 187", "becomes: 180"));
    expect(stderr).toContain("s411-days-write: found an alternative that gives 54, expected one that gives 56,1");
    expect(stdout).not.toContain("expected one that gives");
    expect(stdout).toMatch(/^FAILS {5}s411-days-write/);
    expect(stdout).toMatch(/, 2 errors in the claims\n$/);
    expect(status).toBe(2);
  });

  it("tells an error once, in the format that is asked for", () => {
    const change = (text: string) => text.replaceAll("becomes: 187", "becomes: 180");
    for (const format of ["github", "junit"]) {
      const { status, stderr, stdout } = runWith(change, "--format", format);
      expect(stderr).toBe("");
      expect(stdout.split("expected one that gives 56,1").length - 1).toBe(1);
      expect(status).toBe(2);
    }
    expect(runWith(change, "--format", "github").stdout).toMatch(/^::error [^\n]*title=s411-days-write::found an alt/);
  });

  it.each([["--json"], ["--explain", "s411-days-write"]])("exits with 2 where %s meets --format", (...other) => {
    const { status, stderr, stdout } = run(...other, "--format", "github");
    expect(stderr).toMatch(/'--format <format>' cannot be used with option '--(json|explain <ID>)'/);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });

  it("exits with 2 for a format or a claim that does not exist", () => {
    expect(run("--format", "html").status).toBe(2);
    const { status, stderr } = run("--explain", "s411-days-rite");
    expect(stderr).toContain("did you mean s411-days-write?");
    expect(status).toBe(2);
  });

  it("adds claims, a count for each verdict and the findings to the usual object", () => {
    const { status, stdout } = run("--json");
    const result = JSON.parse(stdout);
    expect(Object.keys(result).slice(0, 7)).toEqual([
      "llmplan",
      "command",
      "plan",
      "scenarios",
      "seed",
      "figures",
      "warnings",
    ]);
    expect(result.claims[1]).toMatchObject({
      id: "s411-days-write",
      printed: "56,1",
      computed: 51,
      fullChain: 51,
      verdict: "follows-with-other-input",
    });
    expect(result.summary).toEqual({
      follows: 111,
      "follows-within-input-rounding": 3,
      "follows-with-other-input": 18,
      "does-not-follow": 5,
    });
    expect(status).toBe(0);
  });

  it("explains a claim: what would give the printed number, closest first", () => {
    const { status, stdout } = run("--explain", "s411-days-write");
    expect(stdout).toContain("56,1 needs 187 days, or 33%");
    expect(status).toBe(0);
    expect(run("--explain", "t3-hyperclova-h100-days").stdout).toContain(
      "without gpu_equivalence.published.rows.a100.gpu_hours_per_h100_hour (1.2): 13,721.6",
    );
    expect(run("--explain", "s411-tokens-total").stdout).toContain(
      "from the nearest printed cells, cut off: 3,380,000",
    );
  });

  it("annotates for GitHub at the file and line of the claim, in escaped lines", () => {
    const { stdout } = run("--format", "github", "--set", "budget.h100_price=70");
    const [first, ...rest] = stdout.trimEnd().split("\n");
    const line = lineOf("s412-h100-days:");
    expect(first).toBe(
      `::error file=${CLAIMS},line=${line},col=7,title=s412-h100-days::prints 320, computed 285.714: does-not-follow`,
    );
    const moved = rest.find((command) => command.includes("title=input-moved"));
    expect(moved).toMatch(
      new RegExp(`^::warning file=${CLAIMS},line=${lineOf("is: budget.h100_price")},col=\\d+,title=input-moved::`),
    );
    for (const command of rest)
      expect(command).toMatch(/^::(warning|notice) (file=[^,:]+,line=\d+,col=\d+,)?title=[^,:]+::(?:[^%]|%25)*$/);
  });

  it("writes JUnit XML that is well-formed and counts what it holds", () => {
    const { stdout } = run("--format", "junit", "--set", "budget.h100_price=70");
    const count = (tag: string): number => stdout.split(`<${tag} `).length - 1;
    expect(closedTags(stdout)).toBe(true);
    expect(stdout).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="llmplan check" tests="139" failures="1" errors="0">/,
    );
    expect([count("testcase"), count("failure"), count("skipped")]).toEqual([139, 1, 24]);
  });

  it("checks only the rules where no claims file stands beside the plan, and says so", () => {
    rmSync(join(folder, "alone"), { recursive: true, force: true });
    cpSync(join(folder, "assumptions"), join(folder, "alone"), { recursive: true });
    rmSync(join(folder, "alone/rolepl-ai/published.yaml"));
    const { status, stderr, stdout } = run("alone/rolepl-ai");
    expect(stderr).toContain("no published.yaml beside the plan");
    expect(stdout).toContain("implied-utilisation: size, tokens and hardware of FLM");
    expect(status).toBe(1);
  });
});

/** Whether every tag is closed in order and every attribute quoted and escaped. */
function closedTags(xml: string): boolean {
  const tag = /<(\/?)([a-z]+)((?:\s[a-z]+="[^"<>]*")*)\s*(\/?)>/g;
  const body = xml.replace(/^<\?xml [^>]*\?>/, "");
  const open: string[] = [];
  for (const [, closing, name = "", attributes = "", selfClosing] of body.matchAll(tag)) {
    if (/&(?!(?:amp|lt|gt|quot);)/.test(attributes)) return false;
    if (selfClosing === "/") continue;
    if (closing === "") open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0 && body.replace(tag, "").trim() === "";
}
