/**
 * Writes docs/licences.md, the licences of all packages that the lock file names, and docs/sbom.cdx.json, the CycloneDX
 * bill of what an installation brings: `npm run licences`. Neither holds a time or a random number, so the same lock file
 * gives the same bytes.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { readText, writeWhole } from "../src/node/files.ts";
import { licencesText } from "./licences/licence-table.ts";
import { lockedPackages } from "./licences/locked-packages.ts";

interface Bill {
  readonly components: readonly { readonly name: string; readonly version: string; readonly "bom-ref": string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
  readonly metadata: Readonly<Record<string, unknown>> & { readonly component: { readonly "bom-ref": string } };
  readonly serialNumber: string;
}

const root = join(import.meta.dirname, "..");
const packages = lockedPackages(readText(join(root, "package-lock.json")));

/** npm's own `--omit dev` also leaves out what development and the package both use, so the lock file decides. */
function billOfMaterials(): object {
  const command = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--loglevel=error"];
  const bill: Bill = JSON.parse(execFileSync("npm", command, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 }));
  const brought = new Set(packages.flatMap((one) => (one.development ? [] : `${one.name}@${one.version}`)));
  const components = bill.components.filter(({ name, version }) => brought.has(`${name}@${version}`));
  const refs = new Set([bill.metadata.component["bom-ref"], ...components.map((component) => component["bom-ref"])]);
  const dependencies = bill.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)).sort() }));
  const { serialNumber: _, metadata, ...stable } = bill;
  // npm names the bill after the folder it stands in.
  return { ...stable, metadata: { component: { ...metadata.component, name: "llmplan" } }, components, dependencies };
}

writeWhole(
  new Map([
    [join(root, "docs/licences.md"), licencesText(packages)],
    [join(root, "docs/sbom.cdx.json"), `${JSON.stringify(billOfMaterials(), null, 1)}\n`],
  ]),
);
