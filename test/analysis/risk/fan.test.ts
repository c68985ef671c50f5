import { describe, expect, it } from "vitest";
import { fanOf, roughBand } from "../../../src/analysis/risk/fan.ts";
import type { PlanCost } from "../../../src/analysis/risk/plan-cost.ts";
import { normalCdf, normalQuantile } from "../../../src/math/standard-normal.ts";
import { planCost } from "./plan-costs.ts";

/** Plans of which 30 conversations or more have a normal total. */
const plan = (meanUsd: number, sdUsd: number, byMonth: readonly number[]): PlanCost => ({
  ...planCost(100),
  ...{ meanUsd, sdUsd, byMonth },
});
const [cheap, dear] = [plan(1, 0.5, [100, 200, 400]), plan(3, 1, [100, 150, 225])];

describe("a fan over two plans", () => {
  const fan = fanOf(cheap, [cheap, dear]);

  it("has the central plan's conversations of each month, and so far", () => {
    expect(fan.uncertain).toBe(true);
    expect(fan.monthly.map(({ month, conversations }) => [month, conversations])).toEqual([
      [1, 100],
      [2, 200],
      [3, 400],
    ]);
    expect(fan.cumulative.map(({ month, conversations }) => [month, conversations])).toEqual([
      [1, 100],
      [2, 300],
      [3, 700],
    ]);
  });

  it("has the quantiles of their even mixture of normal totals, each with its own conversations", () => {
    const below = (x: number, one: number, other: number): number =>
      (normalCdf((x - one) / (0.5 * Math.sqrt(one))) + normalCdf((x - 3 * other) / Math.sqrt(other))) / 2;
    for (const [points, counts] of [
      [
        fan.monthly,
        [
          [100, 100],
          [200, 150],
          [400, 225],
        ],
      ],
      [
        fan.cumulative,
        [
          [100, 100],
          [300, 250],
          [700, 475],
        ],
      ],
    ] as const)
      for (const [m, [one, other]] of counts.entries())
        for (const [name, p] of [
          ["p5", 0.05],
          ["p25", 0.25],
          ["p75", 0.75],
          ["p95", 0.95],
        ] as const)
          expect(below(points[m]?.both[name] ?? 0, one, other), `month ${m + 1}, ${name}`).toBeCloseTo(p, 8);
  });
});

describe("a fan at a glance", () => {
  it("has type 7 quantiles of 24 even points of each plan's normal total", () => {
    const plans = [plan(2, 1, []), plan(5, 2, [])];
    const conversations = ({ meanUsd }: PlanCost) => (meanUsd === 2 ? 16 : 9);
    // Totals normal(32, 4) and normal(45, 6).
    const points = [
      [32, 4],
      [45, 6],
    ]
      .flatMap(([mean = 0, sd = 0]) => Array.from({ length: 24 }, (_, k) => mean + sd * normalQuantile((k + 0.5) / 24)))
      .sort((a, b) => a - b);
    const at = (p: number): number => {
      const place = 47 * p;
      const [low = 0, high = 0] = points.slice(Math.floor(place));
      return low + (place - Math.floor(place)) * (high - low);
    };
    const band = roughBand(plans, conversations);
    for (const [name, p] of [
      ["p5", 0.05],
      ["p25", 0.25],
      ["p50", 0.5],
      ["p75", 0.75],
      ["p95", 0.95],
    ] as const)
      expect(band[name], name).toBeCloseTo(at(p), 10);
  });

  it("may be used for a whole fan", () => {
    const fan = fanOf(cheap, [cheap, dear], roughBand);
    expect(fan.monthly[1]?.chance).toEqual(roughBand([cheap], () => 200));
    expect(fan.cumulative[1]?.both).toEqual(roughBand([cheap, dear], ({ meanUsd }) => (meanUsd === 1 ? 300 : 250)));
  });
});

describe("a plan without months", () => {
  it("has an empty fan", () => {
    expect(fanOf(plan(1, 1, []), [])).toEqual({ monthly: [], cumulative: [], uncertain: false });
  });
});
