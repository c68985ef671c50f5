import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "./run.ts";

const LOG = `${JSON.stringify({
  messages: [
    { role: "user", content: "How much?" },
    { role: "assistant", content: "Not much." },
  ],
})}\n`;
const CALIBRATE = ["calibrate", "log.jsonl", "--encoding", "estimate"];

/** A folder with a log, a file that is not ours and a folder that is not ours. */
function place(): string {
  const cwd = scratch();
  writeFileSync(join(cwd, "log.jsonl"), LOG);
  writeFileSync(join(cwd, "elsewhere"), "not ours");
  mkdirSync(join(cwd, "others"));
  return cwd;
}

const isPlainFile = (path: string): boolean => lstatSync(path).isFile();

describe("a link where a result is to stand", () => {
  it("is replaced, be it the named file or one in the named folder; what it leads to is left alone", () => {
    const cwd = place();
    symlinkSync("elsewhere", join(cwd, "schema.json"));
    mkdirSync(join(cwd, "out"));
    symlinkSync("../elsewhere", join(cwd, "out/report.md"));
    symlinkSync("nowhere", join(cwd, "out/result.json"));
    expect(llmplan(["schema", "--out", "schema.json"], { cwd }).code).toBe(0);
    expect(llmplan([...CALIBRATE, "--out", "out"], { cwd }).code).toBe(0);
    for (const name of ["schema.json", "out/report.md", "out/result.json"])
      expect(isPlainFile(join(cwd, name)), name).toBe(true);
    expect(readFileSync(join(cwd, "elsewhere"), "utf8")).toBe("not ours");
    expect(readdirSync(join(cwd, "out"))).not.toContain("nowhere");
  });

  it("is followed where it is the named folder, and refused where it is a folder in it", () => {
    const cwd = place();
    symlinkSync("others", join(cwd, "named"));
    expect(llmplan([...CALIBRATE, "--out", "named"], { cwd }).code).toBe(0);
    expect(readdirSync(join(cwd, "others"))).toContain("result.json");

    mkdirSync(join(cwd, "out"));
    symlinkSync("../others", join(cwd, "out/tables"));
    const before = readdirSync(join(cwd, "others"), { recursive: true });
    const refused = llmplan([...CALIBRATE, "--out", "out"], { cwd });
    expect([refused.code, refused.out]).toEqual([2, ""]);
    expect(refused.err).toMatch(/cannot write out\/tables\/.*: tables is a link, and nothing is written outside .*out/);
    expect(readdirSync(join(cwd, "others"), { recursive: true })).toEqual(before);
    expect(readdirSync(join(cwd, "out"))).toEqual(["tables"]);
  });

  it("stays one where a document is edited: the document it leads to is", () => {
    const cwd = place();
    expect(llmplan(["init", "p", "--yes"], { cwd }).code).toBe(0);
    writeFileSync(join(cwd, "real.md"), "It is <!-- llmplan:figure conversation.turns.mean -->?<!-- /llmplan -->.\n");
    symlinkSync("real.md", join(cwd, "link.md"));
    expect(llmplan(["tables", "p", "--into", "link.md"], { cwd }).code).toBe(0);
    expect(readlinkSync(join(cwd, "link.md"))).toBe("real.md");
    expect(readFileSync(join(cwd, "real.md"), "utf8")).toMatch(/mean -->[\d.]+<!--/);
  });
});

