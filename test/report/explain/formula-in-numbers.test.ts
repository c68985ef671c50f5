import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateArithmetic } from "../../../src/report/explain/arithmetic.ts";
import { formulaInNumbers } from "../../../src/report/explain/formula-in-numbers.ts";

const inputs = (...values: readonly number[]) =>
  values.map((value, index) => ({ id: `leaf.${index}`, value, text: String(value) }));

describe("formulaInNumbers", () => {
  it("puts the inputs in the place of the words", () => {
    expect(formulaInNumbers("days × hours/day × 60 × words/minute", inputs(51, 7.5, 25), 573_750)).toBe(
      "51 × 7.5 × 60 × 25",
    );
    expect(formulaInNumbers("person-days × (1 − share for the dataset)", inputs(170, 0.6), 68)).toBe("170 × (1 − 0.6)");
  });

  it("finds the order in which the words mean the inputs", () => {
    expect(formulaInNumbers("tokens ÷ instances", inputs(52, 3900), 75)).toBe("3900 ÷ 52");
  });

  it("prints nothing that does not give the value", () => {
    expect(formulaInNumbers("days × share", inputs(170, 0.3), 52)).toBeUndefined();
    expect(formulaInNumbers("geometric mean of the rates", inputs(1, 2, 4), 2)).toBeUndefined();
    expect(formulaInNumbers("closed form", inputs(), 1)).toBeUndefined();
  });

  it("puts numbers in the place of the ids of a combination, and folds a long list", () => {
    const two = inputs(3, 4);
    expect(formulaInNumbers("mean of (leaf.0, leaf.1)", two, 3.5)).toBe("mean of (3, 4)");
    const many = inputs(...Array.from({ length: 40 }, (_, k) => k));
    const ids = many.map(({ id }) => id).join(", ");
    expect(formulaInNumbers(`sum of (${ids})`, many, 780)).toBe("sum of (0, 1, 2, 3, … 36 more)");
  });

  it("tells ids apart of which one begins with the other", () => {
    const named = [
      { id: "a.b", value: 1, text: "1" },
      { id: "a.b_c", value: 2, text: "2" },
    ];
    expect(formulaInNumbers("sum of (a.b, a.b_c)", named, 3)).toBe("sum of (1, 2)");
  });
});

describe("evaluateArithmetic", () => {
  it.each([
    ["2 + 3 × 4", 14],
    ["(2 + 3) × 4", 20],
    ["2 − 3 − 4", -5],
    ["8 ÷ 4 ÷ 2", 1],
    ["√(9 × 4)", 6],
    ["100 × -1 ÷ 1", -100],
    ["1e-7 × 2", 2e-7],
  ])("%s", (text, value) => {
    expect(evaluateArithmetic(text)).toBeCloseTo(value, 12);
  });

  it.each(["", "2 ×", "(2", "2 3", "a + 1", "1 ÷ 0", "2 + )"])("takes no arithmetic from %j", (text) => {
    expect(evaluateArithmetic(text)).toBeUndefined();
  });

  it("never throws, whatever the text", () => {
    fc.assert(fc.property(fc.string(), (text) => void evaluateArithmetic(text)));
  });
});
