import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPdf } from "../node/pdf-reader.ts";
import { llmplan, ROOT, scratch } from "./run.ts";

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

describe("llmplan report --pdf", () => {
  it("writes the PDF beside the rest, the same bytes in another place, time zone and language", () => {
    const [here, there] = [scratch(), join(scratch(), "Übung 1")];
    const plan = join(ROOT, "assumptions/rolepl-ai");
    const at = (out: string, cwd: string, env: Readonly<Record<string, string>>) =>
      llmplan(["report", plan, "--pdf", "--draws", "100", "--out", out], { cwd, env });
    expect(at(here, ROOT, { TZ: "UTC", LANG: "C" }).code).toBe(0);
    expect(at(there, here, { TZ: "Pacific/Auckland", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }).code).toBe(0);
    const [one, two] = [here, there].map((folder) => readFileSync(join(folder, "report.pdf")));
    expect(one?.equals(two ?? Buffer.of())).toBe(true);
    const pages = readPdf(one ?? Buffer.of()).pages;
    const text = pages
      .map((pieces) => pieces.join(""))
      .join("")
      .replaceAll(" ", "");
    // Every number that stands in a table of the Markdown stands in the PDF.
    const report = readFileSync(join(here, "report.md"), "utf8").split("## Assumptions")[0] ?? "";
    const numbers = [...report.matchAll(/(?<=\| )[\d.,]+(?= \|)/g)].map(([number]) => number);
    expect(numbers.length).toBeGreaterThan(200);
    expect(numbers.filter((number) => !text.includes(number))).toEqual([]);
    expect(filesIn(here)).toEqual(expect.arrayContaining(["report.md", "report.pdf", "result.json"]));
  }, 180_000);
});

describe("llmplan report", () => {
  const first = scratch();
  const second = scratch();
  const ran = [first, second].map((out) => llmplan(["report", "assumptions/rolepl-ai", "--out", out]));

  it("writes the text, every chart twice, every table and the result", () => {
    expect(ran.map(({ code }) => code)).toEqual([0, 0]);
    const files = filesIn(first);
    expect(files).toEqual(
      expect.arrayContaining(["report.md", "workbench.html", "result.json", "tables/assumptions.csv"]),
    );
    const charts = files.filter((file) => file.startsWith("charts/"));
    for (const name of [
      "approach-compute",
      "approach-data",
      "cost-distribution",
      "cost-by-turns",
      "cost-components",
      "reference-runs",
    ])
      expect(charts).toEqual(expect.arrayContaining([`charts/${name}.svg`, `charts/${name}.png`]));
  });

  it("writes the same bytes twice", () => {
    expect(filesIn(second)).toEqual(filesIn(first));
    for (const file of filesIn(first))
      expect(readFileSync(join(second, file)).equals(readFileSync(join(first, file)))).toBe(true);
  });

  it("is what is committed, in text and pictures", () => {
    const committed = join(ROOT, "reports/rolepl-ai");
    for (const file of filesIn(first).filter((name) => !/\.png$|^workbench\.html$/.test(name)))
      expect(readFileSync(join(committed, file), "utf8"), file).toBe(readFileSync(join(first, file), "utf8"));
  });

  it("shows pictures that exist, with alternative text, and holds no time, host or path", () => {
    const report = readFileSync(join(first, "report.md"), "utf8");
    const pictures = [...report.matchAll(/!\[([^\]]+)\]\(([^)]+)\)/g)];
    expect(pictures.length).toBeGreaterThanOrEqual(6);
    for (const [, alt = "", path = ""] of pictures) {
      expect(alt.length).toBeGreaterThan(20);
      expect(filesIn(first)).toContain(path);
    }
    expect(report).not.toContain(ROOT);
    expect(report).not.toMatch(/NaN|undefined|\[object/);
  });
});
