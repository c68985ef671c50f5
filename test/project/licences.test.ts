import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allowed, COMPATIBLE, COMPATIBLE_IN_DEVELOPMENT, licencesText } from "../../scripts/licences/licence-table.ts";
import { lockedPackages } from "../../scripts/licences/locked-packages.ts";
import { ROOT } from "../cli/run.ts";

const text = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const packages = lockedPackages(text("package-lock.json"));
const installed = packages.filter(({ development }) => !development);

describe("what the package rests on", () => {
  it("is under licences that go with MIT", () => {
    expect(installed.length).toBeGreaterThan(10);
    const named = ({ name, licence }: { name: string; licence: string }) => `${name}: ${licence}`;
    expect(installed.filter(({ licence }) => !allowed(licence, COMPATIBLE)).map(named)).toEqual([]);
    expect(packages.filter(({ licence }) => !allowed(licence, COMPATIBLE_IN_DEVELOPMENT)).map(named)).toEqual([]);
  });

  it("reads SPDX expressions: one choice must be allowed whole", () => {
    expect(allowed("(MIT OR GPL-3.0-or-later)", COMPATIBLE)).toBe(true);
    expect(allowed("(MIT AND GPL-3.0-or-later)", COMPATIBLE)).toBe(false);
    expect(allowed("none stated", COMPATIBLE_IN_DEVELOPMENT)).toBe(false);
  });

  it("runs nothing when it is installed", () => {
    expect(installed.filter(({ runsOnInstall }) => runsOnInstall).map(({ name }) => name)).toEqual([]);
    const { scripts } = JSON.parse(text("package.json"));
    expect(["preinstall", "install", "postinstall"].filter((name) => name in scripts)).toEqual([]);
  });

  it("is listed as it is: npm run licences writes the list and the bill of materials again", () => {
    expect(text("docs/licences.md")).toBe(licencesText(packages));
    const bill = JSON.parse(text("docs/sbom.cdx.json"));
    const billed = bill.components.map(({ purl }: { purl: string }) =>
      decodeURIComponent(purl.replace("pkg:npm/", "")),
    );
    expect(new Set(billed)).toEqual(new Set(installed.map(({ name, version }) => `${name}@${version}`)));
    expect(JSON.stringify(bill)).not.toMatch(/timestamp|urn:uuid|file:|localhost/);
  });
});
