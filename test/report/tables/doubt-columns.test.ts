import { describe, expect, it } from "vitest";
import type { ResultFigure } from "../../../src/analysis/result.ts";
import { csvTable } from "../../../src/report/csv.ts";
import { markdownTable } from "../../../src/report/markdown.ts";
import { assumptionsTable } from "../../../src/report/tables/assumptions-table.ts";
import { figureTable } from "../../../src/report/tables/figure-table.ts";

const figure = (label: string, rest: Partial<ResultFigure>): ResultFigure => ({
  value: 1,
  unit: "",
  label,
  formula: "",
  of: [],
  ...rest,
});

const rowsOf = (figures: Readonly<Record<string, ResultFigure>>, exactOtherwise: boolean): readonly string[] =>
  markdownTable(figureTable({ name: "t", caption: "", ids: Object.keys(figures), figures, exactOtherwise })).split(
    "\n",
  );

describe("figureTable", () => {
  it("says which figures beside simulated ones are exact, only where they are", () => {
    const figures = {
      a: figure("simulated", { value: 1.0573, unit: "USD", standardError: 0.0038 }),
      b: figure("not", { value: 19.52 }),
    };
    expect(rowsOf(figures, true).slice(2, 4)).toEqual(["| simulated | $1.057 | $0.0038 |", "| not | 19.52 | exact |"]);
    expect(rowsOf(figures, false)[3]).toBe("| not | 19.52 |  |");
  });

  it("prints an end at zero as 0, a figure without bound as unlimited, and noise not at all", () => {
    const figures = {
      a: figure("skewed", { value: 8785, interval90: [1100, 68_000] }),
      b: figure("from zero", { value: 40, unit: "days", interval90: [0, 250] }),
      c: figure("unbounded", { value: 12, unit: "days", interval90: [5, Number.POSITIVE_INFINITY] }),
      d: figure("noise", { value: 6.666666666666667, interval90: [6.666666666666666, 6.666666666666667] }),
    };
    expect(rowsOf(figures, false).slice(2, 6)).toEqual([
      "| skewed | 8,800 | 1,100–68,000 |",
      "| from zero | 40 days | 0–250 days |",
      "| unbounded | 12 days | 5.0 days to unlimited days |",
      "| noise | 6.667 |  |",
    ]);
  });
});

describe("the file of assumptions", () => {
  it("states each unit once and no noise of computing an interval back", () => {
    const assumption = {
      id: "data.tokens",
      kind: "quantity" as const,
      value: 5000,
      unit: "tokens",
      label: "Tokens",
      interval90: [3000.0000000000027, 8000] as const,
      provenance: "chosen" as const,
      source: "",
      file: "plan.yaml",
      line: 3,
    };
    const [head, row] = csvTable(assumptionsTable([assumption])).split("\n");
    expect(head).toBe(
      "Assumption,Value,Unit,90% interval: low,90% interval: high,Provenance,Source,Note,Where to change it",
    );
    expect(row).toBe("data.tokens,5000,tokens,3000,8000,chosen,,,plan.yaml:3");
  });
});
