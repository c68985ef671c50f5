/**
 * What judges the package itself, by tools too large for `npm ci`: each is installed into a temporary folder, at the
 * version below, when it is asked for. All of them read what `npm run build` has written.
 *
 * - `api`: writes docs/api/*.api.md, every exported name with its type; what changes there changes for users.
 * - `check`: fails when these reports are stale, when publint or are-the-types-wrong finds fault with the tarball.
 * - `reference FOLDER`: writes reference pages of every exported function.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const TOOLS = {
  apiExtractor: "@microsoft/api-extractor@7.60.1",
  publint: "publint@0.3.25",
  areTheTypesWrong: "@arethetypeswrong/cli@0.18.5",
  typedoc: ["typedoc@0.28.20", "typescript@6.0.3"],
} as const;

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "llmplan-packaging-"));
const [task, ...rest] = process.argv.slice(2);
try {
  if (task === "api") reportApi({ check: false });
  else if (task === "check") {
    reportApi({ check: true });
    checkTarball();
  } else if (task === "reference") writeReference(resolve(rest[0] ?? "build/reference"));
  else throw new RangeError(`task is ${task}; expected api, check or reference FOLDER`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** One report an entry point, with the types that its exports lead to. */
function reportApi({ check }: { readonly check: boolean }): void {
  need(TOOLS.apiExtractor);
  mkdirSync(join(root, "docs/api"), { recursive: true });
  for (const entry of ["index", "node"]) {
    const types = join(root, `dist/${entry}.d.ts`);
    const compilerOptions = {
      module: "NodeNext",
      target: "ES2023",
      lib: ["ES2023", "DOM"],
      types: ["node"],
      strict: true,
    };
    const quiet = { default: { logLevel: "none" } };
    const config = {
      projectFolder: root,
      mainEntryPointFilePath: types,
      newlineKind: "lf",
      compiler: { overrideTsconfig: { compilerOptions: { ...compilerOptions, skipLibCheck: true }, files: [types] } },
      apiReport: {
        enabled: true,
        includeForgottenExports: true,
        reportFileName: entry === "index" ? "llmplan.api.md" : `llmplan-${entry}.api.md`,
        reportFolder: join(folder, "reports"),
        reportTempFolder: join(folder, "api"),
      },
      ...{ docModel: { enabled: false }, dtsRollup: { enabled: false }, tsdocMetadata: { enabled: false } },
      messages: {
        compilerMessageReporting: quiet,
        // The types that exports lead to are in the report; a warning about each would name paths of this machine.
        extractorMessageReporting: { ...quiet, "ae-forgotten-export": { logLevel: "none" } },
        tsdocMessageReporting: quiet,
      },
    };
    const file = join(folder, `${entry}.json`);
    writeFileSync(file, JSON.stringify(config));
    mkdirSync(join(folder, "api"), { recursive: true });
    mkdirSync(join(folder, "reports"), { recursive: true });
    use("api-extractor", "run", "--config", file, "--local");
    const name = config.apiReport.reportFileName;
    // Its remarks about places name paths of this machine.
    const report = readFileSync(join(folder, "reports", name), "utf8").replaceAll(/^\/\/ .*\(ae-.*\n/gm, "");
    const kept = join(root, "docs/api", name);
    if (!check) writeFileSync(kept, report);
    else if (readFileSync(kept, "utf8") !== report) throw new Error(`docs/api/${name} is stale: npm run api`);
  }
}

/** As published: what the manifest says of the files, and the types as each way of resolving finds them. */
function checkTarball(): void {
  need(TOOLS.publint, TOOLS.areTheTypesWrong);
  execFileSync("npm", ["pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", folder], {
    cwd: root,
    stdio: "ignore",
  });
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const tarball = join(folder, `llmplan-${version}.tgz`);
  use("publint", "run", tarball, "--strict");
  // ES modules only: `require` of the package is no promise, and files that are no modules have no types.
  use("attw", tarball, "--profile", "esm-only", "--exclude-entrypoints", "./assumptions/*", "--no-emoji");
}

function writeReference(out: string): void {
  need(...TOOLS.typedoc);
  const entries = ["index", "node"].flatMap((entry) => ["--entryPoints", join(root, `src/${entry}.ts`)]);
  const options = ["--tsconfig", join(root, "tsconfig.json"), "--readme", join(root, "README.md"), "--disableSources"];
  use("typedoc", ...entries, ...options, "--hideGenerator", "--skipErrorChecking", "--logLevel", "Error", "--out", out);
}

function need(...packages: readonly string[]): void {
  // api-extractor takes the package's name from the folder of its configuration.
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "llmplan", version: "0.0.0", private: true }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", ...packages], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

function use(tool: string, ...args: readonly string[]): void {
  execFileSync(join(folder, "node_modules/.bin", tool), args, { cwd: root, stdio: "inherit" });
}
