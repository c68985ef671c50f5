/**
 * Bundles the workbench page into one script and one style, which the command writes into every page it makes. The
 * script is page and worker alike: the page starts workers from its own text.
 */
import { mkdirSync, rmSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { build } from "esbuild";

const MOST_BYTES = 834_000; // with 65 kB of font and frame, a page without data stays below 900 kB

/**
 * zod's `z` is one object with everything in it, 50 languages among them; as a namespace only what is used is bundled,
 * which saves 300 kB.
 */
const zodByName = {
  name: "zod-by-name",
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]src[\\/].*\.tsx?$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace('import { z } from "zod"', 'import * as z from "zod"'),
      loader: path.endsWith("x") ? "tsx" : "ts",
    }));
  },
};

/** zod can say its forms as JSON schemas, which no page does: the functions stay in name only, which saves 19 kB. */
const withoutJsonSchema = {
  name: "without-json-schema",
  setup(bundler) {
    bundler.onLoad(
      { filter: /[\\/]zod[\\/]v4[\\/]core[\\/](json-schema-processors|to-json-schema)\.js$/ },
      async ({ path }) => {
        const names = (await readFile(path, "utf8")).matchAll(/^export (?:const|function) (\w+)/gm);
        return { contents: Array.from(names, ([, name]) => `export const ${name} = () => {};`).join("\n") };
      },
    );
  },
};

/** The page reads YAML and writes its few lines of it by itself, which saves 13 kB. */
const withoutYamlWriting = {
  name: "without-yaml-writing",
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]yaml[\\/]browser[\\/]dist[\\/]stringify[\\/]\w+\.js$/ }, async ({ path }) => {
      const lists = (await readFile(path, "utf8")).matchAll(/^export \{ ([\w, ]+) \};/gm);
      const names = Array.from(lists, ([, list]) => list.split(", ")).flat();
      const body = 'throw new Error("the page writes no YAML")';
      return { contents: names.map((name) => `export const ${name} = () => { ${body}; };`).join("\n") };
    });
  },
};

rmSync("dist/browser", { recursive: true, force: true });
mkdirSync("dist/browser", { recursive: true });
await build({
  entryPoints: ["src/browser/main.tsx", "src/browser/style/workbench.css"],
  entryNames: "workbench",
  outdir: "dist/browser",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2023",
  charset: "ascii",
  legalComments: "none",
  tsconfig: "tsconfig.browser.json",
  logLevel: "warning",
  plugins: [withoutJsonSchema, withoutYamlWriting, zodByName],
  define: { "process.env.NODE_ENV": '"production"' },
  metafile: process.argv.includes("--sizes"),
}).then(({ metafile }) => {
  if (!metafile) return;
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs: parts }) => Object.entries(parts));
  const byPackage = new Map();
  for (const [path, { bytesInOutput }] of inputs) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.split("/").slice(0, 2).join("/");
    byPackage.set(name, (byPackage.get(name) ?? 0) + bytesInOutput);
  }
  for (const [name, bytes] of [...byPackage].sort((a, b) => b[1] - a[1]))
    process.stdout.write(`${String(bytes).padStart(8)} ${name}\n`);
});
const bytes = statSync("dist/browser/workbench.js").size + statSync("dist/browser/workbench.css").size;
if (bytes > MOST_BYTES) throw new Error(`the workbench has ${bytes} bytes; ${MOST_BYTES} are allowed`);
