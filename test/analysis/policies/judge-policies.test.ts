import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failsPolicy, type JudgedPlan, judgePolicies } from "../../../src/analysis/policies/judge-policies.ts";
import type { Policy } from "../../../src/analysis/policies/policy.ts";
import type { FigureValue, ResultFigure } from "../../../src/analysis/result.ts";
import { readLimit } from "../../../src/assumptions/limit-text.ts";

const place = { file: "plan.yaml", line: 3, column: 5 };

function policy(text: string, figure = "a.cost", severity: Policy["severity"] = "fail"): Policy {
  const limit = readLimit(text);
  if (!limit) throw new Error(`${text} is no limit`);
  return { figure, limit, text, severity, place };
}

function plan(
  value: FigureValue,
  draws: readonly FigureValue[] = [value],
  unit = "USD",
  standardError?: number,
): JudgedPlan {
  const figure: ResultFigure = {
    ...{ value, unit, label: "Cost", formula: "", of: [] },
    ...(standardError !== undefined && { standardError }),
  };
  return { figures: { "a.cost": figure }, drawsOf: (id) => (id === "a.cost" ? draws : undefined) };
}

const outcome = (text: string, after: JudgedPlan, before?: JudgedPlan) =>
  judgePolicies([policy(text)], after, before).judged.map((judged) => judged.outcome);

describe("a limit on a value", () => {
  it.each([
    ["<= 2", 2, "holds"],
    ["< 2", 2, "broken"],
    ["< 2", 1, "holds"],
    [">= 2", 2, "holds"],
    [">= 2", 1, "broken"],
    ["> 2", 3, "holds"],
    ["> 2", 2, "broken"],
    ["≤ 2.5", 2.6, "broken"],
    [">= -1e3", -999, "holds"],
    ["<= 2", Number.POSITIVE_INFINITY, "broken"],
    [">= 2", Number.POSITIVE_INFINITY, "holds"],
  ])("%s of %d %s", (text, value, expected) => expect(outcome(text, plan(value))).toEqual([expected]));

  it("is broken where the figure does not apply, since it cannot hold", () => {
    expect(outcome(">= 0", plan(null))).toEqual(["broken"]);
  });

  it("in percent is of a share, and a mistake of anything else", () => {
    expect(outcome("<= 20%", plan(0.2, [0.2], "fraction"))).toEqual(["holds"]);
    const { faults } = judgePolicies([policy("<= 20%")], plan(3));
    expect(faults).toMatchObject([{ found: "a percentage of USD", place, words: [] }]);
    expect(judgePolicies([policy("<= 20%")], plan(3, [3], "")).faults[0]?.found).toBe("a percentage of a bare number");
  });

  it("in percent is the share it says", () => {
    expect(outcome("<= 20%", plan(0.21, [0.21], "fraction"))).toEqual(["broken"]);
    expect(outcome("<= 20%", plan(0.3, [0.3], "probability"))).toEqual(["broken"]);
  });

  it("says when noise may have decided: nearer than two standard errors", () => {
    const noisy = (value: number) =>
      judgePolicies([policy("<= 2")], plan(value, [value], "USD", 0.1)).judged[0]?.withinNoise;
    expect([noisy(1.9), noisy(1.7), noisy(2.1)]).toEqual([true, false, true]);
    // Without an error there is no noise, and where the figure does not apply there is nothing that it could decide.
    const exactly = (value: FigureValue, error?: number) =>
      judgePolicies([policy("<= 2")], plan(value, [value], "USD", error)).judged[0]?.withinNoise;
    expect([exactly(2), exactly(2, 0), exactly(null, 0.1), exactly(1.5, 0.25)]).toEqual([false, false, false, false]);
  });

  it("is told with what it is about, as plain data", () => {
    const { judged } = judgePolicies([policy("<= 2"), { ...policy("> 5"), reason: "so" }], plan(2, [2], "EUR"));
    const facts = { figure: "a.cost", severity: "fail", place, label: "Cost", unit: "EUR", value: 2 };
    expect(judged).toStrictEqual([
      { ...facts, text: "<= 2", outcome: "holds", withinNoise: false },
      { ...facts, text: "> 5", reason: "so", outcome: "broken", withinNoise: false },
    ]);
  });

  it("does not look at a base", () => {
    const { judged } = judgePolicies([policy("<= 2")], plan(3), plan(1));
    expect(judged).toMatchObject([{ outcome: "broken" }]);
    expect(judged[0]).not.toHaveProperty("base");
    // Nor at its noise: 0.3 above is three errors of 0.1, and less than two of √(0.1² + 0.2²).
    const noisy = judgePolicies([policy("<= 2")], plan(2.3, [2.3], "USD", 0.1), plan(1, [1], "USD", 0.2));
    expect(noisy.judged[0]?.withinNoise).toBe(false);
  });

  it("that is broken fails where it is said to fail, and only warns where not", () => {
    const fails = (text: string, severity: Policy["severity"]) =>
      judgePolicies([policy(text, "a.cost", severity)], plan(2)).judged.map(failsPolicy);
    expect([fails("> 2", "fail"), fails("> 2", "warn"), fails("<= 2", "fail"), fails("<= 2", "warn")]).toEqual([
      [true],
      [false],
      [false],
      [false],
    ]);
  });
});

