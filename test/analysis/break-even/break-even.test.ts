import { describe, expect, it } from "vitest";
import { centralCrossings } from "../../../src/analysis/break-even/central-crossings.ts";
import { optionShares } from "../../../src/analysis/break-even/option-shares.ts";
import { curveRange, volumeCurves } from "../../../src/analysis/break-even/volume-curves.ts";
import { figure } from "../../../src/analysis/node.ts";
import type { ResultFigure } from "../../../src/analysis/result.ts";
import type { OptionsSheet } from "../../../src/analysis/sheets/options.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { crossings } from "../../../src/model/break-even.ts";
import type { CostLine } from "../../../src/model/cost-line.ts";
import { quantityLeaf } from "../leaves.ts";

/** An option whose line by volume is made of a leaf: so much once, and so much a conversation. */
const option = (key: string, once: Parameters<typeof quantityLeaf>[1], each: number, steps: CostLine["steps"] = []) => {
  const line = figure({
    id: `${key}.line`,
    unit: "EUR",
    label: "",
    formula: "",
    of: { once: quantityLeaf(`${key}.once`, once) },
    by: (x): CostLine => ({ fixedEur: x.once, eurPerMonthlyConversation: each, steps }),
  });
  return { key, label: key.toUpperCase(), line };
};
const sheet = (...options: readonly ReturnType<typeof option>[]) => ({ options }) as unknown as OptionsSheet;

describe("where two options cross at the medians", () => {
  const made = sheet(option("own", uniform({ min: 0, max: 2000 }), 1), option("api", 0, 5), option("none", 0, 5));

  it("is every volume at which the cheaper one changes, by pair", () => {
    const pairs = [
      { id: "own_api", first: "own", second: "api" },
      { id: "own_gone", first: "own", second: "gone" },
      { id: "gone_api", first: "gone", second: "api" },
    ];
    const line = (fixedEur: number, eurPerMonthlyConversation: number): CostLine => ({
      fixedEur,
      eurPerMonthlyConversation,
      steps: [],
    });
    const found = centralCrossings(made, pairs);
    expect(found).toEqual({ own_api: crossings(line(1000, 1), line(0, 5)) });
    // 1000 + v = 5 v.
    expect(JSON.stringify(found.own_api)).toContain("250");
    expect(centralCrossings(made, [])).toEqual({});
  });
});

const result = (value: ResultFigure["value"], rest: Partial<ResultFigure> = {}): ResultFigure => ({
  value,
  unit: "",
  label: "It",
  formula: "",
  of: [],
  ...rest,
});

describe("what is said of all drawn plans together", () => {
  const options = [
    { key: "own", label: "Own" },
    { key: "api", label: "API" },
    { key: "usd", label: "Without an exchange rate" },
  ];
  const figures = {
    "option.own.total_cost_eur": result(1),
    "option.api.total_cost_eur": result(2),
    "option.cheapest": result("own", { probabilities: { own: 0.7, other: 0.3 } }),
    "break_even.own_api.outcome": result("from-some-volume", {
      probabilities: { never: 0.2, "from-some-volume": 0.8 },
    }),
    "break_even.own_usd.outcome": result("never"),
    "break_even.api_usd.outcome": result("always"),
    "break_even.own_api.saving_eur": result(1),
    "x.break_even.own_api.outcome": result("never"),
    "break_even.own_api.outcome.more": result("never"),
  };

  it("is how probably an option is the cheapest, and a pair never crosses", () => {
    const found = optionShares(figures, options);
    expect(Object.fromEntries(Object.entries(found).map(([id, { value }]) => [id, value]))).toEqual({
      "option.own.cheapest_probability": 0.7,
      "option.api.cheapest_probability": 0,
      "break_even.own_api.never_probability": 0.2,
      "break_even.own_usd.never_probability": 1,
      "break_even.api_usd.never_probability": 0,
    });
    expect(found["option.own.cheapest_probability"]).toEqual({
      value: 0.7,
      unit: "probability",
      label: "Probability of being the cheapest at the plan's volume: Own",
      formula: 'share of the drawn plans in which it is "own"',
      of: ["option.cheapest"],
    });
    expect(found["break_even.own_api.never_probability"]).toMatchObject({
      label: "Probability that there is no such volume: It",
      of: ["break_even.own_api.outcome"],
    });
  });

  it("is sure where there is no spread, and nothing where nothing is compared", () => {
    const sure = {
      "option.own.total_cost_eur": result(1),
      "option.api.total_cost_eur": result(2),
      "option.cheapest": result("api"),
    };
    const found = optionShares(sure, [...options, { key: "a-b", label: "" }]);
    expect(Object.values(found).map(({ value }) => value)).toEqual([0, 1]);
    expect(optionShares({ "option.own.total_cost_eur": result(1) }, options)).toEqual({});
    const named = optionShares({ "break_even.outcome_api.outcome": result("never") }, []);
    expect(Object.keys(named)).toEqual(["break_even.outcome_api.never_probability"]);
    const dashed = optionShares({ "option.a-b-c.total_cost_eur": result(1), "option.cheapest": result("a-b-c") }, [
      { key: "a-b-c", label: "" },
    ]);
    expect(Object.values(dashed)[0]?.formula).toBe('share of the drawn plans in which it is "a b c"');
  });
});

