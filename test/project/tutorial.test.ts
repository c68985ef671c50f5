import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT, scratch } from "../cli/run.ts";

/** A block of shell, and the block of text that it is said to print, if any. */
const steps = [
  ...readFileSync(join(ROOT, "docs/tutorial.md"), "utf8").matchAll(
    /^```sh\n(.*)\n```\n(?:\n```text\n([\s\S]*?)^```)?/gm,
  ),
].map(([, command = "", printed = ""]) => ({ command, printed }));

/** Lines without the ends of tables and wrapped paragraphs. */
const flat = (text: string): string => text.replaceAll(/\s+/g, " ");

it("the tutorial works as typed in an empty folder, and prints what it quotes", () => {
  expect(steps.length).toBeGreaterThan(7);
  const cwd = scratch();
  for (const { command, printed } of steps) {
    const script = command.replace(/^llmplan/, `"${process.execPath}" "${join(ROOT, "dist/cli/main.js")}"`);
    const env = { ...process.env, NO_COLOR: "1" };
    const { status, stdout } = spawnSync("sh", ["-c", script], { cwd, env, encoding: "utf8" });
    expect(status, command).toBe(0);
    for (const line of printed.split("\n").filter((text) => text !== "" && text !== "…"))
      expect(flat(stdout), command).toContain(flat(line));
  }
}, 120_000);
