import { describe, expect, it } from "vitest";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { spreadParts } from "../../../src/analysis/risk/chance-and-ignorance.ts";
import { lognormalFromP5P95 } from "../../../src/math/lognormal-distribution.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { addressedUniform } from "../../../src/math/random-stream.ts";
import { normalQuantile } from "../../../src/math/standard-normal.ts";
import { published } from "../conversation/published.ts";
import { planCost } from "./plan-costs.ts";

describe("chance and ignorance", () => {
  it("are what simulating whole plans twice over shows", () => {
    // Each plan: a mean number of turns from its spread, then two independent totals of 10 conversations, message by
    // message. The two totals of a plan share the plan alone: their covariance is ignorance, half their squared
    // difference is chance.
    const [plans, conversations] = [3000, 10];
    const spread = lognormalFromP5P95({ p5: 12, p95: 30 });
    const ofPlan = addressedUniform(1, "plan");
    const draw = addressedUniform(1, "brute force");
    let index = 0;
    const z = (): number => normalQuantile(draw(index++));
    const simulated = (turnsMean: number): number => {
      let usd = 0;
      for (let c = 0; c < conversations; c++) {
        const turns = Math.max(0, Math.trunc(turnsMean + 8 * z()));
        let context = published.initialTokens;
        for (let turn = 0; turn < turns; turn++) {
          const [user, reply] = [90 + 60 * z(), 90 + 60 * z()];
          context += user + reply;
          usd += (context * 10 + reply * 30) / 1e6;
        }
      }
      return usd;
    };
    const means = Array.from({ length: plans }, (_, k) => spread.quantile(ofPlan(k)));
    const pairs = means.map((turns) => [simulated(turns), simulated(turns)] as const);
    const parts = spreadParts(
      means.map((mean) => {
        const one = conversationMoments({ ...published, turns: normal({ mean, sd: 8 }) }).costUsd;
        return { mean: conversations * one.mean, sd: Math.sqrt(conversations) * one.sd };
      }),
    );
    const estimate = (values: readonly number[]) => {
      const mean = values.reduce((sum, v) => sum + v, 0) / plans;
      const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (plans - 1);
      return { mean, error: 4.9 * Math.sqrt(variance / plans) };
    };
    const mean = estimate(pairs.map(([a, b]) => (a + b) / 2));
    const chance = estimate(pairs.map(([a, b]) => (a - b) ** 2 / 2));
    const shared = estimate(pairs.map(([a, b]) => (a - parts.mean) * (b - parts.mean)));
    expect(Math.abs(parts.mean - mean.mean)).toBeLessThan(mean.error);
    expect(Math.abs(parts.chanceSd ** 2 - chance.mean)).toBeLessThan(chance.error);
    expect(Math.abs(parts.ignoranceSd ** 2 - shared.mean)).toBeLessThan(shared.error);
    // The tolerances are small enough to tell the two apart.
    expect(parts.ignoranceSd ** 2).toBeGreaterThan(3 * shared.error);
  });

  it("fall with the root of the volume, and not at all", () => {
    const drawn = [8, 20, 32].map((mean) => planCost(100, { turns: normal({ mean, sd: 8 }) }));
    const at = (n: number) =>
      spreadParts(drawn.map(({ meanUsd, sdUsd }) => ({ mean: n * meanUsd, sd: Math.sqrt(n) * sdUsd })));
    const [small, large] = [at(100), at(10_000)];
    expect(small.chanceSd / small.mean / (large.chanceSd / large.mean)).toBeCloseTo(10, 9);
    expect(large.ignoranceSd / large.mean).toBeCloseTo(small.ignoranceSd / small.mean, 9);
  });

  it("of totals 1, 3, 8 are counted by hand", () => {
    // Means 1, 3, 8: mean 4, squares 9 + 1 + 16 over two; variances 1, 4, 25.
    const parts = spreadParts([
      { mean: 1, sd: 1 },
      { mean: 3, sd: 2 },
      { mean: 8, sd: 5 },
    ]);
    expect(parts).toEqual({ mean: 4, chanceSd: Math.sqrt(10), ignoranceSd: Math.sqrt(13) });
    expect(() => spreadParts([])).toThrow("totals is empty; expected one or more");
  });

  it("of a known plan are all chance", () => {
    expect(spreadParts([{ mean: 5, sd: 2 }])).toEqual({ mean: 5, chanceSd: 2, ignoranceSd: 0 });
  });
});
