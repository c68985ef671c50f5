import { describe, expect, it } from "vitest";
import { figure } from "../../../src/analysis/node.ts";
import { spreadParts } from "../../../src/analysis/risk/chance-and-ignorance.ts";
import { type FanBand, roughBand } from "../../../src/analysis/risk/fan.ts";
import { costOverPlans, type PlanCost } from "../../../src/analysis/risk/plan-cost.ts";
import { totalErrors } from "../../../src/analysis/risk/plan-errors.ts";
import { riskOf } from "../../../src/analysis/risk/risk-figures.ts";
import { sheetDraws } from "../../../src/analysis/sheet-draws.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { numberAt, sheetOf } from "../../plans/read.ts";
import { quantityLeaf } from "../leaves.ts";
import { planCost } from "./plan-costs.ts";

const risk = (scenario: string, draws = 400, sampling: "random" | "sobol" = "random") => {
  const sheet = sheetOf({ scenarios: [scenario] });
  if (!sheet.planCost) throw new Error("the shipped plan has conversations");
  return riskOf(sheet.planCost, sheetDraws(sheet, { seed: 1, draws, sampling }));
};

describe("the risk of the shipped plan", () => {
  it("has no ignorance, and no figures of it, where every assumption is known", () => {
    expect(risk("as-published")).toEqual({ figures: {} });
  });

  it("with doubts is mostly ignorance, which the same volume a thousandfold leaves as it is", () => {
    const { figures } = risk("with-doubt");
    expect(numberAt(figures, "risk.ignorance_variance_fraction")).toBeGreaterThan(0.99);
    const at = (times: number, kind: string) => numberAt(figures, `risk.volume_times_${times}.${kind}_fraction`);
    expect(at(1000, "ignorance")).toBe(at(1, "ignorance"));
    expect(at(1, "chance") / at(100, "chance")).toBeCloseTo(10, 9);
  });

  it("adds up: the variance of the total is that of chance and that of ignorance", () => {
    const { figures } = risk("with-doubt");
    const [chance, ignorance] = ["chance_sd", "ignorance_sd"].map((name) =>
      numberAt(figures, `conversation.total_cost_usd.${name}`),
    );
    const share = numberAt(figures, "risk.ignorance_variance_fraction");
    expect((ignorance ?? 0) ** 2 / ((chance ?? 0) ** 2 + (ignorance ?? 0) ** 2)).toBeCloseTo(share, 12);
  });

  it("states errors that hold: 2,000 plans are within them of 16,384 even ones", () => {
    const [few, many] = [risk("with-doubt", 2000).figures, risk("with-doubt", 16_384, "sobol").figures];
    for (const name of ["mean", "p5", "p50", "p95", "cvar95"]) {
      const id = `risk.total_cost_usd.${name}`;
      // 4.9 standard errors: a false alarm of 1e-6; the even plans err by far less.
      const error = 4.9 * (few[id]?.standardError ?? 0);
      expect(Math.abs(numberAt(few, id) - numberAt(many, id)), id).toBeLessThan(error);
    }
    const id = "conversation.total_cost_usd.ignorance_sd";
    expect(Math.abs(numberAt(few, id) - numberAt(many, id))).toBeLessThan(4.9 * (few[id]?.standardError ?? 0));
  });

  it("over a year is a fan by month, whose last point is the whole", () => {
    const { figures, fan } = risk("rollout");
    expect(fan?.monthly).toHaveLength(12);
    expect(numberAt(figures, "volume.cost_usd.p95")).toBe(fan?.cumulative.at(-1)?.both.p95);
    expect(numberAt(figures, "volume.month_3.cost_usd.p50")).toBe(fan?.monthly[2]?.both.p50);
    for (const { both, chance } of fan?.cumulative ?? [])
      expect(both.p95 - both.p5).toBeGreaterThan(chance.p95 - chance.p5);
  });
});

