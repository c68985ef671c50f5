import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderPdf } from "../../src/node/pdf.ts";
import { PdfUnavailableError } from "../../src/node/pdf-kit.ts";
import { cellsOf, cellText, headText } from "../../src/report/cell-text.ts";
import { type ReportContent, reportParts } from "../../src/report/report-parts.ts";
import { numberCell, numberColumn, type Table, table, textCell, textColumn } from "../../src/report/table.ts";
import { ROOT } from "../cli/run.ts";
import { SAMPLE_CHARTS } from "../report/sample-charts.ts";
import { readPdf, stringOf } from "./pdf-reader.ts";

const options: Table = table({
  name: "options",
  caption: "What each option costs",
  columns: [
    textColumn("name", "Option"),
    numberColumn({ key: "cost", label: "Cost", unit: "EUR", digits: { atMost: 6 } }),
  ],
  rows: Array.from({ length: 90 }, (_, row) => ({
    name: textCell(`Option ${row + 1}`),
    cost: numberCell(1000.5 + row),
  })),
  footnotes: ["Prices of 2024."],
});

const [picture] = SAMPLE_CHARTS;
if (picture === undefined) throw new Error("there is no sample chart");

const content: ReportContent = {
  title: "Training: what it costs",
  digest: "0123456789abcdef",
  version: "1.2.3",
  seed: 7,
  draws: 50,
  scenarios: [{ name: "cheap", title: "Cheaper", reason: "Prices fall." }],
  settings: ["data.person_days=12"],
  sections: [
    { key: "compute", section: { title: "Compute", answer: "It costs 107.5 EUR (10¹⁸ steps).", tables: [options] } },
    { key: "data", section: { title: "Data", answer: "There is enough.", tables: [] } },
  ],
  pictures: {
    ...{ conversation: [], compute: [picture], approaches: [], breakEven: [], training: [], volume: [] },
    ...{ sensitivity: [], serving: [], undrawable: [] },
  },
  assumptions: [
    {
      ...{ id: "data.person_days", label: "Days", kind: "quantity", value: 12, unit: "days", source: "a count" },
      ...{ provenance: "measured", file: "plan.yaml", line: 3 },
    },
  ],
  warnings: [{ code: "few-rows", message: "there are few rows" }],
};

