/** The modules that the tests of a room import, evaluated afresh as often as wanted: `scripts/mutation-runner.ts`. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { transform } from "esbuild";

type Evaluate = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown) => void;

interface ModuleText {
  /** as it is */
  readonly plain: Evaluate;
  /** with all its mutants, one of which may be switched on */
  readonly switched: Evaluate;
}

/** What a module imports is found in its text once it has been turned into CommonJS. */
const IMPORTED = /\brequire\("(\.[^"]+)"\)/g;

/**
 * Reads test files and all they import, from the working folder.
 *
 * @param original where the mutated files lie without mutants, and where tests find data
 */
export async function modulesOf(tests: readonly string[], mutated: ReadonlySet<string>, original: string) {
  const texts = new Map<string, ModuleText | { readonly json: string }>();
  const waiting = [...tests];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (texts.has(file)) continue;
    const text = readFileSync(file, "utf8");
    if (file.endsWith(".json")) {
      texts.set(file, { json: text });
      continue;
    }
    const code = onceATest(await commonJs(text, file, original));
    const plain = evaluator(
      mutated.has(file) ? await commonJs(readFileSync(join(original, file), "utf8"), file, original) : code,
      file,
    );
    texts.set(file, { plain, switched: mutated.has(file) ? evaluator(code, file) : plain });
    for (const [, name] of code.matchAll(IMPORTED)) if (name) waiting.push(join(dirname(file), name));
  }

  /**
   * Evaluates a file and all it imports, none of it evaluated before.
   *
   * @param switched which files are to have their mutants
   * @param given modules in the place of packages
   */
  return function evaluated(
    start: string,
    switched: (file: string) => boolean,
    given: Readonly<Record<string, unknown>>,
  ) {
    const modules = new Map<string, { exports: unknown }>();
    const load = (file: string): unknown => {
      const known = modules.get(file);
      if (known) return known.exports;
      const text = texts.get(file);
      if (!text) throw new Error(`${file} is imported but was not read`);
      const module = { exports: {} as unknown };
      modules.set(file, module);
      if ("json" in text) module.exports = JSON.parse(text.json);
      else {
        const require = (name: string): unknown =>
          name.startsWith(".") ? load(join(dirname(file), name)) : (given[name] ?? packaged(name));
        (switched(file) ? text.switched : text.plain)(require, module, module.exports);
      }
      return module.exports;
    };
    load(start);
    return new Set(modules.keys());
  };
}

/** Which tests come to a mutant is asked, not how often; counting every time would take ten times as long. */
const onceATest = (code: string): string =>
  code.replace(
    "function cover() {",
    `var seen = {};
    function cover() {
      var test = ns.currentTestId || "none";
      if (seen[arguments[0]] === test) return;
      seen[arguments[0]] = test;`,
  );

const packaged = createRequire(import.meta.url);

async function commonJs(text: string, file: string, original: string): Promise<string> {
  const place = join(original, file);
  const placed = text
    .replaceAll("import.meta.dirname", JSON.stringify(dirname(place)))
    .replaceAll("import.meta.filename", JSON.stringify(place))
    .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(place).href));
  return (await transform(placed, { loader: "ts", format: "cjs", target: "node20" })).code;
}

function evaluator(code: string, file: string): Evaluate {
  return new Script(`(function (require, module, exports) {${code}\n})`, { filename: file }).runInThisContext();
}
