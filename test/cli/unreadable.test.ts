import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "./run.ts";

/** A file of Linux whose beginning cannot be read (EIO), as on a disk that fails. */
const BAD = "/proc/self/mem";

describe.skipIf(process.platform !== "linux")("a disk that fails at reading", () => {
  let cwd = "";
  beforeAll(() => {
    cwd = scratch();
    cpSync(join(ROOT, "assumptions"), join(cwd, "assumptions"), { recursive: true });
    for (const name of ["log.jsonl", "a.md", "assumptions/rolepl-ai/scenarios/bad.yaml"])
      symlinkSync(BAD, join(cwd, name));
  });

  it.each([
    ["a plan", ["approaches", BAD]],
    ["a scenario", ["data", "--scenario", "bad"]],
    ["a log", ["calibrate", "log.jsonl"]],
    ["counts", ["calibrate", "--from-counts", BAD]],
    ["rating sheets", ["models", "--ratings", BAD]],
    ["a model", ["memory", "--config", BAD]],
    ["a document", ["tables", "--into", "a.md"]],
    ["a saved result", ["compare", BAD, "--draws", "50"]],
    ["shards", ["merge", BAD, BAD]],
  ])("is the machine's fault, and says which file: %s", (_, args) => {
    const { code, err, out } = llmplan(args, { cwd });
    expect([code, out]).toEqual([3, ""]);
    expect(err).toMatch(/^llmplan: cannot read \S+: EIO/);
  });
});
