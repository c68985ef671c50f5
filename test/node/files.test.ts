import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";

const failing = vi.hoisted(() => ({ rename: "", write: 0 }));

/** The file system, with one name that cannot be taken and a disk that is full after some writes. */
vi.mock("node:fs", async (original) => {
  const real = await original<typeof import("node:fs")>();
  return {
    ...real,
    renameSync: (from: string, to: string) => {
      if (to === failing.rename && String(from).endsWith(".tmp"))
        throw Object.assign(new Error("busy"), { code: "EBUSY" });
      real.renameSync(from, to);
    },
    writeSync: (file: number, bytes: Uint8Array, start: number) => {
      if (failing.write > 0 && --failing.write === 0)
        throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
      return real.writeSync(file, bytes, start);
    },
  };
});

const { writeWhole } = await import("../../src/node/files.ts");

const scratch = (): string => mkdtempSync(join(tmpdir(), "llmplan-files-"));
const contents = (folder: string, ...names: readonly string[]) =>
  new Map(names.map((name) => [join(folder, name), `new ${name}`]));

afterEach(() => Object.assign(failing, { rename: "", write: 0 }));

describe("several files, whole or not at all", () => {
  it.skipIf(process.platform === "win32").each([0o600, 0o640, 0o755, 0o666])(
    "keep the permissions %o of a file that is there",
    (mode) => {
      const folder = scratch();
      writeFileSync(join(folder, "a"), "old");
      chmodSync(join(folder, "a"), mode);
      writeWhole(contents(folder, "a"));
      expect(readFileSync(join(folder, "a"), "utf8")).toBe("new a");
      expect(statSync(join(folder, "a")).mode & 0o777).toBe(mode);
    },
  );

  it("take their names, new folders included, and leave nothing else", () => {
    const folder = scratch();
    writeFileSync(join(folder, "a"), "old");
    writeWhole(contents(folder, "a", "b/c/d"));
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("new a");
    expect(readFileSync(join(folder, "b/c/d"), "utf8")).toBe("new b/c/d");
    expect([readdirSync(folder).sort(), readdirSync(join(folder, "b/c"))]).toEqual([["a", "b"], ["d"]]);
  });

  it("change nothing where a later target is a folder", () => {
    const folder = scratch();
    writeFileSync(join(folder, "a"), "old");
    mkdirSync(join(folder, "z"));
    expect(() => writeWhole(contents(folder, "a", "new/b", "z"))).toThrow(/cannot write .*z: it is a folder/);
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("old");
    expect(readdirSync(folder).sort()).toEqual(["a", "z"]);
  });

  it("get their former contents back where a later one cannot take its name", () => {
    const folder = scratch();
    writeFileSync(join(folder, "a"), "old");
    symlinkSync("nowhere", join(folder, "link"));
    writeFileSync(join(folder, "z"), "old z");
    failing.rename = join(folder, "z");
    expect(() => writeWhole(contents(folder, "a", "link", "deep/new", "z"))).toThrow(/cannot write .*z: busy/);
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("old");
    expect(readFileSync(join(folder, "z"), "utf8")).toBe("old z");
    expect(existsSync(join(folder, "link"))).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(["a", "link", "z"]);
  });

  it("leave no file and no folder on a full disk", () => {
    const folder = scratch();
    failing.write = 2;
    expect(() => writeWhole(contents(folder, "charts/a", "tables/b"))).toThrow(/no space left/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("do not take the name of a device", () => {
    expect(() => writeWhole(new Map([["/dev/null", "x"]]))).toThrow(/a device or a pipe/);
  });

  it.skipIf(!existsSync("/proc"))("are refused at once where the system makes no folder", () => {
    expect(() => writeWhole(contents("/proc/x", "tables/a"))).toThrow(/cannot write/);
  });
});