describe("the volumes that a chart shows", () => {
  const range = (own: number, ...crossed: readonly (readonly [number, (readonly [number, number])?])[]) =>
    curveRange({
      "break_even.mean_conversations_per_month": result(own),
      "break_even.own_api.outcome": result(5e6),
      "other.own_api.conversations_per_month": result(5e6),
      "x.break_even.own_api.conversations_per_month": result(5e6),
      "break_even.own_api.conversations_per_month.more": result(5e6),
      ...Object.fromEntries(
        crossed.map(([value, interval90], index) => [
          `break_even.pair_${index}.conversations_per_month`,
          result(value, interval90 && { interval90 }),
        ]),
      ),
    });

  it("are whole decades around the plan's own and every crossing, with room on both sides", () => {
    expect(range(300)).toEqual({ from: 100, to: 1000 });
    expect(range(300, [5000])).toEqual({ from: 100, to: 10_000 });
    expect(range(300, [6000], [40])).toEqual({ from: 10, to: 100_000 });
    expect(range(300, [400, [15, 30_000]])).toEqual({ from: 1, to: 100_000 });
    // Twice a hundred needs the next decade; half of two hundred is the decade itself.
    expect(range(200)).toEqual({ from: 100, to: 1000 });
    expect(range(500)).toEqual({ from: 100, to: 1000 });
    expect(range(501)).toEqual({ from: 100, to: 10_000 });
  });

  it("leave out what no month has: fewer than one, more than there could be, none", () => {
    expect(range(300, [0], [Infinity], [0.9, [0.5, Infinity]])).toEqual({ from: 100, to: 1000 });
    expect(range(300, [1])).toEqual({ from: 0.1, to: 1000 });
    expect(range(300, [1e7])).toEqual({ from: 100, to: 1e8 });
    expect(range(300, [1.01e7])).toEqual({ from: 100, to: 1000 });
  });
});

describe("costs by volume over drawn plans", () => {
  const drawn = { seed: 1, draws: 2000 };

  it("are median and interval at volumes evenly on the logarithmic scale", () => {
    const made = sheet(
      option("own", uniform({ min: 1000, max: 2000 }), 2, [{ every: 100, eachEur: 50 }]),
      option("api", 7, 5),
    );
    const [own, api] = volumeCurves(made, drawn, { from: 10, to: 1000 });
    expect([own?.key, own?.label, own?.points.length]).toEqual(["own", "OWN", 61]);
    expect([own?.points[0]?.volume, own?.points[30]?.volume, own?.points[60]?.volume]).toEqual([
      10,
      expect.closeTo(100, 9),
      expect.closeTo(1000, 9),
    ]);
    for (const { volume, p5, p50, p95 } of api?.points ?? []) {
      expect(p50).toBeCloseTo(7 + 5 * volume, 9);
      expect([p5, p95]).toEqual([p50, p50]);
    }
    for (const { volume, p5, p50, p95 } of own?.points ?? []) {
      const rest = 2 * volume + 50 * Math.max(1, Math.ceil(volume / 100));
      // Quantiles of 500 draws of a uniform law scatter by 1000 × √(p (1 − p) ÷ 500): 22 at the median, 10 at the ends.
      expect(Math.abs(p50 - rest - 1500)).toBeLessThan(5 * 22.4);
      expect(Math.abs(p5 - rest - 1050)).toBeLessThan(5 * 9.8);
      expect(Math.abs(p95 - rest - 1950)).toBeLessThan(5 * 9.8);
    }
  });

  it("take 500 plans at most: enough for a picture", () => {
    let asked = 0;
    const counted = option("own", uniform({ min: 1000, max: 2000 }), 2);
    const by = (x: never): CostLine => {
      asked++;
      return counted.line.by(x);
    };
    const line = { ...counted.line, by };
    const made = { options: [{ ...counted, line }] } as unknown as OptionsSheet;
    const of = (draws: number): number => {
      asked = 0;
      volumeCurves(made, { seed: 1, draws }, { from: 1, to: 10 });
      return asked;
    };
    expect([of(20), of(500), of(501)]).toEqual([20, 500, 500]);
  });
});
