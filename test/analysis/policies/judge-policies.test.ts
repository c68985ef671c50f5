import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JudgedPlan, judgePolicies } from "../../../src/analysis/policies/judge-policies.ts";
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
    [">= 2", 2, "holds"],
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
    expect(faults).toMatchObject([{ found: "a percentage of USD", place }]);
  });

  it("says when noise may have decided: nearer than two standard errors", () => {
    const noisy = (value: number) =>
      judgePolicies([policy("<= 2")], plan(value, [value], "USD", 0.1)).judged[0]?.withinNoise;
    expect([noisy(1.9), noisy(1.7), noisy(2.1)]).toEqual([true, false, true]);
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

  it("is not judged without a base", () => expect(outcome("increase <= 5%", plan(1))).toEqual(["needs-base"]));

  it("with a probability pairs the draws", () => {
    // Each plan rises by 1; unpaired, half of the pairs would rise by more than 2.
    const [before, after] = [plan(5, [0, 5, 10]), plan(6, [1, 6, 11])];
    expect(outcome("increase <= 1 with 100%", after, before)).toEqual(["holds"]);
    expect(outcome("increase < 1 with 34%", after, before)).toEqual(["broken"]);
  });
});

describe("a limit on no figure", () => {
  it("is a fault that knows the figures that are numbers", () => {
    const { faults, judged } = judgePolicies([policy("<= 2", "a.cots")], plan(1));
    expect(judged).toEqual([]);
    expect(faults).toMatchObject([{ figure: "a.cots", found: "a.cots, no figure of this plan", words: ["a.cost"] }]);
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
