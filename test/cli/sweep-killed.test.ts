import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "./run.ts";

/** 40,000 points: more than are drawn as a picture, so that a continued run takes up its rows and computes only the rest. */
const SWEEP = [
  ...["sweep", join(ROOT, "assumptions/rolepl-ai"), "data.instances"],
  ...["--over", "data.person_days=1:300:200", "--over", "data.writing_speed=5:40:200"],
];

describe("a sweep that is ended half-way", () => {
  let fresh = "";
  beforeAll(() => {
    fresh = llmplan([...SWEEP, "--csv", "--threads", "1"]).out;
  }, 120_000);

  it.each([
    ["SIGKILL", [null, "SIGKILL"], "1"],
    ["SIGINT", [130, null], "1"],
    ["SIGKILL", [null, "SIGKILL"], "2"],
  ] as const)(
    "by %s, is continued to the bytes of one that was not",
    async (signal, expected, threads) => {
      const folder = scratch();
      const target = join(folder, "sweep.csv");
      const partial = `${target}.partial`;
      const args = [...SWEEP, "--out", folder, "--threads", threads];
      const child = spawn(process.execPath, [join(ROOT, "dist/cli/main.js"), ...args], { stdio: "ignore" });
      const left = once(child, "exit");
      const size = (): number => statSync(partial, { throwIfNoEntry: false })?.size ?? 0;
      while (child.exitCode === null && size() < fresh.length / 4) await setTimeout(5);
      child.kill(signal);
      expect(await left).toEqual(expected);
      // Ended within the rows: some are there, not all, and the file has not its name yet.
      const rows = readFileSync(partial, "utf8");
      expect([existsSync(target), rows.length < fresh.length, fresh.startsWith(rows)]).toEqual([false, true, true]);

      const resumed = llmplan([...args, "--resume"]);
      expect([resumed.code, resumed.err]).toEqual([0, `${target}\n`]);
      expect(readFileSync(target, "utf8") === fresh).toBe(true);
      expect([existsSync(partial), existsSync(`${partial}.json`)]).toEqual([false, false]);
    },
    120_000,
  );
});
