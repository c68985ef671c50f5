import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { ROOT, scratch } from "./run.ts";

describe("a signal while a report is computed for a long time", () => {
  it.each([
    ["SIGINT", [130, null]],
    // No JavaScript runs to choose a code: the system ends the process, which a shell shows as 143.
    ["SIGTERM", [null, "SIGTERM"]],
  ] as const)("ends the command at once and leaves no file: %s", { timeout: 30_000 }, async (signal, expected) => {
    const cwd = scratch();
    const plan = join(ROOT, "assumptions/rolepl-ai");
    const args = ["report", plan, "--scenario", "with-doubt", "--draws", "1000000", "--out", "o"];
    const child = spawn(process.execPath, [join(ROOT, "dist/cli/main.js"), ...args], { cwd, stdio: "ignore" });
    const left = once(child, "exit");
    await setTimeout(3000);
    const start = performance.now();
    child.kill(signal);
    expect(await left).toEqual(expected);
    expect(performance.now() - start).toBeLessThan(1500);
    expect(readdirSync(cwd)).toEqual([]);
  });
});