describe("what no file may replace", () => {
  it.each([
    ["a folder", "others", /cannot write .*others: it is a folder/],
    ["a link to a folder", "to-others", /it is a folder/],
    ["a pipe", "pipe", /it is a device or a pipe, not a file/],
    ["a device", "device", /it is a device or a pipe, not a file/],
    ["a name in a file", "log.jsonl/x", /log.jsonl is no folder|a part of its path is a file/],
  ])("is said at once: %s", (_, name, words) => {
    const cwd = place();
    symlinkSync("others", join(cwd, "to-others"));
    symlinkSync("/dev/full", join(cwd, "device"));
    spawnSync("mkfifo", [join(cwd, "pipe")]);
    const before = readdirSync(cwd, { recursive: true });
    for (const args of [
      ["schema", "--out", name],
      [...CALIBRATE, "--save-counts", name],
    ]) {
      const { code, out, err } = llmplan(args, { cwd });
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(words);
    }
    expect(readdirSync(cwd, { recursive: true })).toEqual(before);
  });

  it("is an input of the same command, under whatever name", () => {
    const cwd = place();
    expect(llmplan(["init", "p", "--yes"], { cwd }).code).toBe(0);
    symlinkSync("p/plan.yaml", join(cwd, "other-name.yaml"));
    const plan = readFileSync(join(cwd, "p/plan.yaml"), "utf8");
    for (const [args, name] of [
      [["conversation", "p", "--out", "p/plan.yaml"], "plan.yaml"],
      [["conversation", "other-name.yaml", "--out", "other-name.yaml"], "other-name.yaml"],
      [["workbench", "p", "--out", "p/scenarios/longer.yaml"], "longer.yaml"],
      [[...CALIBRATE, "--save-counts", "./log.jsonl"], "log.jsonl"],
    ] as const) {
      const { code, err } = llmplan(args, { cwd });
      expect([code, err]).toEqual([2, expect.stringMatching(`cannot write .*${name}: it is an input of this command`)]);
    }
    expect(readFileSync(join(cwd, "p/plan.yaml"), "utf8")).toBe(plan);
    expect(readFileSync(join(cwd, "log.jsonl"), "utf8")).toBe(LOG);
  });

  it("is told of standard output too: a full disk there is exit 3 with a word", () => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "dist/cli/main.js"), "schema"], {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    expect([status, stderr]).toEqual([3, expect.stringContaining("cannot write to standard output: ENOSPC")]);
  });
});

/** Permissions do not bind root, so the command is run as nobody where the tests are root's. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

function asNobody(args: readonly string[], cwd: string, out?: number) {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "dist/cli/main.js"), ...args], {
    ...{ cwd, encoding: "utf8", stdio: ["ignore", out ?? "ignore", "pipe"] },
    ...(isRoot && { uid: NOBODY, gid: NOBODY }),
  });
  return { code: status, err: stderr };
}

// In a folder that only root may enter, nobody else can run the command.
describe.skipIf(process.platform === "win32" || asNobody(["--version"], "/").code !== 0)("without permission", () => {
  let cwd = "";
  beforeAll(() => {
    cwd = place();
    if (isRoot) chownSync(cwd, NOBODY, NOBODY);
  });

  it("a read-only folder gets nothing and a read-only file stays", () => {
    mkdirSync(join(cwd, "closed"));
    chmodSync(join(cwd, "closed"), 0o555);
    writeFileSync(join(cwd, "kept"), "kept");
    chmodSync(join(cwd, "kept"), 0o444);
    if (isRoot) for (const name of ["closed", "kept"]) chownSync(join(cwd, name), NOBODY, NOBODY);
    for (const name of ["closed/a", "closed/new/a", "kept"]) {
      const { code, err } = asNobody(["schema", "--out", name], cwd);
      expect([code, err]).toEqual([2, expect.stringMatching(`cannot write .*${name}: permission is missing`)]);
    }
    expect(readdirSync(join(cwd, "closed"))).toEqual([]);
    expect(readFileSync(join(cwd, "kept"), "utf8")).toBe("kept");
  });

  it.skipIf(!isRoot)("a file of somebody else stays, though its folder would let it be replaced", () => {
    writeFileSync(join(cwd, "theirs"), "theirs");
    chmodSync(join(cwd, "theirs"), 0o666);
    const { code, err } = asNobody(["schema", "--out", "theirs"], cwd);
    expect([code, err]).toEqual([2, expect.stringMatching(/theirs: it belongs to somebody else, and would be yours/)]);
    expect([readFileSync(join(cwd, "theirs"), "utf8"), lstatSync(join(cwd, "theirs")).uid]).toEqual(["theirs", 0]);
    expect(readdirSync(cwd).filter((name) => name.startsWith(".llmplan"))).toEqual([]);
  });

  it.skipIf(!isRoot)("root's file in place of somebody else's stays somebody else's", () => {
    writeFileSync(join(cwd, "nobody's"), "old");
    chownSync(join(cwd, "nobody's"), NOBODY, NOBODY);
    expect(llmplan(["schema", "--out", "nobody's"], { cwd }).code).toBe(0);
    expect(lstatSync(join(cwd, "nobody's")).uid).toBe(NOBODY);
  });

  // As root, a mistake here would cost the system its /dev/stdout.
  it("/dev/stdout is no file, even where it leads to one", () => {
    const file = openSync(join(cwd, "stdout"), "w");
    const { code, err } = asNobody(["schema", "--out", "/dev/stdout"], cwd, file);
    closeSync(file);
    expect([code, err]).toEqual([2, expect.stringContaining("names there are the system's; standard output is -")]);
  });
});
