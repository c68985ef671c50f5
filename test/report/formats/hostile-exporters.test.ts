/** Hostile words through the formats that other programs open, judged by an XML parser that is not ours where one is. */
import { spawnSync } from "node:child_process";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Derivation } from "../../../src/analysis/explain/derivation.ts";
import { approachComputeChart } from "../../../src/report/charts/approach-compute.ts";
import { githubAnnotations } from "../../../src/report/check/github.ts";
import { junitXml } from "../../../src/report/check/junit.ts";
import { derivationMermaid } from "../../../src/report/explain/explain-mermaid.ts";
import { docxTables } from "../../../src/report/formats/docx.ts";
import { xlsxTables } from "../../../src/report/formats/xlsx.ts";
import { singleLine } from "../../../src/report/single-line.ts";
import { renderSvg } from "../../../src/report/svg/render.ts";
import { table, textCell, textColumn } from "../../../src/report/table.ts";
import { HOSTILE } from "./hostile-words.ts";
import { viewOf } from "./view.ts";

const PLAIN = HOSTILE.map((_, index) => `plain ${index}`);
const SHOWN = HOSTILE.map(singleLine);

/** Python's parser, expat: every element with its attributes and text, or why it is no XML. */
const READ = `
import sys, json, xml.etree.ElementTree as E
out = []
for text in json.load(sys.stdin):
    root = E.fromstring(text)
    out.append([[e.tag.split('}')[-1], sorted(e.attrib), list(e.attrib.values()), e.text or ''] for e in root.iter()])
print(json.dumps(out))
`;
type Element = readonly [tag: string, attributes: readonly string[], values: readonly string[], text: string];

