/**
 * Files as they stand in a revision of a git repository, without touching the working copy. Git is started without a
 * shell, is never given a name that could be an option, and runs no filters and fetches nothing.
 */
import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { relative, resolve } from "node:path";
import { FileError } from "./file-error.ts";

export interface RevisionFiles {
  /** The text of a file, by its path from the current folder. */
  readonly read: (path: string) => string;
  /** Names of the files and folders in a folder. */
  readonly list: (folder: string) => readonly string[];
}

/**
 * @param current folder from which paths are given
 * @param revision a branch, a tag, a commit or what git says for one: `main`, `HEAD~3`
 * @throws FileError where there is no git, no repository or no such revision
 */
export function revisionFiles(current: string, revision: string): RevisionFiles {
  if (!/^[^-\s:][^\s:]*$/u.test(revision) || /\p{Cc}/u.test(revision))
    throw new FileError(
      "user",
      `no revision can be called ${JSON.stringify(revision)}: name a branch, a tag or a commit`,
    );
  const here = realpathSync(current);
  const top = git(here, ["rev-parse", "--show-toplevel"], "no git repository here").trimEnd();
  const commit = git(
    here,
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`],
    `no revision ${revision} in this repository (in a shallow clone, fetch it first)`,
  ).trimEnd();
  const inside = (path: string): string => {
    const name = relative(top, resolve(here, path)).replaceAll("\\", "/");
    if (name.startsWith("..")) throw new FileError("user", `${path} lies outside of the repository`);
    return name;
  };
  return {
    read: (path) => git(top, ["cat-file", "blob", `${commit}:${inside(path)}`], `not in ${revision}`),
    list: (folder) => {
      const name = inside(folder);
      const tree = name === "" ? commit : `${commit}:${name}`;
      return git(top, ["ls-tree", "-z", "--name-only", tree], `not in ${revision}`).split("\0").filter(Boolean);
    },
  };
}

function git(folder: string, args: readonly string[], otherwise: string): string {
  try {
    return execFileSync("git", ["--no-pager", ...args], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 26,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", GIT_NO_LAZY_FETCH: "1" },
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new FileError("user", "git is not installed, and --base needs it");
    throw new FileError("user", otherwise);
  }
}
