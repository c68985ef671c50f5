import { describe, expect, it } from "vitest";
import { totalCost } from "../../../src/analysis/conversation/exact.ts";
import { fanOf } from "../../../src/analysis/risk/fan.ts";
import { costOverPlans, type PlanCost } from "../../../src/analysis/risk/plan-cost.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { normalCdf, normalDensity, normalQuantile } from "../../../src/math/standard-normal.ts";
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

/** A plan whose total, of 30 conversations or more, counts as normal. */
const normalPlan = (meanUsd: number, sdUsd: number): PlanCost => ({ ...known, meanUsd, sdUsd });

/** A plan of conversations that all cost the same: one turn of fixed lengths, so many USD. */
function fixedPlan(usd: number): PlanCost {
  const nothing = normal({ mean: 0, sd: 0 });
  const change = { turns: normal({ mean: 1, sd: 0 }), userTokens: nothing, assistantTokens: nothing };
  return planCost(1, { ...change, initialTokens: 1e5 * usd });
}

describe("the law over plans whose totals are normal", () => {
  const plans = [normalPlan(1, 0.5), normalPlan(2, 1)];
  const conversations = ({ meanUsd }: PlanCost) => (meanUsd === 1 ? 100 : 36);
  // Totals normal(100, 5) and normal(72, 6), evenly.
  const law = costOverPlans(plans, conversations);
  const [one, other] = [
    { mean: 100, sd: 5 },
    { mean: 72, sd: 6 },
  ];
  const half = (of: (total: typeof one) => number): number => (of(one) + of(other)) / 2;

  it("is their even mixture", () => {
    expect(law.mean).toBeCloseTo(86, 12);
    expect(law.sd).toBeCloseTo(Math.sqrt(14 * 14 + (25 + 36) / 2), 12);
    expect([law.lower, law.upper]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    for (const x of [60, 72, 80, 95, 110]) {
      expect(law.cdf(x)).toBeCloseTo(
        half(({ mean, sd }) => normalCdf((x - mean) / sd)),
        14,
      );
      expect(law.density(x)).toBeCloseTo(
        half(({ mean, sd }) => normalDensity((x - mean) / sd) / sd),
        14,
      );
    }
    for (const alpha of [0.3, 0.9, 0.999]) {
      const q = law.quantile(alpha);
      expect(half(({ mean, sd }) => normalCdf((q - mean) / sd))).toBeCloseTo(alpha, 9);
      const excess = half(({ mean, sd }) => {
        const z = (q - mean) / sd;
        return sd * normalDensity(z) + (mean - q) * normalCdf(-z);
      });
      expect(law.cvar(alpha)).toBeCloseTo(q + excess / (1 - alpha), 9);
    }
  });

  it("has its quantiles as far out as a probability can ask", () => {
    for (const p of [1e-14, 1 - 1e-14]) expect(law.cdf(law.quantile(p))).toBeCloseTo(p, 13);
    expect(law.quantile(1e-25)).toBeCloseTo(72 - 9 * 6, 9);
  });

  it("has steps where a plan's total does not vary", () => {
    const steps = costOverPlans([normalPlan(1, 0), normalPlan(2, 0)], () => 50);
    expect([49.9, 50, 99.9, 100].map((x) => steps.cdf(x))).toEqual([0, 0.5, 0.5, 1]);
    expect([steps.mean, steps.sd, steps.density(50)]).toEqual([75, 25, 0]);
    expect(steps.cvar(0.75)).toBeCloseTo(100, 6);
  });

  it("is normal from 30 conversations up in each plan, and exact where one has fewer", () => {
    const alike = [known, known];
    expect(costOverPlans(alike, () => 30).cdf(30 * known.meanUsd)).toBeCloseTo(0.5, 12);
    const exact = totalCost(known.model, 29);
    const x = 29 * known.meanUsd;
    expect(costOverPlans(alike, () => 29).cdf(x)).toBeCloseTo(exact.cdf(x), 12);
    expect(Math.abs(exact.cdf(x) - 0.5)).toBeGreaterThan(0.005);
    const first = { ...known };
    const mixed = costOverPlans([first, known], (plan) => (plan === first ? 29 : 1000)).cdf(29 * known.meanUsd);
    expect(mixed).toBeCloseTo(exact.cdf(x) / 2, 12);
  });
});

describe("the law over plans of few conversations", () => {
  it("of more than 200 plans takes the middle one of each of 200 groups by their means", () => {
    // 600 plans that cost 1 … 600, shuffled: groups of three, whose middles are 2, 5, 8 …
    const shuffled = Array.from({ length: 600 }, (_, k) => k + 1).sort((a, b) => Math.sin(a) - Math.sin(b));
    const plans = shuffled.map(fixedPlan);
    const law = costOverPlans(plans, () => 1);
    for (const k of [0, 1, 57, 199]) {
      expect(law.cdf(3 * k + 1.99)).toBeCloseTo(k / 200, 12);
      expect(law.cdf(3 * k + 2.01)).toBeCloseTo((k + 1) / 200, 12);
    }
    expect(law.mean).toBeCloseTo(300.5, 9);
  });

  it("of 200 plans takes them all, and of 201 all but one", () => {
    const plans = Array.from({ length: 201 }, (_, k) => fixedPlan(k + 1));
    expect(costOverPlans(plans.slice(1), () => 1).cdf(2.5)).toBeCloseTo(1 / 200, 14);
    const law = costOverPlans(plans, () => 1);
    const steps = plans.filter((_, k) => law.cdf(k + 1.5) - law.cdf(k + 0.5) > 1e-9);
    expect(steps).toHaveLength(200);
  });

  it("has the mean of the worst outcomes of each plan's own law", () => {
    // Half of the conversations cost 1, half 3: the worst quarter all cost 3, the worst three quarters 7/3.
    const law = costOverPlans([fixedPlan(1), fixedPlan(3)], () => 1);
    expect(law.cvar(0.75)).toBeCloseTo(3, 6);
    expect(law.cvar(0.25)).toBeCloseTo((0.25 * 1 + 0.5 * 3) / 0.75, 6);
  });
});

describe("the law of one plan", () => {
  it("of an expected number below a half, or beyond a billion, is normal", () => {
    for (const n of [0.25, 4e9]) {
      const law = costOverPlans([normalPlan(2, 3)], () => n);
      const [mean, sd] = [2 * n, 3 * Math.sqrt(n)];
      expect([law.mean, law.sd, law.lower, law.upper]).toEqual([mean, sd, -Infinity, Infinity]);
      for (const p of [0.001, 0.3, 0.95]) expect((law.quantile(p) - mean) / sd).toBeCloseTo(normalQuantile(p), 7);
      expect((law.quantile(1e-25) - mean) / sd).toBeCloseTo(-9, 6);
      expect((law.quantile(1 - 1e-16) - mean) / sd).toBeCloseTo(normalQuantile(1 - 1e-16), 1);
    }
  });

  it("of no conversations costs nothing", () => {
    const law = costOverPlans([known], () => 0);
    expect([law.mean, law.sd, law.quantile(0.95), law.cdf(0), law.cdf(-1e-9)]).toEqual([0, 0, 0, 1, 0]);
  });

  it("of a fraction of a number is that of the nearest whole one", () => {
    expect(costOverPlans([known], () => 0.5).quantile(0.9)).toBe(totalCost(known.model, 1).quantile(0.9));
    expect(costOverPlans([known], () => 2.4).quantile(0.9)).toBe(totalCost(known.model, 2).quantile(0.9));
    expect(costOverPlans([known], () => 1e9).quantile(0.9)).toBe(totalCost(known.model, 1e9).quantile(0.9));
  });

  it("is simulated where closed forms do not know it", () => {
    const estimate = (value: number) => ({ value, standardError: 0 });
    const simulatedCost = {
      ...{ mean: estimate(3), sd: estimate(1), skewness: 0, excessKurtosis: -2, quantileBoundUsd: 0 },
      histogram: { low: 2, high: 4, points: Float64Array.of(2, 4), weights: Float64Array.of(0.5, 0.5) },
      ...{ quantile: estimate, cvar: estimate },
    };
    const law = costOverPlans([{ ...known, simulatedCost }], () => 2);
    expect([law.mean, law.sd, law.lower, law.upper]).toEqual([6, Math.SQRT2, 4, 8]);
  });

  it("is refused where there is none", () => {
    expect(() => costOverPlans([], () => 1)).toThrow("plans is empty; expected one or more");
  });
});
