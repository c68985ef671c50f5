import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../cli/run.ts";
import { install, npm, type Packed, pack, run } from "./installed.ts";

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const optional = Object.keys(manifest.peerDependencies);
/** Entries that programs import; the others are files. */
const entries = Object.entries(manifest.exports as Record<string, string | { types: string; default: string }>).flatMap(
  ([name, entry]) => (typeof entry === "string" ? [] : [{ name: join("llmplan", name), ...entry }]),
);

let packed: Packed;
let folder: string;
let offline = false;

beforeAll(() => {
  packed = pack();
  const installed = install(packed.tarball);
  // Without a network a developer still tests everything else; CI always has one.
  offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT/.test(installed.failure ?? "") && !process.env.CI;
  if (installed.failure && !offline) throw new Error(installed.failure);
  folder = installed.folder;
}, 120_000);

const llmplan = (...args: readonly string[]) => run(join(folder, "node_modules/.bin/llmplan"), args, folder);
const plan = "node_modules/llmplan/assumptions/rolepl-ai";

describe("the package", () => {
  it("is smaller than 2 MB", () => {
    expect(packed.bytes).toBeLessThan(2_000_000);
  });

  it("holds what runs and what people edit, and no tests, sources or machine's files", () => {
    const stray = packed.files.filter(
      (path) =>
        !/^(dist|assumptions)\/|^docs\/(api\/)?([a-z.-]+|README)\.md$|^docs\/sbom\.cdx\.json$|^(README|LICENSE|CHANGELOG)(\.md)?$|^package\.json$/.test(
          path,
        ),
    );
    expect(stray).toEqual([]);
    expect(packed.files.filter((path) => /\.test\.|\.map$|\.tsbuildinfo$|(^|\/)\./.test(path))).toEqual([]);
  });

  it("has every file that its manifest names", () => {
    const named = [manifest.bin.llmplan, ...entries.flatMap((entry) => [entry.types, entry.default])];
    expect(
      named.map((path: string) => path.replace(/^\.\//, "")).filter((path) => !packed.files.includes(path)),
    ).toEqual([]);
  });
});

describe("installed from its tarball into an empty folder", () => {
  it("brings no optional part, and runs no script of any package", (context) => {
    if (offline) return context.skip("no network");
    expect(optional.filter((name) => existsSync(join(folder, "node_modules", name)))).toEqual([]);
  });

  it("is a command", (context) => {
    if (offline) return context.skip("no network");
    expect(llmplan("--version").out.trim()).toBe(manifest.version);
    const { code, out } = llmplan("conversation", plan, "--json");
    expect(code).toBe(0);
    // The published mean, as printed: n (0.0336 + 0.0009 n) USD over truncated normal(20, 8) turns.
    expect(JSON.parse(out).figures["conversation.cost_usd.mean"].value).toBeCloseTo(1.055664, 4);
  });

  it("imports in Node, with types for every entry under strict settings and two ways of resolving", (context) => {
    if (offline) return context.skip("no network");
    const names = ["loadPlan", "planFile", "planSheet", "resultOf"];
    const lines = [
      ...entries.map(({ name }, index) => `import * as entry${index} from "${name}";`),
      `import { ${names.join(", ")} } from "llmplan";`,
      'import { readFileSync } from "node:fs";',
      `const { leaves } = loadPlan({ read: (path) => readFileSync(path, "utf8"), path: "${plan}/plan.yaml", schema: planFile });`,
      'const figures = resultOf(planSheet(leaves, { kind: "exact" }).printed, { seed: 1, draws: 2000 });',
      'const value: number | string | null | undefined = figures["conversation.cost_usd.mean"]?.value;',
      `console.log(value, ${entries.map((_, index) => `Object.keys(entry${index}).length`).join(", ")});`,
    ];
    writeFileSync(join(folder, "consumer.ts"), lines.join("\n"));
    for (const [module, moduleResolution, skipLibCheck] of [
      ["NodeNext", "NodeNext", false],
      ["ESNext", "bundler", true],
    ]) {
      const compilerOptions = {
        ...{ module, moduleResolution, target: "ES2022", strict: true, exactOptionalPropertyTypes: true },
        ...{ skipLibCheck, types: ["node"], typeRoots: [join(ROOT, "node_modules/@types")], outDir: "built" },
      };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
      const { code, out } = run(
        process.execPath,
        [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", folder],
        folder,
      );
      expect(out).toBe("");
      expect(code).toBe(0);
    }
    const { out, err } = run(process.execPath, ["built/consumer.js"], folder);
    expect(err).toBe("");
    expect(Number(out.split(" ")[0])).toBeCloseTo(1.055664, 4);
  }, 180_000);

  it("bundles for a browser without a module, a global or a path of Node, and computes there", async (context) => {
    if (offline) return context.skip("no network");
    const source = `
      import { loadPlan, planFile, planSheet, resultOf } from "llmplan";
      const read = (path) => texts[path];
      const { leaves } = loadPlan({ read, path: "${plan}/plan.yaml", schema: planFile });
      answer(resultOf(planSheet(leaves, { kind: "exact" }).printed, { seed: 1, draws: 2000 }));`;
    const { outputFiles, metafile } = await build({
      stdin: { contents: source, resolveDir: folder, loader: "js" },
      ...{ bundle: true, platform: "browser", format: "iife", write: false, metafile: true, logLevel: "silent" },
    });
    const built = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    expect(built.filter((path) => path.startsWith("node:"))).toEqual([]);
    const texts = new Proxy({}, { get: (_, path) => readFileSync(join(folder, String(path)), "utf8") });
    let figures: Record<string, { value: number }> = {};
    // A context has the language and what is given here: no process, Buffer, require, global or setImmediate.
    vm.runInNewContext(outputFiles[0]?.text ?? "", {
      texts,
      answer: (found: typeof figures) => {
        figures = found;
      },
      ...{ TextEncoder, TextDecoder, URL, atob, btoa },
    });
    expect(figures["conversation.cost_usd.mean"]?.value).toBeCloseTo(1.055664, 4);
  });

  it("bundles the whole browser-safe part, every export used", async (context) => {
    if (offline) return context.skip("no network");
    const { outputFiles } = await build({
      stdin: { contents: 'import * as all from "llmplan"; count(Object.keys(all));', resolveDir: folder, loader: "js" },
      ...{ bundle: true, platform: "browser", format: "iife", write: false, logLevel: "silent" },
    });
    let names: readonly string[] = [];
    vm.runInNewContext(outputFiles[0]?.text ?? "", {
      count: (found: readonly string[]) => {
        names = found;
      },
      ...{ TextEncoder, TextDecoder, URL, atob, btoa },
    });
    expect(names).toContain("loadPlan");
    expect(names.length).toBeGreaterThan(50);
  });

  it("writes SVG where PNG is not to be had, and prints the lines that enable it; these do", (context) => {
    if (offline) return context.skip("no network");
    const without = llmplan("report", plan, "--out", "without");
    expect(without.code).toBe(0);
    const charts = readdirSync(join(folder, "without/charts"));
    expect(charts.filter((name) => !name.endsWith(".svg"))).toEqual([]);
    expect(charts.length).toBeGreaterThan(5);

    const lines = without.err.match(/^ {2}npm .*$/gm) ?? [];
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(npm(line.trim().split(" ").slice(1), folder).code, line).toBe(0);
    const enabled = llmplan("report", plan, "--out", "with");
    expect(enabled.err).not.toContain("npm install");
    const pictures = readdirSync(join(folder, "with/charts"));
    expect(pictures.filter((name) => name.endsWith(".png"))).toHaveLength(charts.length);
  });

  it("says what to install for other optional parts", (context) => {
    if (offline) return context.skip("no network");
    writeFileSync(join(folder, "logs.parquet"), "PAR1");
    const { code, err } = llmplan("calibrate", "logs.parquet");
    expect(code).toBe(2);
    expect(err).toContain(`npm install @duckdb/node-api@${manifest.peerDependencies["@duckdb/node-api"]}`);
  });

  it("writes no PDF and nothing else without pdfkit, and prints the line that enables it; this does", (context) => {
    if (offline) return context.skip("no network");
    const without = llmplan("report", plan, "--pdf", "--out", "no-pdf");
    expect(without.code).toBe(2);
    expect(existsSync(join(folder, "no-pdf"))).toBe(false);
    const line = /npm install pdfkit@\S+/.exec(without.err)?.[0] ?? "";
    expect(line).toBe(`npm install pdfkit@${manifest.peerDependencies.pdfkit}`);
    expect(npm(line.split(" ").slice(1), folder).code).toBe(0);
    expect(llmplan("report", plan, "--pdf", "--out", "pdf").code).toBe(0);
    expect(readFileSync(join(folder, "pdf/report.pdf")).toString("latin1", 0, 8)).toBe("%PDF-1.7");
  });
});