describe("the risk of a plan in three states", () => {
  // Turns 1, 2 or 3, no luck in their number: the closed forms of the conversation are all there is.
  const drawn = { seed: 2, draws: 48, sampling: "latin-hypercube" } as const;
  const turns = quantityLeaf("turns", uniform({ min: 1, max: 4 }));
  const known = quantityLeaf("turns", 2);
  const costOf = (leaf: typeof turns, byMonth: readonly number[] = [], change = {}) =>
    figure({
      ...{ id: "cost", unit: "", label: "", formula: "", internal: true, of: { leaf } },
      by: (x): PlanCost => {
        const mean = Math.min(3, Math.floor(x.leaf));
        return { ...planCost(1000, { turns: normal({ mean, sd: 0 }), ...change }), byMonth };
      },
    });
  // An even sample: sixteen plans of each.
  const states = [1, 2, 3].map((mean) => planCost(1000, { turns: normal({ mean, sd: 0 }) }));
  const plans = Array.from({ length: 48 }, (_, k) => states[k % 3] ?? planCost(1000));
  const totals = plans.map(({ meanUsd, sdUsd }) => ({ mean: 1000 * meanUsd, sd: Math.sqrt(1000) * sdUsd }));
  const law = costOverPlans(plans, () => 1000);
  const parts = spreadParts(totals);
  const errors = totalErrors(totals, law);

  it("says of the total what chance and ignorance do, with errors", () => {
    const { figures, fan } = riskOf(costOf(turns), drawn);
    expect(fan).toBeUndefined();
    const near = (value: number): unknown => expect.closeTo(value, 7);
    const { mean, chanceSd, ignoranceSd } = parts;
    const found = Object.entries(figures).map(([id, { value, standardError, unit }]) => [
      id,
      value,
      standardError,
      unit,
    ]);
    expect(found).toEqual([
      ["conversation.total_cost_usd.chance_sd", near(chanceSd), near(errors.chanceSd), "USD"],
      ["conversation.total_cost_usd.ignorance_sd", near(ignoranceSd), near(errors.ignoranceSd), "USD"],
      [
        "risk.ignorance_variance_fraction",
        near(ignoranceSd ** 2 / (ignoranceSd ** 2 + chanceSd ** 2)),
        undefined,
        "fraction",
      ],
      ["risk.total_cost_usd.mean", near(mean), near(errors.mean), "USD"],
      ["risk.total_cost_usd.p5", near(law.quantile(0.05)), near(errors.quantile(0.05)), "USD"],
      ["risk.total_cost_usd.p50", near(law.quantile(0.5)), near(errors.quantile(0.5)), "USD"],
      ["risk.total_cost_usd.p95", near(law.quantile(0.95)), near(errors.quantile(0.95)), "USD"],
      ["risk.total_cost_usd.cvar95", near(law.cvar(0.95)), near(errors.cvar95), "USD"],
      ...[1, 10, 100, 1000].flatMap((times) => [
        [`risk.volume_times_${times}.chance_fraction`, near(chanceSd / mean / Math.sqrt(times)), undefined, "fraction"],
        [`risk.volume_times_${times}.ignorance_fraction`, near(ignoranceSd / mean), undefined, "fraction"],
      ]),
    ]);
    expect("standardError" in (figures["risk.ignorance_variance_fraction"] ?? {})).toBe(false);
    expect(figures["risk.total_cost_usd.p5"]).toMatchObject({
      label: "P5 of the total, chance and ignorance together",
      formula: "mixture of the totals, over the drawn plans",
      of: ["conversation.total_cost_usd.mean", "conversation.total_cost_usd.sd"],
    });
    expect(figures["risk.volume_times_10.chance_fraction"]?.label).toMatch(/, at 10 times the volume$/);
    expect(figures["risk.volume_times_1.chance_fraction"]?.label).toMatch(/, as planned$/);
  });

  it("of a plan that costs nothing is nothing, and no division by it", () => {
    const free = { inputPriceUsdPerMtok: 0, outputPriceUsdPerMtok: 0 };
    const { figures } = riskOf(costOf(turns, [], free), drawn);
    expect(numberAt(figures, "risk.ignorance_variance_fraction")).toBe(0);
    expect(numberAt(figures, "risk.volume_times_1.chance_fraction")).toBe(0);
    expect(numberAt(figures, "risk.volume_times_1.ignorance_fraction")).toBe(0);
  });

  it("by month has the quantiles of its fan, month by month and so far", () => {
    for (const [leaf, formula] of [
      [turns, "mixture of the month's totals, over the drawn plans"],
      [known, "exact quantile of the sum"],
    ] as const) {
      const { figures, fan } = riskOf(costOf(leaf, [100, 300]), drawn, roughBand);
      const band = (id: string, quantiles: FanBand | undefined) =>
        Object.entries(quantiles ?? {}).map(([name, value]) => [`${id}.${name}`, value]);
      const ofFan = Object.entries(figures).filter(([id]) => id.startsWith("volume."));
      expect(ofFan.map(([id, { value }]) => [id, value])).toEqual([
        ...band("volume.cost_usd", fan?.cumulative[1]?.both),
        ...band("volume.month_1.cost_usd", fan?.monthly[0]?.both),
        ...band("volume.month_2.cost_usd", fan?.monthly[1]?.both),
        ...band("volume.month_1.cumulative_cost_usd", fan?.cumulative[0]?.both),
        ...band("volume.month_2.cumulative_cost_usd", fan?.cumulative[1]?.both),
      ]);
      expect(figures["volume.month_2.cost_usd.p25"]).toEqual({
        ...{ value: fan?.monthly[1]?.both.p25, unit: "USD", label: "P25 of the cost of month 2", formula },
        of: ["volume.conversations", "volume.cost_usd.mean", "volume.cost_usd.sd"],
      });
      expect("risk.total_cost_usd.mean" in figures).toBe(leaf === turns);
    }
  });
});
