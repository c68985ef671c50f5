import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, it } from "vitest";
import { notPrinted, shellBlocks, TYPED_IN_ORDER } from "../../scripts/examples/example.ts";
import { ROOT, scratch } from "../cli/run.ts";

/** A folder with `llmplan`, as an installation has it. */
function program(): string {
  const folder = scratch();
  const file = join(folder, "llmplan");
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, "dist/cli/main.js")}" "$@"\n`);
  chmodSync(file, 0o755);
  return folder;
}

it.each(TYPED_IN_ORDER)(
  "%s works as typed in an empty folder, and prints what it quotes",
  (name) => {
    const steps = shellBlocks(readFileSync(join(ROOT, "docs", name), "utf8"));
    expect(steps.length).toBeGreaterThan(7);
    const cwd = scratch();
    const env = { ...process.env, NO_COLOR: "1", PATH: [program(), process.env.PATH].join(delimiter) };
    for (const { script, printed } of steps) {
      const { status, stdout, stderr } = spawnSync("sh", ["-ec", script], { cwd, env, encoding: "utf8" });
      expect(status, `${script}\n${stderr}`).toBe(0);
      expect(notPrinted(printed, stdout + stderr), script).toEqual([]);
    }
  },
  120_000,
);