describe("a limit with a probability", () => {
  it("holds when as many drawn plans keep to it, counted one by one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 100 }),
        (draws, bound, percent) => {
          const kept = draws.filter((value) => value <= bound).length / draws.length;
          const expected = kept >= percent / 100 ? "holds" : "broken";
          expect(outcome(`<= ${bound} with ${percent}%`, plan(draws[0] ?? 0, draws))).toEqual([expected]);
        },
      ),
    );
  });

  it("counts a plan in which the figure does not apply as one that does not keep to it", () => {
    const [judged] = judgePolicies([policy("<= 2 with 50%")], plan(1, [1, null, 3, 1])).judged;
    // Two of four: standard error √(0.5 · 0.5 / 4).
    expect(judged).toMatchObject({
      outcome: "holds",
      probability: { value: 0.5, standardError: 0.25 },
      withinNoise: true,
    });
  });

  it("is beyond noise from two standard errors on", () => {
    // Half of 100: a standard error of 0.05, twice that is 0.1.
    const draws = Array.from({ length: 100 }, (_, at) => (at < 50 ? 1 : 3));
    const noisy = (asked: string) => judgePolicies([policy(`<= 2 with ${asked}`)], plan(1, draws)).judged[0];
    expect([noisy("59%"), noisy("61%"), noisy("41%"), noisy("39%")].map((judged) => judged?.withinNoise)).toEqual([
      true,
      false,
      true,
      false,
    ]);
    const certain = judgePolicies([policy("<= 2 with 100%")], plan(1, [1, 1, 1])).judged[0];
    expect(certain).toMatchObject({ outcome: "holds", withinNoise: false, probability: { standardError: 0 } });
  });

  it("is broken where no plan was drawn", () => {
    const [judged] = judgePolicies([policy("<= 2 with 50%")], plan(1, [])).judged;
    expect(judged).toMatchObject({ outcome: "broken", probability: { value: 0, asked: 0.5, standardError: 0 } });
  });
});

