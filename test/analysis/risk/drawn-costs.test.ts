import { describe, expect, it } from "vitest";
import { figure } from "../../../src/analysis/node.ts";
import { planDraws } from "../../../src/analysis/plan-draws.ts";
import { drawnCosts, drawnCostsWith } from "../../../src/analysis/risk/drawn-costs.ts";
import type { PlanCost } from "../../../src/analysis/risk/plan-cost.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { quantityLeaf } from "../leaves.ts";
import { planCost } from "./plan-costs.ts";

const base = planCost(10);
const spread = uniform({ min: 1, max: 3 });
const price = { ...quantityLeaf("price", spread), spread };
const volume = { ...quantityLeaf("volume", uniform({ min: 100, max: 200 })), spread: uniform({ min: 100, max: 200 }) };
const known = quantityLeaf("known", 5);
const of = { price, volume, known };
const cost = figure({
  ...{ id: "cost", unit: "", label: "", formula: "", of },
  by: (x): PlanCost => ({ ...base, meanUsd: x.price * x.known, conversations: x.volume }),
});
const certain = figure({ ...cost, of: { known }, by: (x): PlanCost => ({ ...base, meanUsd: x.known }) });
const drawn = { seed: 4, draws: 6 };

describe("drawn plans", () => {
  it("are the central one alone where every assumption is known", () => {
    expect(drawnCosts(certain, drawn)).toEqual({ central: { ...base, meanUsd: 5 }, plans: [{ ...base, meanUsd: 5 }] });
  });

  it("have each its values of the uncertain assumptions, the central one the medians", () => {
    const { central, plans } = drawnCosts(cost, drawn);
    expect([central.meanUsd, central.conversations]).toEqual([10, 150]);
    const draw = planDraws([price, volume], drawn);
    expect(plans.map(({ meanUsd, conversations }) => [meanUsd / 5, conversations])).toEqual(
      Array.from({ length: 6 }, (_, k) => draw(k)),
    );
  });
});

describe("drawn plans with one assumption set", () => {
  it("keep the draws of the others", () => {
    const plans = drawnCostsWith(cost, price, drawn)(7);
    expect(plans.map(({ meanUsd }) => meanUsd)).toEqual(new Array(6).fill(35));
    expect(plans.map(({ conversations }) => conversations)).toEqual(
      drawnCosts(cost, drawn).plans.map(({ conversations }) => conversations),
    );
  });

  it("are one where nothing else is uncertain", () => {
    expect(drawnCostsWith(certain, known, drawn)(2)).toEqual([{ ...base, meanUsd: 2 }]);
    const one = figure({ ...cost, of: { price }, by: (x): PlanCost => ({ ...base, meanUsd: x.price }) });
    expect(drawnCostsWith(one, price, drawn)(9).map(({ meanUsd }) => meanUsd)).toEqual([9]);
  });
});
