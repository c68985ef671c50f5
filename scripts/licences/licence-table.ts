import type { LockedPackage } from "./locked-packages.ts";

/** Licences under which a package may be used by, and shipped beside, a program under the MIT licence. */
export const COMPATIBLE: readonly string[] = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "ISC",
  "MIT",
  "OFL-1.1",
  "Unlicense",
  "Zlib",
];

/** Used while developing only: nothing of these is in the package. */
export const COMPATIBLE_IN_DEVELOPMENT: readonly string[] = [...COMPATIBLE, "CC-BY-4.0", "MPL-2.0", "Python-2.0"];

/** Whether one of the choices of an SPDX expression is wholly allowed: `(MIT OR GPL-3.0-or-later)`, `(MIT AND Zlib)`. */
export const allowed = (expression: string, licences: readonly string[]): boolean =>
  expression
    .replaceAll(/[()]/g, "")
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((licence) => licences.includes(licence.trim())));

/** The document: what an installation brings, then what development uses, by licence. */
export function licencesText(packages: readonly LockedPackage[]): string {
  const installed = packages.filter(({ development }) => !development);
  const development = packages.filter((one) => one.development);
  return `# Licences

llmplan is under the MIT licence. Every package it brings is under a licence that lets it be used and passed on with a
program under MIT; a test holds this. This page is written by \`npm run licences\` from the lock file, as is
[the bill of materials](sbom.cdx.json) (CycloneDX).

## What an installation brings: ${installed.length} packages

| package | version | licence |
|---|---|---|
${installed.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`).join("\n")}

## What development uses: ${development.length} packages

None of these is in the package; the optional parts (PNG charts, PDF, exact token counts, Parquet) are among them where the lock
file has them.

| licence | packages |
|---|---|
${[...new Set(development.map(({ licence }) => licence))]
  .sort()
  .map((licence) => `| ${licence} | ${namesUnder(development, licence)} |`)
  .join("\n")}
`;
}

const namesUnder = (packages: readonly LockedPackage[], wanted: string): string =>
  packages
    .filter(({ licence }) => licence === wanted)
    .map(({ name, version }) => `${name} ${version}`)
    .join(", ");
