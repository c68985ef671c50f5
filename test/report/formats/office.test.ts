import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { deliverableTables } from "../../../src/report/deliverable/deliverable-tables.ts";
import { docxTables } from "../../../src/report/formats/docx.ts";
import { workbook } from "../../../src/report/formats/workbook.ts";
import { xlsxTables } from "../../../src/report/formats/xlsx.ts";
import { numberColumn, table, textCell, textColumn } from "../../../src/report/table.ts";
import { viewOf } from "./view.ts";

const { view } = viewOf();
const tables = deliverableTables(view);

const partOf = (archive: Uint8Array, name: string): string => strFromU8(unzipSync(archive)[name] ?? new Uint8Array());

/** What XML 1.0 does not allow. */
const FORBIDDEN = /[\p{Cc}\uFFFE\uFFFF]/u;

const hostile = {
  number: 1,
  table: table({
    name: "hostile",
    caption: "=1+1 <w:p/> \u0000",
    columns: [textColumn("text", "=2+2"), numberColumn({ key: "n", label: "@n", unit: "", digits: { atMost: 3 } })],
    rows: [
      { text: textCell('=HYPERLINK("http://x","y")'), n: { kind: "number", value: 1 } },
      { text: textCell("+1</t></si>"), n: { kind: "number", value: Number.POSITIVE_INFINITY } },
    ],
    rowKeys: ["a", "b"],
    footnotes: ["-1\uFFFE"],
  }),
};

describe("the Word document", async () => {
  const bytes = await docxTables(tables, "Plan");
  const document = partOf(bytes, "word/document.xml");

  it("is the same bytes every time", async () => {
    expect(Buffer.from(await docxTables(tables, "Plan")).equals(Buffer.from(bytes))).toBe(true);
    expect(partOf(bytes, "docProps/core.xml")).not.toMatch(/20(?!00-01-01)\d\d-/);
  });

  it("has a real table for each, with a counting caption and a head that repeats", () => {
    expect(document.match(/<w:tbl>/g)).toHaveLength(11);
    expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(11);
    expect(document.match(/w:instr="SEQ Table \\\* ARABIC[^"]*"/g)).toHaveLength(11);
    expect(document).toContain("SEQ Table \\* ARABIC \\r 3");
    expect(document.match(/<w:pStyle w:val="Caption"\/>/g)).toHaveLength(11);
  });

  it("shows other people's words as they are", async () => {
    const xml = partOf(await docxTables([hostile], "<title>"), "word/document.xml");
    expect(xml).toContain("=1+1 &lt;w:p/&gt;");
    expect(xml).not.toMatch(FORBIDDEN);
  });
});

describe("the workbook file", async () => {
  const bytes = await xlsxTables(tables, view);

  it("is the same bytes every time", async () => {
    expect(Buffer.from(await xlsxTables(tables, view)).equals(Buffer.from(bytes))).toBe(true);
  });

  it("has each computed cell with its formula and its value, as numbers", () => {
    const sheet = partOf(bytes, "xl/worksheets/sheet1.xml");
    // Table 3, Bloom: 384 GPUs × 105 days ÷ 1.2.
    expect(sheet).toMatch(/<c r="H3"[^>]*><f>[^<]+<\/f><v>33600<\/v><\/c>/);
    expect(sheet).toMatch(/<c r="E3"[^>]*><f>Assumptions!C\d+<\/f><v>384<\/v><\/c>/);
  });

  it("keeps text of a plan as text, whatever it begins with", async () => {
    const archive = await xlsxTables([hostile], view);
    expect(partOf(archive, "xl/worksheets/sheet1.xml")).not.toMatch(/<f>/);
    expect(partOf(archive, "xl/sharedStrings.xml")).toContain("=HYPERLINK(");
    expect(partOf(archive, "xl/sharedStrings.xml")).toContain("+1&lt;/t&gt;");
    expect(partOf(archive, "xl/sharedStrings.xml")).not.toMatch(FORBIDDEN);
  });
});

const OFFICE = "soffice";
const installed = spawnSync(OFFICE, ["--version"]).status === 0;

// Says in its title that it is skipped where LibreOffice is not installed; nothing else needs LibreOffice.
describe.skipIf(!installed)("LibreOffice, where it is installed", () => {
  it("computes every cell of the workbook to the value that it states", { timeout: 180_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "llmplan-office-"));
    // Without the values that we state, LibreOffice has to compute them.
    const parts = unzipSync(await xlsxTables(tables, view));
    const bare = Object.entries(parts).map(([name, part]) => {
      const text = name.startsWith("xl/worksheets/")
        ? strFromU8(part).replace(/(<\/f>)<v>[^<]*<\/v>/g, "$1")
        : undefined;
      return [name, text === undefined ? part : strToU8(text)] as const;
    });
    writeFileSync(join(folder, "tables.xlsx"), zipSync(Object.fromEntries(bare)));
    // Every sheet as CSV: comma, double quote, UTF-8, numbers with all digits and not as shown, all sheets (-1).
    const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const words = ["--headless", "--convert-to", filter, "--outdir", folder, join(folder, "tables.xlsx")];
    // It would write numbers with the decimal comma of a locale that has one.
    const ran = spawnSync(OFFICE, [profile, ...words], { env: { ...process.env, LC_ALL: "C.UTF-8" } });
    expect(ran.status).toBe(0);
    let compared = 0;
    for (const { name, rows } of workbook(tables, view).slice(0, -1)) {
      const computed: string[][] = parse(readFileSync(join(folder, `tables-${name}.csv`), "utf8"));
      for (const [y, row] of rows.entries())
        for (const [x, cell] of row.entries()) {
          if (cell.kind !== "number") continue;
          const text = computed[y]?.[x] || "nothing";
          const found = Number(text.replace("%", "")) / (text.endsWith("%") ? 100 : 1);
          expect(Math.abs(found - cell.value), `${name}, ${x}, ${y}`).toBeLessThanOrEqual(1e-9 * Math.abs(cell.value));
          compared++;
        }
    }
    expect(compared).toBeGreaterThan(150);
  });
});
