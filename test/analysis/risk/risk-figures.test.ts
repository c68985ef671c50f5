import { describe, expect, it } from "vitest";
import { riskOf } from "../../../src/analysis/risk/risk-figures.ts";
import { sheetDraws } from "../../../src/analysis/sheet-draws.ts";
import { numberAt, sheetOf } from "../../plans/read.ts";

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
