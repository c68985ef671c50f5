import { describe, expect, it } from "vitest";
import { allFigureDraws, figureDraws } from "../../src/analysis/figure-draws.ts";
import { figure, type Node } from "../../src/analysis/node.ts";
import { planDraws } from "../../src/analysis/plan-draws.ts";
import { sheetDraws } from "../../src/analysis/sheet-draws.ts";
import type { Sheet } from "../../src/analysis/sheets/plan-sheet.ts";
import { uniform } from "../../src/math/uniform-distribution.ts";
import { quantityLeaf } from "./leaves.ts";

const spread = uniform({ min: 0, max: 1 });
const a = { ...quantityLeaf("a", spread), spread };
const b = { ...quantityLeaf("b", spread), spread };
const hidden = quantityLeaf("hidden", spread);
let evaluated = 0;
const sum = figure({
  ...{ id: "sum", unit: "days", label: "", formula: "" },
  of: { a, b },
  by: (x) => {
    evaluated++;
    return x.a + x.b;
  },
});
const printed = [sum, a];
const correlations = [{ between: ["a", "b"] as const, rank: 0.5 }];
const sheet: Sheet = {
  ...{ printed, leaves: [a, b, hidden], correlations },
  nodes: new Map<string, Node>([...printed, b, hidden].map((node) => [node.id, node])),
};
const drawn = { seed: 5, draws: 9, sampling: "sobol" } as const;

describe("how the plans of a sheet are drawn", () => {
  it("names the inputs that its figures rest on, and its correlations", () => {
    expect(sheetDraws(sheet, drawn)).toEqual({ ...drawn, correlations, inputs: ["a", "b"] });
  });
});

describe("the draws of a figure", () => {
  const draws = figureDraws(sheet, sheetDraws(sheet, drawn));
  const plans = planDraws([a, b], sheetDraws(sheet, drawn));
  const rows = Array.from({ length: 9 }, (_, k) => plans(k));

  it("are its values in each drawn plan, computed once", () => {
    const first = draws("sum");
    expect(first).toEqual(rows.map(([x = 0, y = 0]) => x + y));
    expect(evaluated).toBe(9);
    expect(draws("sum")).toBe(first);
    expect(evaluated).toBe(9);
  });

  it("of an assumption that is printed are its own, with the luck of the plans", () => {
    expect(draws("a")).toEqual(rows.map(([x]) => x));
  });

  it("are none for what is not printed", () => {
    expect(draws("b")).toBeUndefined();
    expect(draws("nothing")).toBeUndefined();
  });

  it("drawn all at once are the same, each plan evaluated once", () => {
    const all = allFigureDraws(sheet, sheetDraws(sheet, drawn));
    const before = evaluated;
    expect([all("a"), all("sum"), all("b")]).toEqual([draws("a"), draws("sum"), undefined]);
    all("sum");
    expect(evaluated - before).toBe(9);
  });
});
