import { describe, expect, it } from "vitest";
import type { Sensitivity } from "../../../src/analysis/sensitivity/sensitivity.ts";
import { sensitivityFigures } from "../../../src/analysis/sensitivity/sensitivity-figures.ts";

const bar = {
  ...{ id: "speed", label: "Speed", unit: "words/h" },
  ...{ low: { input: 1, figure: 30 }, high: { input: 2, figure: 10 }, swing: 20 },
};
const sensitivity: Sensitivity = {
  ...{ id: "total", label: "Total", unit: "days" },
  tornado: { basis: "p10-p90", central: 20, bars: [bar] },
  variance: {
    ...{ mean: 20, variance: 4, evaluations: 64 },
    factors: [
      {
        ...{ ids: ["a", "b"], label: "A with B" },
        first: { value: 0.7, standardError: 0.01 },
        total: { value: 0.8, standardError: 0.02 },
      },
    ],
  },
};

describe("a sensitivity as figures", () => {
  it("has the ends of each bar and its swing, and the shares of each factor", () => {
    const moved = { unit: "days", of: ["total", "speed"] };
    const others = "the other inputs at their medians";
    const share = { unit: "fraction", of: ["total", "a", "b"] };
    expect(sensitivityFigures(sensitivity)).toEqual({
      "sensitivity.total.by.speed.at_low": {
        ...{ ...moved, value: 30, label: "Total, with Speed at its P10", formula: others },
      },
      "sensitivity.total.by.speed.at_high": {
        ...{ ...moved, value: 10, label: "Total, with Speed at its P90", formula: others },
      },
      "sensitivity.total.by.speed.swing": {
        ...{ ...moved, value: 20, label: "Total, difference that Speed makes", formula: "size of (at P90 − at P10)" },
      },
      "sensitivity.total.by.a+b.first_order_fraction": {
        ...{ ...share, value: 0.7, standardError: 0.01, formula: "first-order Sobol index" },
        label: "Share of the variance of Total: A with B, alone",
      },
      "sensitivity.total.by.a+b.total_fraction": {
        ...{ ...share, value: 0.8, standardError: 0.02, formula: "total Sobol index" },
        label: "Share of the variance of Total: A with B, with its interactions",
      },
    });
  });

  it("says how far inputs without a spread are moved, and has no shares of them", () => {
    const { variance: _, ...without } = sensitivity;
    const figures = sensitivityFigures({ ...without, tornado: { ...without.tornado, basis: "ten-percent" } });
    expect(Object.values(figures).map(({ label }) => label)).toEqual([
      "Total, with Speed at its 10% below its value",
      "Total, with Speed at its 10% above its value",
      "Total, difference that Speed makes",
    ]);
  });
});
