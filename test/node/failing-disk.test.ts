import { mkdtempSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";

/** Which call of the file system fails, and whether all that take room do from then on. */
const fault = vi.hoisted(() => ({ at: 0, lasts: false, count: 0, name: "" }));

vi.mock("node:fs", async (original) => {
  const real = await original<typeof import("node:fs")>();
  const takeRoom = ["openSync", "writeSync", "fsyncSync", "mkdirSync", "linkSync", "symlinkSync", "copyFileSync"];
  const others = [
    "closeSync",
    "fstatSync",
    "renameSync",
    "rmSync",
    "rmdirSync",
    "statSync",
    "lstatSync",
    "realpathSync",
  ];
  const failing = [...takeRoom, ...others, "accessSync", "readlinkSync"].map((name) => {
    const call = real[name as keyof typeof real] as (...given: unknown[]) => unknown;
    const wrapped = (...given: unknown[]): unknown => {
      fault.count++;
      const isAt = fault.count === fault.at;
      if (isAt) fault.name = name;
      if (fault.at > 0 && (isAt || (fault.lasts && fault.count > fault.at && takeRoom.includes(name))))
        throw Object.assign(new Error("injected"), { code: "EIO" });
      return call(...given);
    };
    return [name, wrapped] as const;
  });
  return { ...real, ...Object.fromEntries(failing) };
});

const { writeWhole } = await import("../../src/node/files.ts");

const OLD = { a: "old a", link: "link to elsewhere", z: "old z" };
const NEW = { a: "new a", "deep/er/new": "new", link: "new link", z: "new z" };

function folderWithOld(): string {
  const folder = mkdtempSync(join(tmpdir(), "llmplan-disk-"));
  for (const name of ["a", "z"] as const) writeFileSync(join(folder, name), OLD[name]);
  symlinkSync("elsewhere", join(folder, "link"));
  return folder;
}

/** Files by name; folders are left out, those of the files say enough. */
function filesIn(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const named = entries.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const text = entry.isSymbolicLink() ? `link to ${readlinkSync(path)}` : readFileSync(path, "utf8");
    return [path.slice(folder.length + 1), text] as const;
  });
  return Object.fromEntries(named.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function written(at: number, lasts: boolean) {
  const folder = folderWithOld();
  Object.assign(fault, { at, lasts, count: 0, name: "" });
  let error: unknown;
  try {
    writeWhole(new Map(Object.entries(NEW).map(([name, text]) => [join(folder, name), text])));
  } catch (caught) {
    error = caught;
  }
  const calls = fault.count;
  Object.assign(fault, { at: 0 });
  return { folder, error, calls };
}

describe("a set of files on a disk that fails", () => {
  const { calls, folder } = written(0, false);
  it("is written where nothing fails", () => {
    expect(filesIn(folder)).toEqual(NEW);
    expect(calls).toBeGreaterThan(60);
  });

  it.each([false, true])("is all new or all as before, whichever call fails (and all later ones: %s)", (lasts) => {
    for (let at = 1; at <= calls; at++) {
      const { folder, error } = written(at, lasts);
      const after = filesIn(folder);
      const temporary = Object.keys(after).filter((name) => name.includes(".llmplan-"));
      // What could not be removed is tried again when the run ends.
      if (!fault.name.startsWith("rm")) expect(temporary, `call ${at}, ${fault.name}`).toEqual([]);
      const kept = Object.fromEntries(Object.entries(after).filter(([name]) => !temporary.includes(name)));
      expect(kept, `call ${at}, ${fault.name}`).toEqual(error === undefined ? NEW : OLD);
      if (error !== undefined) {
        expect(error).toMatchObject({ name: "FileError", message: expect.stringMatching(/^cannot write /) });
        if (temporary.length === 0) expect(readdirSync(folder)).toEqual(["a", "link", "z"]);
      }
    }
  });
});