describe("a limit on a change", () => {
  it.each([
    ["increase <= 5%", 100, 105, "holds"],
    ["increase <= 5%", 100, 105.1, "broken"],
    ["increase <= 5%", 100, 20, "holds"],
    ["increase <= 3", 100, 103, "holds"],
    ["increase < 3", 100, 103, "broken"],
    ["decrease <= 10%", 100, 89, "broken"],
    ["decrease <= 10%", 100, 189, "holds"],
    ["increase <= 5%", -100, -96, "holds"],
    ["increase <= 5%", 0, 0.001, "broken"],
    ["increase <= 0", 7, 7, "holds"],
    ["increase <= 5%", Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, "holds"],
  ])("%s from %d to %d %s", (text, before, after, expected) =>
    expect(outcome(text, plan(after), plan(before))).toEqual([expected]),
  );

  it("is not judged without a base", () => {
    expect(outcome("increase <= 5%", plan(1))).toEqual(["needs-base"]);
    const [judged] = judgePolicies([policy("increase <= 5%")], plan(1, [1], "USD", 0.5)).judged;
    expect(judged).toStrictEqual({
      ...{ figure: "a.cost", text: "increase <= 5%", severity: "fail", place, label: "Cost", unit: "USD", value: 1 },
      ...{ outcome: "needs-base", withinNoise: false },
    });
  });

  it("names the value before, and is broken where there is none", () => {
    const { judged } = judgePolicies([policy("increase <= 5%")], plan(104), plan(100));
    expect(judged).toMatchObject([{ base: 100, value: 104, outcome: "holds" }]);
    expect(judgePolicies([policy("increase <= 5%")], plan(1), plan(null)).judged).toMatchObject([
      { base: null, outcome: "broken", withinNoise: false },
    ]);
    const unknown: JudgedPlan = { figures: {}, drawsOf: () => undefined };
    expect(judgePolicies([policy("increase <= 5%")], plan(-5), unknown).judged).toMatchObject([
      { base: null, outcome: "broken" },
    ]);
  });

  it("has the noise of both sides: √(3² + 4²) is 5, twice that is 10", () => {
    const noisy = (after: number, before?: number) =>
      judgePolicies([policy("increase <= 0")], plan(after, [after], "USD", 3), plan(100, [100], "USD", before))
        .judged[0]?.withinNoise;
    expect([noisy(109, 4), noisy(110, 4), noisy(105), noisy(107)]).toEqual([true, false, true, false]);
    expect(judgePolicies([policy("increase <= 0")], plan(100), plan(100)).judged[0]?.withinNoise).toBe(false);
  });

  it("with a probability pairs the draws", () => {
    // Each plan rises by 1; unpaired, half of the pairs would rise by more than 2.
    const [before, after] = [plan(5, [0, 5, 10]), plan(6, [1, 6, 11])];
    expect(outcome("increase <= 1 with 100%", after, before)).toEqual(["holds"]);
    expect(outcome("increase < 1 with 34%", after, before)).toEqual(["broken"]);
    // Of the value before in the same draw: 1 is more than half of 0, a fifth of 5 and a tenth of 10.
    expect(outcome("increase <= 50% with 66%", after, before)).toEqual(["holds"]);
    expect(outcome("increase <= 50% with 67%", after, before)).toEqual(["broken"]);
  });

  it("with a probability sets every drawn plan against a base that has one value", () => {
    const [before, after] = [plan(5, [5]), plan(6, [4, 6, 9])];
    expect(outcome("increase <= 1 with 66%", after, before)).toEqual(["holds"]);
    expect(outcome("increase <= 1 with 67%", after, before)).toEqual(["broken"]);
  });

  it("with a probability does not hold in draws in which the base does not apply", () => {
    const [before, after] = [plan(5, [5, null]), plan(5, [5, 5])];
    expect(judgePolicies([policy("increase <= 1 with 50%")], after, before).judged[0]?.probability?.value).toBe(0.5);
  });
});

describe("a limit on no figure", () => {
  it("is a fault that knows the figures that are numbers", () => {
    const { faults, judged } = judgePolicies([policy("<= 2", "a.cots")], plan(1));
    expect(judged).toEqual([]);
    expect(faults).toMatchObject([{ figure: "a.cots", found: "a.cots, no figure of this plan", words: ["a.cost"] }]);
    expect(judgePolicies([policy("<= 2", "a.cots")], plan("suitable")).faults).toMatchObject([{ words: [] }]);
  });

  it("nor on a word, nor with a probability on a statement about all drawn plans", () => {
    expect(judgePolicies([policy("<= 2")], plan("suitable")).faults).toMatchObject([{ found: "a.cost, a word" }]);
    const risk = { ...plan(1), drawsOf: () => undefined };
    expect(judgePolicies([policy("<= 2 with 90%")], risk).faults[0]?.found).toContain(
      "a statement about all drawn plans",
    );
    expect(judgePolicies([policy("<= 2")], risk).judged[0]?.outcome).toBe("holds");
  });
});

describe("what is no limit", () => {
  it.each([
    "",
    "2",
    "= 2",
    "=< 2",
    "<= two",
    "<= 2 with 0%",
    "<= 2 with 101%",
    "<= 2 with 0.9",
    "increase >= 5%",
    "increase <= -5%",
    "rise <= 5%",
    "<= 1e999",
    "<= 2 USD",
  ])("%j", (text) => expect(readLimit(text)).toBeUndefined());
});
