import { describe, expect, it } from "vitest";
import { cellText } from "../../../src/report/cell-text.ts";
import { csvTable } from "../../../src/report/csv.ts";
import { claimNotes, type PrintedClaim } from "../../../src/report/deliverable/claim-notes.ts";
import { deliverableTables, TABLE_NAMES } from "../../../src/report/deliverable/deliverable-tables.ts";
import { withNotes } from "../../../src/report/deliverable/notes.ts";
import { selectTable } from "../../../src/report/deliverable/select-table.ts";
import { markdownTable } from "../../../src/report/markdown.ts";
import type { Table } from "../../../src/report/table.ts";
import { terminalTable } from "../../../src/report/terminal.ts";
import { viewOf } from "./view.ts";

const { view } = viewOf();
const tables = deliverableTables(view);

const tableNamed = (name: string): Table => {
  const found = tables.find(({ table }) => table.name === name);
  if (!found) throw new Error(`no table ${name}`);
  return found.table;
};

const column = (table: Table, key: string): readonly string[] => {
  const about = table.columns.find((candidate) => candidate.key === key);
  return table.rows.map((row) => (about && row[key] ? cellText(row[key], about) : "missing"));
};

describe("tables of the deliverable", () => {
  it("are Tables 3 to 13, in order", () => {
    expect(tables.map(({ number }) => number)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(tables.map(({ table }) => table.name)).toEqual(TABLE_NAMES);
  });

  it("have the rows of the document, and a source in every row", () => {
    // Rows of Tables 3 to 13 as D2.2 prints them; Table 7 has one row for three runs of InstructGPT and two of RRHF.
    expect(tables.map(({ table }) => table.rows.length)).toEqual([7, 5, 6, 4, 8, 4, 4, 5, 15, 17, 9]);
    for (const { table } of tables) for (const source of column(table, "source")) expect(source).toMatch(/\S/);
  });

  it("print as many digits as the published inputs have", () => {
    // 105, 21, 22, 13.4, 120 and 24 days, and 1,720,320 GPU-hours; GPUs are counted and 1.2 is agreed.
    expect(column(tableNamed("pretraining"), "h100_days")).toEqual([
      "33,600",
      "36,000",
      "3,500",
      "11,400",
      "12,800",
      "2,600",
      "59,730",
    ]);
    // 3.0, 3.1, 6.1 and 11.2 hours.
    expect(column(tableNamed("sft-llama"), "h100_hours")).toEqual(["5", "10", "41", "149"]);
  });

  it("print what the document prints of its own numbers", () => {
    expect(column(tableNamed("pretraining"), "training_tokens")).toEqual([
      "366",
      "1,400",
      "311",
      "300",
      "1,300",
      "300",
      "2,000",
    ]);
    expect(column(tableNamed("sft-datasets"), "instances")).toEqual(["52", "111.5", "52", "15", "52"]);
    expect(column(tableNamed("ifeval"), "ifeval").slice(0, 2)).toEqual(["0.7189", "0.8059"]);
    expect(column(tableNamed("ratings"), "rk_uqr_percent").slice(0, 2)).toEqual(["35.2", "53.7"]);
    expect(column(tableNamed("approaches"), "data")[0]).toBe("2,000 billion tokens");
  });

  it("have one number of decimals in a column of one kind", () => {
    // Table 6 prints 3.0, 3.1, 6.1 and 11.2 hours; Table 3 prints 105, 21, 22, 13.4, 120 and 24 days.
    expect(column(tableNamed("sft-llama"), "duration_hours")).toEqual(["3.0", "3.1", "6.1", "11.2"]);
    expect(column(tableNamed("pretraining"), "duration_days")).toEqual(["105", "21", "22", "13.4", "120", "24", ""]);
  });

  it("compare needs in three digits at most", () => {
    // 20,000 EUR / 62 / 3 = 107.5 H100-days; the mean of five datasets and of published models is 90,310 instances.
    const approaches = tableNamed("approaches");
    expect(approaches.caption).toContain("there are 108 H100-days, 12,000 instances");
    expect(column(approaches, "data").slice(1)).toEqual(
      ["90.3", "77", "119", "90.3"].map((thousands) => `${thousands} thousand instances`),
    );
  });

  it("have intervals where the assumptions have a spread, and none elsewhere", () => {
    const doubted = deliverableTables(viewOf({ scenarios: ["h100-measured"] }).view);
    expect(doubted[0]?.table.columns.map(({ key }) => key)).toContain("interval");
    expect(tables[0]?.table.columns.map(({ key }) => key)).not.toContain("interval");
  });
});

describe("notes on cells", () => {
  const claim = (more: Partial<PrintedClaim>): PrintedClaim => ({
    id: "t3-welm",
    printed: "5 970",
    where: "section 4.2.1, Table 3, WeLM",
    verdict: "does-not-follow",
    computed: 2560,
    unit: "H100-days",
    accepted: "Nobody knows.",
    figure: "pretraining.welm.h100_days",
    ...more,
  });
  const [pretraining] = tables;
  if (!pretraining) throw new Error("no first table");

  it("stand at the cell that shows the figure of an accepted claim, in the claim's own table", () => {
    const note = "The document prints 5 970. Nobody knows.";
    expect(claimNotes(pretraining, [claim({})])).toEqual([
      { table: "pretraining", row: "welm", column: "h100_days", note },
    ]);
    expect(claimNotes(pretraining, [claim({ accepted: null })])).toEqual([]);
    expect(claimNotes(pretraining, [claim({ where: "section 4.3, Table 10" })])).toEqual([]);
    expect(claimNotes(pretraining, [claim({ where: "section 4.3" })])).toEqual([]);
  });

  const at = (row: string, note: string) => ({ table: "pretraining", row, column: "h100_days", note });
  const noted = withNotes(pretraining.table, [at("welm", "second"), at("llama", "first"), at("flm", "second")]);

  it("are marked in reading order, the same note with the same mark", () => {
    expect(noted.notes).toEqual([
      { mark: "a", text: "first" },
      { mark: "b", text: "second" },
    ]);
    expect(noted.rows.map((row) => row.h100_days?.marks?.join())).toEqual([
      undefined,
      "a",
      "b",
      undefined,
      undefined,
      "b",
      undefined,
    ]);
  });

  it("reach every text format, and leave the numbers of CSV alone", () => {
    expect(markdownTable(noted)).toContain("36,000<sup>a</sup>");
    expect(markdownTable(noted)).toContain("<sup>b</sup> second");
    expect(terminalTable(noted, { colour: false, width: 200 })).toContain("36,000 [a]");
    const lines = csvTable(noted).split("\n");
    expect(lines[0]).toMatch(/,Notes$/);
    expect(lines[2]).toMatch(/,35840,.*,Computation: first$/);
  });

  it("go with the cells they are about", () => {
    expect(selectTable(noted, { rows: ["welm"], columns: ["model", "h100_days"] })).toMatchObject({
      columns: [{ key: "model" }, { key: "h100_days" }],
      rowKeys: ["welm"],
      notes: [{ mark: "b" }],
    });
    expect(selectTable(noted, { columns: ["model"] })).toMatchObject({ notes: [] });
    expect(selectTable(noted, { columns: ["modl"], rows: ["x"] })).toMatchObject([
      { what: "column", name: "modl" },
      { what: "row", name: "x" },
    ]);
  });
});
