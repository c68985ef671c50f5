import { describe, expect, it } from "vitest";
import { figure, type Node } from "../../src/analysis/node.ts";
import { planResult } from "../../src/analysis/plan-result.ts";
import { type Printed, resultOf, summaryOf } from "../../src/analysis/result.ts";
import type { PlanCost } from "../../src/analysis/risk/plan-cost.ts";
import { riskOf } from "../../src/analysis/risk/risk-figures.ts";
import type { Sheet } from "../../src/analysis/sheets/plan-sheet.ts";
import { normal } from "../../src/math/normal-distribution.ts";
import { uniform } from "../../src/math/uniform-distribution.ts";
import { quantityLeaf } from "./leaves.ts";
import { planCost } from "./risk/plan-costs.ts";

const drawn = { seed: 1, draws: 60 };
const about = (id: string) => ({ id, unit: "days", label: `Label of ${id}`, formula: `formula of ${id}` });
const fixed = quantityLeaf("fixed", 3);
const doubt = quantityLeaf("doubt", uniform({ min: 0, max: 1 }));

describe("a figure as plain data", () => {
  const error = figure({ ...about("error"), of: { fixed }, by: (x) => x.fixed / 100 });
  const simulated = figure({ ...about("simulated"), of: { fixed }, by: (x) => 2 * x.fixed, standardError: error });
  const doubtful = figure({ ...about("doubtful"), of: { doubt }, by: (x) => x.doubt, standardError: error });
  const result = resultOf([simulated, doubtful, fixed, doubt], drawn);

  it("has a standard error where it is simulated and its inputs are known", () => {
    expect(result.simulated).toEqual({
      ...{ value: 6, standardError: 0.03, unit: "days" },
      ...{ label: "Label of simulated", formula: "formula of simulated", of: ["fixed"] },
    });
    expect(result.doubtful?.standardError).toBeUndefined();
  });

  it("of an assumption says its source, and the interval of its spread", () => {
    const assumed = { unit: "days", formula: "test", of: [] };
    expect(result.fixed).toEqual({ ...assumed, label: "fixed", value: 3 });
    expect(result.doubt).toEqual({
      ...assumed,
      ...{ label: "doubt", value: 0.5, interval90: [expect.closeTo(0.05, 12), expect.closeTo(0.95, 12)] },
    });
  });

  it("over drawn plans is a median with an interval, or the likeliest word with the shares of all", () => {
    // Type 7 of 0 … 20: a quantile p lies at 20 p.
    expect(summaryOf(Array.from({ length: 21 }, (_, k) => 20 - k))).toEqual({
      value: 10,
      interval90: [expect.closeTo(1, 12), expect.closeTo(19, 12)],
    });
    const shares = { no: 0.25, yes: 0.5, null: 0.25 };
    expect(summaryOf(["no", "yes", "yes", null])).toEqual({ value: "yes", probability: 0.5, probabilities: shares });
    expect(summaryOf([1, null])).toEqual({ value: "1", probability: 0.5, probabilities: { 1: 0.5, null: 0.5 } });
    expect(summaryOf(["a", "b"]).value).toBe("a");
  });
});

describe("the result of a plan", () => {
  const cheapest = figure({
    ...about("option.cheapest"),
    of: { doubt },
    by: (x) => (x.doubt < 0.2 ? "api" : "own"),
    unit: "word",
  });
  const total = figure({ ...about("option.own.total_cost_eur"), of: { fixed }, by: (x) => x.fixed });
  const cost = (spread: boolean, months: number) =>
    figure({
      ...about("cost"),
      of: { turns: spread ? quantityLeaf("turns", uniform({ min: 10, max: 30 })) : quantityLeaf("turns", 20) },
      by: ({ turns }): PlanCost => ({
        ...planCost(1000, { turns: normal({ mean: turns, sd: 0 }) }),
        byMonth: Array.from({ length: months }, () => 100),
      }),
      internal: true,
    });
  const sheet = (printed: readonly Printed[], planCost?: Sheet["planCost"], options?: Sheet["options"]): Sheet => ({
    ...{ printed, leaves: [fixed, doubt], correlations: [] },
    nodes: new Map<string, Node>(printed.map((node) => [node.id, node])),
    ...(planCost && { planCost }),
    ...(options && { options }),
  });
  const plan = { title: "A plan" };

  it("without conversations and options is its printed figures", () => {
    const bare = sheet([fixed, total]);
    expect(planResult(plan, bare, drawn)).toEqual({ figures: resultOf([fixed, total], drawn), warnings: [] });
  });

  it("has how probably each option is the cheapest", () => {
    const line = figure({
      ...about("line"),
      of: {},
      by: () => ({ fixedEur: 0, eurPerMonthlyConversation: 0, steps: [] }),
    });
    const own = { key: "own", label: "Own", line, total, parts: [] };
    const volume = figure({ ...about("volume"), of: {}, by: () => 1 });
    const options = { options: [own], volume, figures: [] } as unknown as NonNullable<Sheet["options"]>;
    const { figures } = planResult(plan, sheet([cheapest, total], undefined, options), drawn);
    const share = figures["option.own.cheapest_probability"];
    expect(share?.value).toBe(figures["option.cheapest"]?.probabilities?.own);
    // 0.8, and 4.9 standard errors of 60 plans either way.
    expect(Math.abs(Number(share?.value) - 0.8)).toBeLessThan(4.9 * Math.sqrt(0.16 / 60));
  });

  it("has the risk of its conversations, and a fan where they come by month", () => {
    const uncertain = cost(true, 2);
    const { figures, fan } = planResult(plan, sheet([fixed], uncertain), drawn);
    const risk = riskOf(uncertain, drawn);
    expect(figures).toEqual({ ...resultOf([fixed], drawn), ...risk.figures });
    expect(fan).toEqual(risk.fan);
    expect(fan?.monthly).toHaveLength(2);
    const single = planResult(plan, sheet([fixed], cost(false, 0)), drawn);
    expect(single).toEqual({ figures: resultOf([fixed], drawn), warnings: [] });
  });

  it("has only what is asked for", () => {
    const whole = sheet([fixed, total], cost(true, 2));
    expect(planResult(plan, whole, drawn, { printed: [fixed], risk: false })).toEqual({
      figures: resultOf([fixed], drawn),
      warnings: [],
    });
    const asked = planResult(plan, whole, drawn, { printed: [fixed], risk: true });
    expect(Object.keys(asked.figures)).toContain("risk.total_cost_usd.mean");
    expect(Object.keys(asked.figures)).not.toContain(total.id);
  });
});
