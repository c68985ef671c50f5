import { describe, expect, it } from "vitest";
import { totalCost } from "../../../src/analysis/conversation/exact.ts";
import { fanOf } from "../../../src/analysis/risk/fan.ts";
import { costOverPlans, type PlanCost } from "../../../src/analysis/risk/plan-cost.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { normalQuantile } from "../../../src/math/standard-normal.ts";
import { conversationsByMonth } from "../../../src/model/volume.ts";
import { planCost } from "./plan-costs.ts";

const known = planCost(1000);
const doubtful: readonly PlanCost[] = Array.from({ length: 99 }, (_, k) =>
  planCost(1000, { turns: normal({ mean: 20 * 1.25 ** normalQuantile((k + 1) / 100), sd: 8 }) }),
);

describe("the cost over plans", () => {
  it("of a known plan is the exact law", () => {
    const exact = totalCost(known.model, 1000);
    const law = costOverPlans([known], (plan) => plan.conversations);
    for (const p of [0.05, 0.5, 0.95]) expect(law.quantile(p)).toBe(exact.quantile(p));
  });

  it("has the mean and the variance of the mixture, and its quantiles invert its distribution", () => {
    const law = costOverPlans(doubtful, (plan) => plan.conversations);
    const means = doubtful.map(({ meanUsd }) => 1000 * meanUsd);
    const mean = means.reduce((sum, m) => sum + m, 0) / 99;
    const variance =
      doubtful.reduce((sum, { sdUsd }, k) => sum + 1000 * sdUsd ** 2 + ((means[k] ?? 0) - mean) ** 2, 0) / 99;
    expect(law.mean).toBeCloseTo(mean, 9);
    expect(law.sd).toBeCloseTo(Math.sqrt(variance), 9);
    for (const p of [0.01, 0.05, 0.5, 0.95, 0.99]) expect(law.cdf(law.quantile(p))).toBeCloseTo(p, 8);
  });

  it("of few conversations is exact in every plan too", () => {
    const law = costOverPlans(doubtful, () => 1);
    const one = doubtful.map(({ model }) => totalCost(model, 1));
    const x = law.quantile(0.95);
    expect(one.reduce((sum, exact) => sum + exact.cdf(x), 0) / 99).toBeCloseTo(0.95, 8);
    // CVaR of a mixture is q + E[(C − q)⁺]/(1 − α), over its parts.
    const excess = one.map((exact) => (1 - exact.cdf(x)) * (exact.cvar(exact.cdf(x)) - x));
    expect(law.cvar(0.95)).toBeCloseTo(x + excess.reduce((sum, e) => sum + e, 0) / 99 / 0.05, 6);
  });

  it("changes little where the normal law takes over from the exact one", () => {
    const many = Array.from({ length: 999 }, (_, k) =>
      planCost(1000, { turns: normal({ mean: 20 * 1.25 ** normalQuantile((((k * 37) % 999) + 0.5) / 999), sd: 8 }) }),
    );
    for (const p of [0.05, 0.5, 0.95]) {
      const [below, above] = [29, 30].map((n) => costOverPlans(many, () => n).quantile(p) / n);
      expect(Math.abs((above ?? 0) / (below ?? 0) - 1), `P${100 * p}`).toBeLessThan(0.01);
    }
  });
});

describe("a fan of cost by month", () => {
  const volume = (conversationsPerMonth: number) =>
    conversationsByMonth({ conversationsPerMonth, growthPerMonthFraction: 0.1, months: 3 });
  const central = { ...known, byMonth: volume(500) };
  const drawn = doubtful.map((plan) => ({ ...plan, byMonth: volume(500) }));
  const fan = fanOf(central, drawn);

  it("counts conversations that grow by the same share", () => {
    expect(fan.monthly.map(({ conversations }) => Math.round(conversations))).toEqual([500, 550, 605]);
    expect(fan.cumulative.at(-1)?.conversations).toBeCloseTo(1655, 9);
  });

  it("has the exact total of each month without ignorance", () => {
    expect(fan.monthly[1]?.chance.p95).toBe(totalCost(known.model, 550).quantile(0.95));
  });

  it("is wider with ignorance, and the more so the longer it runs", () => {
    const ratio = ({ both, chance }: (typeof fan.monthly)[number]) => (both.p95 - both.p5) / (chance.p95 - chance.p5);
    const ratios = fan.cumulative.map(ratio);
    expect(ratios[0]).toBeGreaterThan(3);
    expect(ratios).toEqual(ratios.toSorted((a, b) => a - b));
  });

  it("is the same with and without where everything is known", () => {
    const certain = fanOf(central, [central]);
    expect(certain.uncertain).toBe(false);
    for (const { chance, both } of certain.cumulative) expect(both).toEqual(chance);
  });
});
