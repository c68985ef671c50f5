import { describe, expect, it } from "vitest";
import { conversationCost, totalCost } from "../../../src/analysis/conversation/exact.ts";
import type { ConversationModel } from "../../../src/analysis/conversation/model.ts";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { simulate } from "../../../src/analysis/conversation/monte-carlo.ts";
import { simulatorFor } from "../../../src/kernel/simulator.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import reference from "../../reference/shared-length.json" with { type: "json" };
import { published } from "./published.ts";

const lognormal: ConversationModel = { ...published, messages: "lognormal", rounding: "whole-tokens" };
const shared = (model: ConversationModel, sd: number, turnsCorrelation = 0): ConversationModel => ({
  ...model,
  sharedLength: { sd, turnsCorrelation },
});
const FAR = 6;

describe("a factor shared by the lengths of a conversation", () => {
  it("changes nothing when it does not vary", () => {
    expect(conversationMoments(shared(published, 0))).toEqual(conversationMoments(published));
    expect(conversationCost(shared(published, 0)).quantile(0.95)).toBe(conversationCost(published).quantile(0.95));
  });

  it("leaves the mean and adds sd²·(mean cost of messages given n)² + sd²·(variance given n), in closed form", () => {
    // Given n turns, C = a + F·M with independent F (mean 1, variance s²) and M: Var C = s²(E M)² + (1 + s²)Var M.
    const n = 20;
    const s = 0.4;
    const model = { ...published, turns: normal({ mean: n, sd: 0 }) };
    const plain = conversationMoments(model).costUsd;
    const prompt = 3000e-5 * n;
    const messages = plain.mean - prompt;
    const { mean, sd } = conversationMoments(shared(model, s)).costUsd;
    expect(mean / plain.mean).toBeCloseTo(1, 12);
    expect(sd ** 2 / (s * s * messages ** 2 + (1 + s * s) * plain.sd ** 2)).toBeCloseTo(1, 10);
  });

  it.each(reference.cases.map((known) => [`sd ${known.sd}, correlation ${known.turnsCorrelation}`, known] as const))(
    "agrees with another quadrature (test/reference/shared_length.py): %s",
    (_, known) => {
      const billing = known.billing as ConversationModel["billing"];
      const cost = conversationCost(shared({ ...published, billing }, known.sd, known.turnsCorrelation));
      expect(Math.abs(cost.mean / known.meanUsd - 1)).toBeLessThan(1e-9);
      expect(Math.abs(cost.sd / known.sdUsd - 1)).toBeLessThan(1e-9);
      for (const [x = 0, probability = 0] of known.cdf) expect(Math.abs(cost.cdf(x) - probability)).toBeLessThan(1e-6);
      for (const [p = 0, usd = 0] of known.quantilesUsd) expect(Math.abs(cost.quantile(p) - usd)).toBeLessThan(1e-6);
      for (const [alpha = 0, usd = 0] of known.cvarUsd) expect(Math.abs(cost.cvar(alpha) - usd)).toBeLessThan(1e-6);
    },
  );

  it.each([
    ["normal lengths", published, 0.3, 0],
    ["normal lengths, longer messages in longer conversations", published, 0.5, 0.6],
    ["normal lengths, shorter messages in longer conversations", { ...published, billing: "api" as const }, 0.3, -0.8],
    ["sums cut to whole tokens", { ...published, rounding: "trunc-sums" as const }, 0.2, 0.3],
    ["lognormal whole tokens", lognormal, 0.3, 0.4],
  ])("agrees with the simulation: %s", { timeout: 120_000 }, (_, model, sd, correlation) => {
    const both = shared(model, sd, correlation);
    const { costUsd, inputTokens, outputTokens } = simulate(
      both,
      { conversations: 300_000, seed: 12, sampler: "monotone", sampling: "iid" },
      simulatorFor,
    );
    const known = conversationMoments(both);
    const exact = conversationCost(both);
    expect(exact.mean).toBeCloseTo(known.costUsd.mean, 9);
    const within = ({ value, standardError }: { value: number; standardError: number }, expected: number, bound = 0) =>
      expect(Math.abs(value - expected)).toBeLessThan(FAR * standardError + bound);
    within(costUsd.sd, known.costUsd.sd);
    within(inputTokens.mean, known.inputTokens.mean);
    within(outputTokens.mean, known.outputTokens.mean);
    for (const p of [0.05, 0.5, 0.95, 0.99]) within(costUsd.quantile(p), exact.quantile(p), costUsd.quantileBoundUsd);
    within(costUsd.cvar(0.95), exact.cvar(0.95), costUsd.quantileBoundUsd);
  });

  it("carries over to the total of many", () => {
    const both = shared(published, 0.4, 0.5);
    const one = conversationMoments(both).costUsd;
    const total = totalCost(both, 10_000);
    expect(total.mean / (10_000 * one.mean)).toBeCloseTo(1, 10);
    expect(total.sd / (100 * one.sd)).toBeCloseTo(1, 10);
    // Cornish and Fisher's first term, with the skewness of simulated conversations (known to a tenth here).
    const { skewness } = simulate(
      both,
      { conversations: 100_000, seed: 1, sampler: "fast", sampling: "stratified" },
      simulatorFor,
    ).costUsd;
    const z = 1.6448536269514722;
    const first = (skewness / 6) * (z * z - 1);
    const beyond = (total.quantile(0.95) - total.mean) / total.sd;
    expect((beyond - z) * 100).toBeGreaterThan(0.8 * first);
    expect((beyond - z) * 100).toBeLessThan(1.2 * first);
  });
});
