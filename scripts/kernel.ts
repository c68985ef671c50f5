/**
 * Compiles src/kernel/assembly to src/kernel/module.ts, or with --check fails when that would change.
 *
 * AssemblyScript (100 MB with its compiler back end) is no dependency: it is installed into a temporary folder, at the
 * version below, each time.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const COMPILER = "assemblyscript@0.28.20";
const root = join(import.meta.dirname, "..");
const target = join(root, "src/kernel/module.ts");

function compiled(): string {
  const folder = mkdtempSync(join(tmpdir(), "llmplan-kernel-"));
  try {
    writeFileSync(join(folder, "package.json"), "{}");
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", COMPILER], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const out = join(folder, "kernel.wasm");
    const source = join(root, "src/kernel/assembly/kernel.ts");
    const options = ["-O3", "--runtime", "stub", "--noAssert", "--enable", "simd", "--initialMemory", "1"];
    execFileSync(
      process.execPath,
      [join(folder, "node_modules/assemblyscript/bin/asc.js"), source, ...options, "-o", out],
      { cwd: folder, stdio: "inherit" },
    );
    return readFileSync(out).toString("base64");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const text = `/** assembly/kernel.ts, compiled by scripts/kernel.ts; do not edit. */\nexport const MODULE_BASE64 =\n  "${compiled()}";\n`;
if (!process.argv.includes("--check")) writeFileSync(target, text);
else if (readFileSync(target, "utf8") !== text) {
  process.stderr.write("src/kernel/module.ts is stale: run 'npm run kernel' and commit what changes\n");
  process.exitCode = 1;
}
