import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT, scratch } from "./run.ts";

/** `script` of util-linux gives a program a terminal of its own; other systems have none or another. */
const hasTerminal = spawnSync("script", ["-qec", "true", "/dev/null"], { input: "" }).status === 0;

const NODE = process.execPath;

/** Types each answer once its question is on the screen; returns the exit code and the screen. */
async function typed(cwd: string, args: string, answers: readonly (readonly [question: string, keys: string])[]) {
  // A terminal made from pipes has no size, and questions wrapped to nothing are not on the screen.
  const command = `stty cols 100 rows 40; "${NODE}" "${join(ROOT, "dist/cli/main.js")}" init ${args}`;
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    cwd,
    timeout: 25_000,
    env: { ...process.env, TERM: "xterm" },
  });
  let screen = "";
  const left = [...answers];
  child.stdout.on("data", (bytes: Buffer) => {
    screen += bytes.toString("utf8");
    const [next] = left;
    if (next === undefined || !screen.includes(next[0])) return;
    left.shift();
    child.stdin.write(next[1]);
  });
  const [code] = await once(child, "exit");
  return { code, screen, unasked: left.length };
}

describe.skipIf(!hasTerminal)("llmplan init on a terminal (skipped where there is no `script` of util-linux)", () => {
  it.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
    ["Escape", "\u001b"],
  ])(
    "ends with 130 and writes nothing on %s",
    async (_, key) => {
      const cwd = scratch();
      const { code, unasked } = await typed(cwd, "p", [
        ["What is the plan called?", "Desk\r"],
        ["How many turns", key],
      ]);
      expect([code, unasked, readdirSync(cwd)]).toEqual([130, 0, []]);
    },
    30_000,
  );

  it("asks again where an answer does not fit, and writes what was answered", async () => {
    const cwd = scratch();
    const { code, unasked } = await typed(cwd, "p", [
      ["What is the plan called?", "Desk\r"],
      ["How many turns", "many\r"],
      ["Expected a number from 1 to 1000", "\u007f\u007f\u007f\u007f7\r"],
      ["a user's message?", "\r"],
      ["has a reply?", "\r"],
      ["begin with?", "\r"],
      ["will there be?", "\r"],
      ["Which hosted model?", "\r"],
      ["input tokens cost", "\r"],
      ["output tokens?", "\r"],
      ["cost at most?", "\r"],
    ]);
    expect([code, unasked]).toEqual([0, 0]);
    const plan = readFileSync(join(cwd, "p/plan.yaml"), "utf8");
    expect(plan).toContain('title: "Desk"');
    expect(plan).toMatch(/normal: \{ mean: 7, /);
    expect(plan).toContain("# budget:");
  }, 30_000);

  it("takes the prices of a model on a day, and a limit on the cost", async () => {
    const cwd = scratch();
    const given = "p --title Desk --turns 7 --user-tokens 50 --assistant-tokens 200 --initial-tokens 800";
    const { code, unasked } = await typed(cwd, `${given} --conversations 300`, [
      ["Which hosted model?", "gpt4o\r"],
      ["did you mean gpt-4o?", "\u007f\u007f-4o\r"],
      ["Prices of which day?", "2023-01-01\r"],
      ["Expected", `${"\u007f".repeat(10)}2025-01-31\r`],
      ["cost at most?", "75\r"],
    ]);
    expect([code, unasked]).toEqual([0, 0]);
    const plan = readFileSync(join(cwd, "p/plan.yaml"), "utf8");
    expect(plan).toMatch(/name: "gpt-4o"\n {4}at: "2025-01-31"\n[\s\S]*total_cost_usd\.p95: "<= 75"/);
  }, 30_000);

  it("does not ask for what an option says", async () => {
    const cwd = scratch();
    const given = "p --title Desk --user-tokens 50 --assistant-tokens 200 --initial-tokens 800 --conversations 300";
    const { code, unasked, screen } = await typed(cwd, `${given} --model gpt-4o --at 2025-01-31 --budget-usd 75`, [
      ["How many turns", "7\r"],
    ]);
    expect([code, unasked]).toEqual([0, 0]);
    expect(screen).not.toMatch(
      /called\?|message\?|reply\?|begin with|will there be|hosted model|tokens cost|output tokens\?|at most\?/,
    );
    const plan = readFileSync(join(cwd, "p/plan.yaml"), "utf8");
    for (const said of ['title: "Desk"', "mean: 7,", "mean: 50,", "mean: 200,", "value: 800", "value: 300", '"gpt-4o"'])
      expect(plan).toContain(said);
  }, 30_000);

  it("asks only for the price that is missing", async () => {
    const cwd = scratch();
    const given = "p --title Desk --turns 7 --user-tokens 50 --assistant-tokens 200 --initial-tokens 800";
    const { code, unasked, screen } = await typed(cwd, `${given} --conversations 300 --input-price 4`, [
      ["And a million output tokens?", "12\r"],
      ["cost at most?", "\r"],
    ]);
    expect([code, unasked, /hosted model|input tokens cost/.test(screen)]).toEqual([0, 0, false]);
    expect(readFileSync(join(cwd, "p/plan.yaml"), "utf8")).toMatch(/input_price:\n {4}value: 4\n[\s\S]*value: 12\n/);
  }, 30_000);

  it("asks nothing where a plan is in the way or an option is wrong", async () => {
    const cwd = scratch();
    writeFileSync(join(cwd, "plan.yaml"), "mine");
    const there = await typed(cwd, ".", []);
    expect([there.code, there.screen.includes("called?")]).toEqual([2, false]);
    const wrong = await typed(cwd, "p --model nosuch --at 2025-01-31", []);
    expect([wrong.code, wrong.screen.includes("called?"), existsSync(join(cwd, "p"))]).toEqual([2, false, false]);
  }, 30_000);
});
