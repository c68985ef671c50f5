import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputsOf } from "../../../src/analysis/evaluate.ts";
import type { Figure, Input } from "../../../src/analysis/node.ts";
import { deliverableTables } from "../../../src/report/deliverable/deliverable-tables.ts";
import type { SheetCell } from "../../../src/report/formats/sheet-cell.ts";
import { spreadsheetFormula } from "../../../src/report/formats/spreadsheet-formula.ts";
import { workbook } from "../../../src/report/formats/workbook.ts";
import { viewOf } from "./view.ts";

const numbers = (values: readonly (number | readonly number[])[]): readonly number[] => values.flat() as number[];

/** The functions of a spreadsheet that formulas use; its operators are those of JavaScript. */
const FUNCTIONS = {
  SUM: (...values: (number | number[])[]) => numbers(values).reduce((sum, value) => sum + value, 0),
  AVERAGE: (...values: (number | number[])[]) => FUNCTIONS.SUM(...values) / numbers(values).length,
  MIN: (...values: (number | number[])[]) => Math.min(...numbers(values)),
  MAX: (...values: (number | number[])[]) => Math.max(...numbers(values)),
  INT: Math.floor,
};

const evaluated = (formula: string, scope: Readonly<Record<string, unknown>> = {}): number =>
  new Function(...Object.keys(FUNCTIONS), ...Object.keys(scope), `return ${formula}`)(
    ...Object.values(FUNCTIONS),
    ...Object.values(scope),
  );

describe("the formula of a family of figures", () => {
  const sheets = [[], ["h100-measured"], ["with-doubt"]].map((scenarios) => viewOf({ scenarios }).sheet);
  const figures = sheets
    .flatMap(({ nodes }) => [...nodes.values()])
    .filter((node): node is Figure<number> => node.kind === "figure")
    .map((node) => ({ node, of: inputsOf(node).map(({ id }) => id) }))
    .filter(({ node, of }) => spreadsheetFormula({ formula: node.formula, of }, () => "1") !== undefined);

  it("exists for every figure of the tables", () => {
    expect(new Set(figures.map(({ node }) => node.formula)).size).toBeGreaterThanOrEqual(20);
  });

  it("gives what the function of the figure gives, on random inputs", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...figures),
        fc.infiniteStream(fc.double({ min: 0.01, max: 1e6, noNaN: true })),
        ({ node, of }, stream) => {
          const values = new Map(of.map((id) => [id, stream.next().value as number]));
          const given = (input: Input): unknown =>
            "kind" in input ? values.get(input.id) : input.map(({ id }) => values.get(id));
          const inputs = Object.fromEntries(
            Object.entries<Input>(node.of).map(([name, input]) => [name, given(input)]),
          );
          const formula = spreadsheetFormula({ formula: node.formula, of }, (id) => String(values.get(id))) ?? "";
          const expected = (node.by as (inputs: object) => number)(inputs);
          expect(Math.abs(evaluated(formula) - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
        },
      ),
      { numRuns: 2000, seed: 3 },
    );
  });
});

describe("the workbook", () => {
  const { view } = viewOf();
  const sheets = workbook(deliverableTables(view), view);
  const cellAt = new Map<string, SheetCell>(
    sheets.flatMap(({ name, rows }) =>
      rows.flatMap((row, y) => row.map((cell, x) => [`${name}!${String.fromCharCode(65 + x)}${y + 1}`, cell] as const)),
    ),
  );

  /** The value of a cell, by its formula and those of the cells it names, down to the numbers. */
  const valueAt = (address: string): number => {
    const cell = cellAt.get(address);
    if (cell?.kind !== "number") throw new Error(`${address} holds no number`);
    if (cell.formula === undefined) return cell.value;
    const [own = ""] = address.split("!");
    const scope: Record<string, unknown> = {};
    const named = cell.formula.replace(
      /(?:(?:'([^']+)'|([A-Za-z]+))!)?([A-Z]+)(\d+)(?::[A-Z]+(\d+))?/g,
      (_, quoted, bare, column, first, last) => {
        const places = Array.from(
          { length: Number(last ?? first) - Number(first) + 1 },
          (_, step) => Number(first) + step,
        );
        const values = places.map((row) => valueAt(`${quoted ?? bare ?? own}!${column}${row}`));
        const name = `cell${Object.keys(scope).length}`;
        scope[name] = last === undefined ? values[0] : values;
        return name;
      },
    );
    return evaluated(named, scope);
  };

  it("has a sheet for each table and one for the assumptions", () => {
    expect(sheets.map(({ name }) => name)).toEqual([
      ...deliverableTables(view).map(({ table }) => table.name),
      "Assumptions",
    ]);
  });

  it("has a formula in every cell that is not an assumption, and each gives the figure", () => {
    const tables = sheets.filter(({ name }) => name !== "Assumptions");
    let checked = 0;
    for (const { name, rows } of tables)
      for (const [y, row] of rows.entries())
        for (const [x, cell] of row.entries()) {
          if (cell.kind !== "number") continue;
          expect(cell.formula, `${name} ${x} ${y}`).toBeDefined();
          const value = valueAt(`${name}!${String.fromCharCode(65 + x)}${y + 1}`);
          expect(Math.abs(value - cell.value)).toBeLessThanOrEqual(1e-9 * Math.abs(cell.value));
          checked++;
        }
    expect(checked).toBeGreaterThan(150);
  });

  it("leads a computed cell back to the cells beside it", () => {
    const bloom = cellAt.get("pretraining!H3") as SheetCell & { formula: string };
    expect(bloom.formula).toMatch(/^\(\(E3\*G3\*24\)\/Assumptions!C\d+\)\/24$/);
    expect(cellAt.get("approaches!B4")).toMatchObject({ formula: "AVERAGE('sft-runs'!H3:H8)" });
  });

  it("holds no formula for a median over drawn plans", () => {
    const doubted = viewOf({ scenarios: ["h100-measured"] }).view;
    const [first] = workbook(deliverableTables(doubted), doubted);
    const days = first?.rows[2]?.[7];
    expect(days).toMatchObject({ kind: "number" });
    expect(days).not.toHaveProperty("formula");
  });
});
