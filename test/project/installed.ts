/** The package as its users get it: packed, and installed from the tarball into an empty folder. */
import { spawnSync } from "node:child_process";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ran, ROOT, scratch } from "../cli/run.ts";

export interface Packed {
  readonly tarball: string;
  readonly bytes: number;
  /** Paths inside the package. */
  readonly files: readonly string[];
}

/** Runs npm without its own chatter; packages come from its cache where they are there. */
export function npm(args: readonly string[], cwd: string): Ran {
  return run("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"], cwd);
}

/** Runs a program in a folder. `npm test` passes settings to its children that this one is not to have. */
export function run(program: string, args: readonly string[], cwd: string): Ran {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle)/.test(name)),
  );
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: { ...env, NO_COLOR: "1" },
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout ?? "", err: `${stderr ?? ""}${error ?? ""}` };
}

/** Packs what `npm test` has built. */
export function pack(): Packed {
  const folder = scratch();
  const { code, out, err } = npm(["pack", "--ignore-scripts", "--json", "--pack-destination", folder], ROOT);
  if (code !== 0) throw new Error(`npm pack: ${err}`);
  const [packed] = JSON.parse(out) as readonly { filename: string; files: readonly { path: string }[] }[];
  const tarball = join(folder, packed?.filename ?? "");
  return { tarball, bytes: statSync(tarball).size, files: packed?.files.map(({ path }) => path) ?? [] };
}

/** Installs a tarball into an empty folder of a name that breaks what quotes paths badly. */
export function install(tarball: string): { readonly folder: string; readonly failure?: string } {
  const folder = join(scratch(), "café – Übung 1");
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "private": true }\n');
  const { code, err } = npm(["install", "--ignore-scripts", tarball], folder);
  return code === 0 ? { folder } : { folder, failure: err };
}