function readXml(...texts: readonly string[]): readonly (readonly Element[])[] {
  const { status, stdout, stderr } = spawnSync("python3", ["-c", READ], {
    ...{ input: JSON.stringify(texts), encoding: "utf8", maxBuffer: 1 << 27 },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const hasPython = spawnSync("python3", ["-c", "import xml.etree.ElementTree"]).status === 0;

const shapeOf = (elements: readonly Element[]): readonly string[] =>
  elements.map(([tag, attributes]) => `${tag} ${attributes.join(" ")}`);

const tableOf = (words: readonly string[]) => ({
  number: 1,
  table: table({
    name: "hostile",
    caption: "Caption",
    columns: [textColumn("text", words[0] ?? ""), textColumn("other", "Other")],
    rows: words.map((word) => ({ text: textCell(word), other: textCell(word) })),
    rowKeys: words.map((_, index) => `r${index}`),
    footnotes: words,
  }),
});

const partsOf = (archive: Uint8Array): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(archive)).flatMap(([name, bytes]) =>
      /\.(xml|rels)$/.test(name) ? [[name, strFromU8(bytes)]] : [],
    ),
  );

const errorsOf = (words: readonly string[]) => ({
  ...{ claims: [], findings: [], policies: [] },
  errors: words.map((word) => ({ subject: word, message: word, place: { file: word, line: 3, column: 5 } })),
});

const derivationOf = (label: string): Derivation => ({
  id: "evil",
  nodes: [
    {
      ...{ kind: "quantity", id: "evil", label, unit: "days", value: 1, source: label, provenance: "chosen" },
      place: { file: label, line: 3, column: 5 },
    },
  ],
  contributions: [],
  usedBy: [],
});

describe.skipIf(!hasPython)("words of a plan, read by another program, are words", () => {
  it("in Word: the same elements as of plain words, and every word as it is", async () => {
    const [hostile = {}, plain = {}] = (
      await Promise.all([HOSTILE, PLAIN].map((words) => docxTables([tableOf(words)], words[1] ?? "")))
    ).map(partsOf);
    expect(Object.keys(hostile)).toEqual(Object.keys(plain));
    const [read, other] = [hostile, plain].map((parts) => readXml(...Object.values(parts)));
    expect(read?.map(shapeOf)).toEqual(other?.map(shapeOf));
    const texts = read?.flat().map(([, , , text]) => text);
    for (const shown of SHOWN.filter((text) => text !== "")) expect(texts).toContain(shown);
  });

  it("in a workbook: no formula more than of plain words, and every word as it is", async () => {
    const { view } = viewOf();
    const [hostile = {}, plain = {}] = (
      await Promise.all([HOSTILE, PLAIN].map((words) => xlsxTables([tableOf(words)], view)))
    ).map(partsOf);
    const formulas = (parts: Readonly<Record<string, string>>) =>
      readXml(...Object.values(parts))
        .flat()
        .filter(([tag]) => tag === "f").length;
    expect(Object.keys(hostile)).toEqual(Object.keys(plain));
    expect(formulas(hostile)).toBe(formulas(plain));
    const texts = readXml(...Object.values(hostile))
      .flat()
      .map(([, , , text]) => text);
    // The library leaves out U+FFFD, which marks what was harmful.
    const kept = SHOWN.map((text) => text.replaceAll("\uFFFD", "").trim()).filter((text) => text !== "");
    for (const shown of kept) expect(texts.map((text) => text.trim())).toContain(shown);
    for (const text of texts) expect(text.trim()).not.toMatch(/[\u202A-\u202E\u2066-\u2069\uFFFE]/);
  });

  it("in JUnit: a case for each, with its words", () => {
    const [read = [], other = []] = readXml(junitXml(errorsOf(HOSTILE)), junitXml(errorsOf(PLAIN)));
    expect(shapeOf(read)).toEqual(shapeOf(other));
    const values = read.flatMap(([, , attributes]) => attributes);
    for (const shown of SHOWN) expect(values.filter((value) => value === shown).length).toBeGreaterThanOrEqual(3);
  });

  it("in pictures: no element more than of plain words", async () => {
    const pictures = [HOSTILE, PLAIN].map((words) =>
      approachComputeChart({
        rows: words.slice(0, 12).map((label) => ({ label, value: 5 })),
        budgetH100DaysPerSession: { value: 10 },
      }),
    );
    const [read = [], other = []] = readXml(...(await Promise.all(pictures.map((picture) => renderSvg(picture)))));
    const kinds = (elements: readonly Element[]) => [...new Set(elements.map(([tag]) => tag))].toSorted();
    expect(kinds(read)).toEqual(kinds(other));
  });
});

describe.each([...HOSTILE, "http://evil.example/"].map((text) => [text, singleLine(text)] as const))(
  "%j",
  (text, shown) => {
    it("is one annotation, whose words the runner reads as they are", () => {
      const lines = githubAnnotations(errorsOf([text])).split("\n");
      expect(lines).toHaveLength(2);
      // As the runner does: properties up to the second pair of colons, then unescaped.
      const [, properties = "", message = ""] = /^::error (.*?)::(.*)$/.exec(lines[0] ?? "") ?? [];
      const parts = properties.split(",").map((part) => {
        const [name = "", ...value] = part.split("=");
        return [name, unescaped(value.join("="))] as const;
      });
      expect(parts).toEqual([
        ["file", shown],
        ["line", "3"],
        ["col", "5"],
        ["title", shown],
      ]);
      expect(unescaped(message)).toBe(shown);
    });

    it("is one box of a Mermaid chart: a string that holds no mark of its grammar, and no Markdown", () => {
      const lines = derivationMermaid(derivationOf(text), { everything: false }).split("\n");
      expect(lines).toHaveLength(3);
      const [, string = ""] = /^ {2}n0\(\["([^"]*)"\]\)$/.exec(lines[1] ?? "") ?? [];
      const rows = string.split("<br/>");
      expect(rows.map(decoded)).toEqual([...(shown === "" ? [] : [shown]), "1 day", `${shown}:3:5`]);
      for (const row of rows) {
        expect(row).not.toMatch(/[<>"`\\[\]{}|*_~&]|#(?!\d+;)|%%|\$\$|:\/\//);
        // What Mermaid takes for a list, it refuses to show.
        expect(row).not.toMatch(/^(?:\d+[.)]|[-+])(?:\s|$)/);
      }
    });
  },
);

const unescaped = (text: string): string =>
  text.replace(/%(0A|0D|3A|2C|25)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const decoded = (text: string): string =>
  text.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
