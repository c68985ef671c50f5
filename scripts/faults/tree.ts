import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What stands in a folder: every name, and what it holds. */
export type Tree = Readonly<Record<string, string>>;

export function treeOf(folder: string): Tree {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
  return Object.fromEntries(
    names.map((name) => {
      const path = join(folder, name);
      const there = lstatSync(path);
      if (there.isDirectory()) return [name, "folder"];
      if (there.isSymbolicLink()) return [name, `link to ${readlinkSync(path)}`];
      return [name, `file ${readFileSync(path, "latin1")}`];
    }),
  );
}

/** Names in which two folders differ. */
export const differing = (a: Tree, b: Tree): readonly string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]).toSorted();

/** An empty folder. */
export function emptyFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "llmplan-faults-")));
}
