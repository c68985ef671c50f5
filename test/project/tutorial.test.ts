import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { notPrinted, shellBlocks } from "../../scripts/examples/example.ts";
import { ROOT, scratch } from "../cli/run.ts";

const steps = shellBlocks(readFileSync(join(ROOT, "docs/tutorial.md"), "utf8"));

it("the tutorial works as typed in an empty folder, and prints what it quotes", () => {
  expect(steps.length).toBeGreaterThan(7);
  const cwd = scratch();
  for (const { script: command, printed } of steps) {
    const script = command.replace(/^llmplan/, `"${process.execPath}" "${join(ROOT, "dist/cli/main.js")}"`);
    const env = { ...process.env, NO_COLOR: "1" };
    const { status, stdout } = spawnSync("sh", ["-c", script], { cwd, env, encoding: "utf8" });
    expect(status, command).toBe(0);
    expect(notPrinted(printed, stdout), command).toEqual([]);
  }
}, 120_000);
