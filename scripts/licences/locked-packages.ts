/** A package as the lock file names it. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Whether it comes only to those who develop llmplan. */
  readonly development: boolean;
  readonly runsOnInstall: boolean;
}

interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}

/** Packages whose manifest states no licence while a file of theirs does, which was read; another version asks to be read again. */
const READ_IN_FILE: Readonly<Record<string, string>> = { "png-js@2.0.0": "MIT" };

/** All packages of a lock file (version 3), by name and version, each once. */
export function lockedPackages(lockFile: string): readonly LockedPackage[] {
  const { packages } = JSON.parse(lockFile) as { readonly packages: Readonly<Record<string, LockEntry>> };
  const all = Object.entries(packages).flatMap(([path, entry]) => {
    if (path === "") return [];
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const { version = "" } = entry;
    return {
      name,
      version,
      licence: entry.license ?? READ_IN_FILE[`${name}@${version}`] ?? "none stated",
      development: entry.dev === true || entry.devOptional === true,
      runsOnInstall: entry.hasInstallScript === true,
    };
  });
  const unique = new Map(all.map((one) => [`${one.name}@${one.version} ${one.development}`, one]));
  return [...unique.values()].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1,
  );
}