describe("renderPdf", async () => {
  const { bytes, remarks } = await renderPdf(content);
  const pdf = readPdf(bytes);
  const all = pdf.pages.map((pieces) => pieces.join("")).join("");

  it("holds every text of the report: of paragraphs and lists, of every cell, caption and note", () => {
    // Spaces may have become the end of a line.
    const found = all.replaceAll(" ", "");
    const texts = reportParts(content).flatMap((part) => {
      if (part.kind === "table")
        return [
          part.table.caption,
          ...part.table.columns.map(headText),
          ...part.table.rows.flatMap((row) =>
            cellsOf(part.table, row).map(({ column, cell }) => cellText(cell, column)),
          ),
          ...part.table.footnotes,
        ];
      if (part.kind === "paragraph") return [part.spans.map(({ text }) => text).join("")];
      if (part.kind === "list") return part.items.map((spans) => spans.map(({ text }) => text).join(""));
      return part.kind === "picture" ? [part.picture.title] : [part.text];
    });
    expect(texts.length).toBeGreaterThan(200);
    const plain = (text: string): string => text.replaceAll(" ", "").replaceAll("¹", "1").replaceAll("⁸", "8");
    expect(texts.filter((text) => !found.includes(plain(text)))).toEqual([]);
  });

  it("numbers its pages, and says on each but the first what it belongs to", () => {
    expect(pdf.pages.length).toBeGreaterThan(3);
    for (const [index, pieces] of pdf.pages.entries()) {
      expect(pieces.join("")).toContain(`${index + 1} / ${pdf.pages.length}`);
      expect(pieces.join("").includes("llmplan 1.2.3, plan 0123456789abcdef"), `page ${index + 1}`).toBe(index > 0);
    }
  });

  it("repeats the head of a table on every page that it goes over to", () => {
    const rows = pdf.pages.map((pieces) => pieces.join("")).filter((text) => /Option [1-9]\d?1,\d{3}\.5/.test(text));
    expect(rows.length).toBeGreaterThan(1);
    for (const text of rows) expect(text).toContain("OptionCost (EUR)");
  });

  it("has a bookmark for each section, a title, a language and tags with the words of each chart", () => {
    expect(pdf.bookmarks).toEqual(["In short", "Compute", "Data", "Warnings", "Method", "Assumptions"]);
    const objects = [...pdf.objects.values()];
    const root = objects.find((object) => object.includes("/Type /Catalog")) ?? "";
    expect(root).toMatch(/\/Lang \(en\)/);
    expect(root).toMatch(/\/StructTreeRoot \d+ 0 R/);
    const figure = objects.find((object) => object.includes("/S /Figure")) ?? "";
    expect(stringOf(/\/Alt (\(.*?[^\\]\)|<[^>]*>)/s.exec(figure)?.[1] ?? "")).toBe(picture.alt);
    const roles = objects.filter((object) => /\/S \/T[HD]\b/.test(object));
    expect(roles.length).toBe(2 + 2 * 90 + 8 + 8);
  });

  it("brings its letters along, and states neither a time nor a place", () => {
    expect(pdf.version).toBe("%PDF-1.7");
    expect(pdf.fonts.map(({ name }) => name.replace(/^[A-Z]{6}\+/, "")).sort()).toEqual([
      "Inter-Regular",
      "Inter-SemiBold",
    ]);
    expect(pdf.fonts.every(({ embedded }) => embedded)).toBe(true);
    const text = [...pdf.objects.values()].join("\n");
    expect(text).not.toMatch(/CreationDate|ModDate|CreateDate/);
    expect(text).not.toContain(import.meta.dirname);
    expect(remarks).toEqual([]);
  });

  it("gives the same bytes again, and another identity to another report", async () => {
    expect(Buffer.from((await renderPdf(content)).bytes).equals(Buffer.from(bytes))).toBe(true);
    const idOf = (pdfBytes: Uint8Array) => /\/ID \[<(\w+)>/.exec(Buffer.from(pdfBytes).toString("latin1"))?.[1];
    const other = await renderPdf({ ...content, settings: [] });
    expect(idOf(bytes)).toMatch(/^[0-9a-f]{32}$/);
    expect(idOf(other.bytes)).not.toBe(idOf(bytes));
  });

  it("sets a row of raised digits from one kind of letter", () => {
    expect(all).toContain("(1018 steps)");
  });
});

describe("text that the font lacks", () => {
  it("is shown as [?], which the document and the caller are told; European scripts are shown", async () => {
    const title = "角色 🎭👩‍👧 <b>&amp; Łódź Ωμέγα Привет ≥ 2 \u0007\u202e שלום ";
    const { bytes, remarks } = await renderPdf({ ...content, title });
    const [first = []] = readPdf(bytes).pages;
    const text = first.join("");
    expect(text).toContain("[?] [?] <b>");
    for (const word of ["<b>&amp;", "Łódź", "Ωμέγα", "Привет", ">="]) expect(text).toContain(word);
    expect(remarks).toHaveLength(1);
    expect(remarks[0]).toMatch(
      /^The font of this PDF lacks some letters; \[\?\] stands in their place: U\+89D2, U\+8272/,
    );
    // Below the title, folded at a space.
    expect(text.replaceAll(" ", "")).toContain((remarks[0] ?? "").replaceAll(" ", ""));
  });

  it("does no harm where it is long, broken or hostile", async () => {
    const word = "x".repeat(20_000);
    const note = "A note that goes on. ".repeat(500);
    const rows = [{ name: textCell(`${word} ${note}`), cost: numberCell(1) }];
    const titles = [`${word}\ud800\u0000`, "", "(\\)".repeat(300)];
    for (const title of titles) {
      const section = { title: "Compute", answer: `${note}${word}`, tables: [{ ...options, rows }] };
      const { bytes } = await renderPdf({ ...content, title, sections: [{ key: "compute", section }] });
      const read = readPdf(bytes);
      expect(read.pages.length).toBeGreaterThan(5);
      expect(read.pages.length).toBeLessThan(60);
      expect(read.pages.map((pieces) => pieces.join("")).join("")).toContain("1 / ");
    }
  });

  it("sets no line of a title upon another", async () => {
    const { bytes } = await renderPdf({ ...content, title: "A title that takes three lines ".repeat(6) });
    const texts = [...readPdf(bytes).objects.values()].join("\n");
    const set = [...texts.matchAll(/1 0 0 1 [\d.]+ ([\d.]+) Tm\n\/F\d+ ([\d.]+) Tf/g)].map(([, y, size]) => ({
      y: Number(y),
      size: Number(size),
    }));
    const largest = Math.max(...set.map(({ size }) => size));
    const baselines = [...new Set(set.filter(({ size }) => size === largest).map(({ y }) => y))].sort((a, b) => b - a);
    expect(baselines.length).toBeGreaterThan(2);
    const gaps = baselines.slice(1).map((y, index) => (baselines[index] ?? y) - y);
    expect(Math.min(...gaps)).toBeGreaterThan(largest);
  });

  it("shows a head that is higher than half a page, once", async () => {
    const [first, ...others] = options.columns;
    if (!first) throw new Error("a table without columns");
    const heading = `${"A heading that goes on. ".repeat(200)}Its end.`;
    const section = {
      title: "Compute",
      answer: "",
      tables: [{ ...options, columns: [{ ...first, label: heading }, ...others] }],
    };
    const { bytes } = await renderPdf({ ...content, sections: [{ key: "compute", section }] });
    const shown = readPdf(bytes).pages.flat().join(" ");
    expect(shown.split("Its end.").length).toBe(2);
  });
});

describe("without pdfkit", () => {
  it("says how to install the version that the manifest names", async () => {
    const missing = (name: string): never => {
      throw Object.assign(new Error(`Cannot find module '${name}'`), { code: "MODULE_NOT_FOUND" });
    };
    const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    await expect(renderPdf(content, missing)).rejects.toThrow(PdfUnavailableError);
    await expect(renderPdf(content, missing)).rejects.toThrow(`npm install pdfkit@${manifest.peerDependencies.pdfkit}`);
  });

  it("passes on any other failure of the package", async () => {
    await expect(
      renderPdf(content, () => {
        throw new Error("not for this processor");
      }),
    ).rejects.toThrow("not for this processor");
  });
});
