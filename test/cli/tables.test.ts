import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { llmplan, ROOT, scratch } from "./run.ts";

const PLAN = "assumptions/rolepl-ai";

const NAMES = [
  "pretraining",
  "sft-datasets",
  "sft-runs",
  "sft-llama",
  "alignment",
  "lora-llama",
  "sft-vs-lora",
  "approaches",
  "candidates",
  "ifeval",
  "ratings",
];

/** A folder with one document in it. */
function folderWith(name: string, text: string): string {
  const folder = scratch();
  writeFileSync(join(folder, name), text);
  return folder;
}

const FIGURE = "<!-- llmplan:figure data.tokens_total digits=2 -->";
const END = "<!-- /llmplan -->";

describe("llmplan tables --format", () => {
  it.each(["md", "csv", "tex", "html"])("writes a file for each table as %s", (format) => {
    const out = scratch();
    expect(llmplan(["tables", PLAN, "--format", format, "--out", out]).code).toBe(0);
    const expected = [...NAMES, ...(format === "tex" ? ["figures"] : [])].map((name) => `${name}.${format}`);
    expect(readdirSync(out).sort()).toEqual(expected.sort());
    expect(readFileSync(join(out, `pretraining.${format}`), "utf8")).toMatch(/33,?600/);
  });

  it.each(["docx", "xlsx"])("writes all tables into one file as %s, the same bytes every time", (format) => {
    const [first, second] = [scratch(), scratch()];
    for (const out of [first, second]) expect(llmplan(["tables", PLAN, "--format", format, "--out", out]).code).toBe(0);
    const name = `tables.${format}`;
    expect(readFileSync(join(second, name)).equals(readFileSync(join(first, name)))).toBe(true);
  });

  it("marks the numbers that the document prints otherwise", () => {
    const out = scratch();
    llmplan(["tables", PLAN, "--format", "md", "--out", out]);
    const table = readFileSync(join(out, "pretraining.md"), "utf8");
    expect(table).toMatch(/\| WeLM .*<sup>[a-z]<\/sup> \|/);
    expect(table).toContain("The document prints 5 970.");
  });

  it.each([
    [["--format", "md"], /--out DIR/],
    [["--out", "x"], /--format/],
    [["--check"], /--into FILE/],
    [["--into", "x.md", "--format", "md"], /neither --format nor --out/],
    [["--format", "pdf", "--out", "x"], /Allowed choices are md, csv, tex, html, docx, xlsx/],
  ])("refuses %j and says why", (options, message) => {
    const { code, err } = llmplan(["tables", PLAN, ...options]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe("llmplan tables --into", () => {
  it("rewrites what is stale and only that", () => {
    const folder = folderWith("a.md", `\uFEFFa ${FIGURE}3.3M${END}\r\n`);
    const file = join(folder, "a.md");
    expect(llmplan(["tables", PLAN, "--into", file]).code).toBe(0);
    // 170 days × 30 % × 7.5 h × 60 × (25 + 100) words a minute × 1.3 tokens a word = 3,729,375.
    expect(readFileSync(file, "utf8")).toBe(`\uFEFFa ${FIGURE}3.7M${END}\r\n`);
    expect(llmplan(["tables", PLAN, "--into", file, "--check"])).toMatchObject({ code: 0, out: "" });
  });

  it("with --check prints a diff, fails and writes nothing", () => {
    const text = `a ${FIGURE}3.3M${END}\n`;
    const file = join(folderWith("a.md", text), "a.md");
    const { code, out, err } = llmplan(["tables", PLAN, "--into", file, "--check"]);
    expect(code).toBe(1);
    expect(out).toContain(`-${text}`);
    expect(out).toContain(`+${text.replace("3.3M", "3.7M")}`);
    expect(err).toMatch(/1 region, 1 stale\n {2}line 1: figure data\.tokens_total/);
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  it("computes a region under the scenarios that it names", () => {
    const marker = "<!-- llmplan:figure data.writing_days digits=3 scenario=days-187 -->";
    const file = join(folderWith("a.md", `a ${marker}${END}\n`), "a.md");
    llmplan(["tables", PLAN, "--into", file]);
    // 187 days × 30 %: what the document prints.
    expect(readFileSync(file, "utf8")).toBe(`a ${marker}56.1${END}\n`);
  });

  it("tells everything that is wrong in all documents at once, and writes none of them", () => {
    const folder = folderWith("a.md", `a ${FIGURE}3.3M${END}\n`);
    const bad = join(folder, "b.md");
    writeFileSync(
      bad,
      `x <!-- llmplan:figure data.tokens_totl -->${END}\n\ny <!-- llmplan:table sft-llama digit=2 -->\n`,
    );
    writeFileSync(join(folder, "c.md"), Buffer.from([0x61, 0x0a, 0x62, 0xe9, 0x63]));
    const files = ["a.md", "b.md", "c.md", "d.txt"].map((name) => join(folder, name));
    const { code, err, out } = llmplan(["tables", PLAN, "--into", ...files]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(`${bad}:1:3: found data.tokens_totl, expected the id of a figure or an assumption`);
    expect(err).toContain("(did you mean data.tokens_total?)");
    expect(err).toContain(`${bad}:3:3: found llmplan:table sft-llama without an end`);
    expect(err).toContain(`${join(folder, "c.md")}:2:2: found bytes that are no UTF-8`);
    expect(err).toContain("found .txt, expected a document that ends in .md");
    expect(readFileSync(join(folder, "a.md"), "utf8")).toContain("3.3M");
  });

  it("follows a link to the document, and keeps it", () => {
    const folder = folderWith("a.md", `a ${FIGURE}3.3M${END}\n`);
    symlinkSync(join(folder, "a.md"), join(folder, "link.md"));
    llmplan(["tables", PLAN, "--into", join(folder, "link.md")]);
    expect(lstatSync(join(folder, "link.md")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "a.md"), "utf8")).toContain("3.7M");
  });

  it("says which regions are stale as JSON", () => {
    const file = join(folderWith("a.md", `a ${FIGURE}3.3M${END}\n`), "a.md");
    const { out, code } = llmplan(["tables", PLAN, "--into", file, "--check", "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      command: "tables",
      documents: [{ file, regions: 1, stale: [{ line: 1, kind: "figure", name: "data.tokens_total" }] }],
    });
  });
});

describe("the chapter", () => {
  const chapter = "reports/rolepl-ai/chapter.md";

  /** The regions of the chapter that are stale when one assumption is set otherwise. */
  const staleWith = (...sets: readonly string[]) => {
    const options = sets.flatMap((set) => ["--set", set]);
    const { out } = llmplan(["tables", PLAN, "--into", chapter, "--check", "--json", ...options]);
    const { documents } = JSON.parse(out) as {
      documents: { regions: number; stale: { kind: string; name: string }[] }[];
    };
    return documents.flatMap(({ stale }) => stale.map(({ kind, name }) => `${kind} ${name}`));
  };

  it("has regions and none is stale", () => {
    expect(staleWith()).toEqual([]);
    const { err } = llmplan(["tables", PLAN, "--into", chapter, "--check"]);
    expect(Number(/: (\d+) regions/.exec(err)?.[1])).toBeGreaterThan(60);
  });

  it("goes stale where an edited assumption shows, and nowhere else", () => {
    const price = [...new Set(staleWith("budget.h100_price=80"))];
    expect(price).toContain("figure compute.h100_days_budget");
    expect(price).toContain("figure budget.h100_price");
    const about = /^(figure (budget|compute)\.|table approaches|claims? )/;
    expect(price.filter((name) => !about.test(name))).toEqual([]);
    const bloom = [...new Set(staleWith("pretraining.rows.bloom.duration_days=50"))];
    expect(bloom).toContain("table pretraining");
    expect(bloom.filter((name) => !/pretraining|claim t(3|10)-|claims |table approaches/.test(name))).toEqual([]);
  });

  it("prints no number that is not in a region", () => {
    const text = readFileSync(join(ROOT, chapter), "utf8");
    const outside = text.replace(/<!-- llmplan:[\s\S]*?<!-- \/llmplan -->/g, "").replace(/<!--[\s\S]*?-->/g, "");
    const allowed = outside.replace(
      /D2\.2|GPT-4|H100|A100|A800|V100|LLaMA-?\d?|Llama-3|Qwen1\.5|Tables? \d+( (and|to) \d+)?|[Ss]ections? \d(\.\d)*( and \d(\.\d)*)?|\[[^\]]*\]\([^)]*\)/g,
      "",
    );
    expect(allowed.match(/[^\n]*\d[^\n]*/g) ?? []).toEqual([]);
  });

  it("is left alone by llmplan report", () => {
    const folder = scratch();
    cpSync(join(ROOT, chapter), join(folder, "chapter.md"));
    mkdirSync(join(folder, "charts"));
    expect(llmplan(["report", PLAN, "--out", folder]).code).toBe(0);
    expect(readFileSync(join(folder, "chapter.md"))).toEqual(readFileSync(join(ROOT, chapter)));
    expect(existsSync(join(folder, "report.md"))).toBe(true);
  });
});
