import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** What each room may import; the table of src/README.md. `why` is said when an import breaks it. */
const ROOMS: Readonly<Record<string, { readonly may: readonly string[]; readonly why: string }>> = {
  math: { may: [], why: "math knows nothing of the domain, files, clock or DOM" },
  model: { may: ["math"], why: "model is formulas: numbers in, numbers out" },
  analysis: {
    may: ["math", "model", "kernel/job.ts", "kernel/tally.ts", "kernel/context-policy.ts"],
    why: "analysis knows no YAML, formats, DOM or Node; of kernels only what they are told and tell, and what a policy sends",
  },
  assumptions: {
    may: [
      "analysis/node.ts",
      "analysis/plan",
      "analysis/combination.ts",
      "analysis/plan-draws.ts",
      "analysis/conversation/turns.ts",
      "analysis/claims/claim.ts",
      "analysis/policies/policy.ts",
      "analysis/ratings/rating.ts",
      "analysis/serving/catalog.ts",
      "analysis/training/catalog.ts",
      "analysis/training/gpu-lookup.ts",
      "model",
      "math",
    ],
    why: "assumptions reads text into leaves; it knows no reports and not where the text came from",
  },
  report: {
    may: [
      "analysis/result.ts",
      "analysis/outline.ts",
      "analysis/assumption-list.ts",
      "analysis/conversation/curves.ts",
      "analysis/break-even/volume-curves.ts",
      "analysis/risk/fan.ts",
      "analysis/risk/goal-seek.ts",
      "analysis/sensitivity",
      "analysis/serving/curves.ts",
      "analysis/claims/checked-claim.ts",
      "analysis/policies/judge-policies.ts",
      "analysis/policies/policy.ts",
      "analysis/comparison",
      "analysis/ratings/ranking.ts",
      "analysis/explain/derivation.ts",
    ],
    why: "report shows results; it does not know how a figure was computed",
  },
  kernel: { may: [], why: "kernel knows nothing: it runs in workers and pages as it is" },
  logs: {
    may: ["math"],
    why: "logs turns bytes into counts; it knows no plans, no reports and not where bytes come from",
  },
  node: { may: ["kernel", "report"], why: "node does what only Node can; it knows no formulas" },
  browser: {
    may: ["assumptions", "analysis", "math", "model", "report", "kernel"],
    why: "the workbench is the same analysis behind sliders: it takes text in and knows neither commands nor Node",
  },
  cli: {
    may: ["math", "model", "analysis", "assumptions", "report", "logs", "kernel", "node"],
    why: "commands read, call one function, write",
  },
};

/** Packages a room may use, besides those of the rooms it imports. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  math: /^simple-statistics$/,
  model: /^$/,
  kernel: /^$/,
  analysis: /^simple-statistics$/,
  // Of genai-prices only the types: who reads its data is the room of Node.
  assumptions: /^(zod|yaml|csv-parse|@noble\/hashes|@pydantic\/genai-prices)(\/|$)/,
  report: /^(chart\.js|diff|docx|fflate|write-excel-file|cli-table3|csv-stringify|picocolors)(\/|$)/,
  logs: /^csv-parse(\/|$)/,
  node: /^(node:|fzstd|@pydantic\/genai-prices|@duckdb\/node-api|chart\.js|chartjs-node-canvas|fflate|@napi-rs\/canvas|@fontsource\/inter)/,
  browser: /^(preact|@preact\/signals|chart\.js|yaml|zod)(\/|$)/,
  cli: /^(node:|commander|picocolors|zod|@clack\/prompts)/,
};

/** Entry points of the package; they only name what others may use. */
const ENTRIES: readonly string[] = ["index.ts", "node.ts"];

const src = resolve(import.meta.dirname, "../../src");
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("kernel/assembly"))
  .map((file) => file.replaceAll("\\", "/"));

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports: readonly Import[] = files.flatMap((from) => {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(src, from), "utf8"), true, true);
  return importedFiles.map(({ fileName }) => ({
    from,
    to: fileName.startsWith(".")
      ? relative(src, resolve(src, dirname(from), fileName)).replaceAll("\\", "/")
      : fileName,
  }));
});

/** Whether an import is of the house's own source. */
const isOwn = (to: string): boolean => /\.tsx?$/.test(to);

const roomOf = (file: string): string => file.split("/")[0] ?? "";

describe("the house", () => {
  it("has every file in a room, or in front as an entry point", () => {
    const strays = files.filter((file) => !(roomOf(file) in ROOMS) && !ENTRIES.includes(file));
    expect(strays).toEqual([]);
  });

  it("has imports that go one way, from room to room", () => {
    const wrong = imports.filter(({ from, to }) => {
      if (!isOwn(to) || roomOf(from) === roomOf(to) || ENTRIES.includes(from)) return false;
      return !ROOMS[roomOf(from)]?.may.some((allowed) => to === allowed || to.startsWith(`${allowed}/`));
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}: ${ROOMS[roomOf(from)]?.why}`)).toEqual([]);
  });

  it("has rooms that use only their own packages", () => {
    const wrong = imports.filter(({ from, to }) => {
      if (isOwn(to) || ENTRIES.includes(from)) return false;
      return !PACKAGES[roomOf(from)]?.test(to);
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("has no cycles, not even of types", () => {
    const next = new Map<string, string[]>();
    for (const { from, to } of imports) if (isOwn(to)) next.set(from, [...(next.get(from) ?? []), to]);
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, passed: readonly string[]): void => {
      if (passed.includes(file)) cycles.push([...passed.slice(passed.indexOf(file)), file].join(" → "));
      if (done.has(file) || passed.includes(file)) return;
      for (const other of next.get(file) ?? []) visit(other, [...passed, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it("keeps chance, clock, environment and console out of the pure rooms", () => {
    const pure = files.filter((file) => /^(math|model|analysis)\//.test(file));
    const wrong = pure.filter((file) =>
      /\bMath\.random\b|\bDate\b|\bprocess\.|\bconsole\.|\bsetTimeout\b/.test(
        readFileSync(join(src, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("raises to a power by math/power.ts, since engines differ in the last bits of **; x ** 2 and 2 ** n do not", () => {
    const wrong = files.flatMap((file) => {
      const text = readFileSync(join(src, file), "utf8");
      if (!/[^/*]\*\*[^*/]|Math\.pow/.test(text)) return [];
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskToken) {
          const [base, exponent] = [node.left.getText(), node.right.getText()];
          if (exponent !== "2" && !/^2n?$/.test(base)) found.push(`${file}: ${node.getText()}`);
        }
        if (ts.isPropertyAccessExpression(node) && node.getText() === "Math.pow") found.push(`${file}: Math.pow`);
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });
    expect(wrong).toEqual([]);
  });

  it("names files by their subject", () => {
    const vague = files.filter((file) => /(^|\/)(utils?|helpers?|common|types|constants|misc)\.ts$/.test(file));
    expect(vague).toEqual([]);
  });
});
