import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "./run.ts";

/** Starts a command and waits for its end. */
async function ran(
  args: readonly string[],
  cwd: string,
): Promise<{ readonly code: number | null; readonly err: string }> {
  const child = spawn(process.execPath, [join(ROOT, "dist/cli/main.js"), ...args], {
    ...{ cwd, stdio: ["ignore", "ignore", "pipe"] },
  });
  let err = "";
  child.stderr?.on("data", (piece) => {
    err += piece;
  });
  await once(child, "close");
  return { code: child.exitCode, err };
}

const filesOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(folder.length), readFileSync(path, "latin1")]),
  );

describe("two runs at once into one folder", () => {
  it("leave the files of one of them", async () => {
    const cwd = scratch();
    const calibrate = (log: string, out: string) => ["calibrate", log, "--encoding", "estimate", "--out", out];
    for (const [log, words] of [
      ["a.jsonl", "a word"],
      ["b.jsonl", "some more words than in the other log"],
    ] as const) {
      const messages = ["user", "assistant", "user", "assistant"].map((role) => ({ role, content: words }));
      writeFileSync(join(cwd, log), `${JSON.stringify({ messages })}\n`.repeat(3));
    }
    for (const log of ["a", "b"]) expect(llmplan(calibrate(`${log}.jsonl`, log), { cwd }).code).toBe(0);
    const ended = await Promise.all(["a", "b"].map((log) => ran(calibrate(`${log}.jsonl`, "both"), cwd)));
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    const both = filesOf(join(cwd, "both"));
    expect([filesOf(join(cwd, "a")), filesOf(join(cwd, "b"))]).toContainEqual(both);
  });

  it("leave the report of one of them, whole", { timeout: 120_000 }, async () => {
    const cwd = scratch();
    expect(llmplan(["init", "p", "--yes"], { cwd }).code).toBe(0);
    const report = (tokens: number, out: string) => [
      ...["report", "p", "--draws", "50", "--out", out],
      ...["--set", `conversation.initial_tokens=${tokens}`],
    ];
    const alone = [100, 200].map((tokens) => {
      expect(llmplan(report(tokens, `alone-${tokens}`), { cwd }).code).toBe(0);
      return filesOf(join(cwd, `alone-${tokens}`));
    });
    const ended = await Promise.all([100, 200].map((tokens) => ran(report(tokens, "both"), cwd)));
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    expect(alone).toContainEqual(filesOf(join(cwd, "both")));
  });

  it("leave one document as one of them has it, and tell the other where it came too late", async () => {
    const cwd = scratch();
    expect(llmplan(["init", "p", "--yes"], { cwd }).code).toBe(0);
    const document = "It costs <!-- llmplan:figure conversation.cost_usd.mean digits=6 -->?<!-- /llmplan --> each.\n";
    const into = (tokens: number, file: string) => [
      ...["tables", "p", "--into", file],
      ...["--set", `conversation.initial_tokens=${tokens}`],
    ];
    for (const name of ["1000.md", "9000.md", "both.md"]) writeFileSync(join(cwd, name), document);
    for (const tokens of [1000, 9000]) expect(llmplan(into(tokens, `${tokens}.md`), { cwd }).code).toBe(0);
    const ended = await Promise.all([1000, 9000].map((tokens) => ran(into(tokens, "both.md"), cwd)));
    const [done, late] = [0, 3].map((code) => ended.filter((run) => run.code === code));
    expect((done?.length ?? 0) + (late?.length ?? 0)).toBe(2);
    expect(done).not.toEqual([]);
    for (const { err } of late ?? []) expect(err).toMatch(/both\.md: somebody has changed it meanwhile/);
    const written = [1000, 9000].map((tokens) => readFileSync(join(cwd, `${tokens}.md`), "utf8"));
    expect(written[0]).not.toBe(written[1]);
    expect(written).toContain(readFileSync(join(cwd, "both.md"), "utf8"));
    expect(readdirSync(cwd).filter((name) => name.startsWith(".llmplan-"))).toEqual([]);
  });

  it("do not write the same rows of a sweep: the second is told who does", async () => {
    const cwd = scratch();
    expect(llmplan(["init", "p", "--yes"], { cwd }).code).toBe(0);
    const over = ["--over", "conversation.initial_tokens=1:90000:90000", "--threads", "1"];
    const sweep = ["sweep", "p", "conversation.cost_usd.mean", ...over, "--out", "out"];
    const child = spawn(process.execPath, [join(ROOT, "dist/cli/main.js"), ...sweep], { cwd, stdio: "ignore" });
    const left = once(child, "exit");
    while (child.exitCode === null && !existsSync(join(cwd, "out/sweep.csv.partial")))
      await new Promise((go) => setTimeout(go, 5));
    const second = await ran([...sweep, "--resume"], cwd);
    child.kill("SIGTERM");
    expect([second.code, second.err]).toEqual([
      2,
      expect.stringMatching(`process ${child.pid} is writing .*sweep.csv.partial: wait for it, or end it`),
    ]);
    expect(await left).toEqual([143, null]);
  });
});
