import { describe, expect, it } from "vitest";
import { conversationCost } from "../../../src/analysis/conversation/exact.ts";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { simulate } from "../../../src/analysis/conversation/monte-carlo.ts";
import { conversationSampler } from "../../../src/analysis/conversation/sampler.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { everyRule, published } from "./published.ts";

/** Simulated against known, in standard errors. */
const errors = ({ value, standardError }: { value: number; standardError: number }, known: number) =>
  Math.abs(value - known) / standardError;

describe.each(everyRule)("a million simulated conversations, %s", (_, model) => {
  it("agree with the exact answer within four standard errors (seed fixed)", { timeout: 60_000 }, () => {
    const simulated = simulate(model, { conversations: 1_000_000, seed: 2024 });
    const moments = conversationMoments(model);
    const exact = conversationCost(model);
    expect(errors(simulated.costUsd.mean, moments.costUsd.mean)).toBeLessThan(4);
    expect(errors(simulated.costUsd.sd, moments.costUsd.sd)).toBeLessThan(4);
    expect(errors(simulated.inputTokens.mean, moments.inputTokens.mean)).toBeLessThan(4);
    expect(errors(simulated.inputTokens.sd, moments.inputTokens.sd)).toBeLessThan(4);
    expect(errors(simulated.outputTokens.mean, moments.outputTokens.mean)).toBeLessThan(4);
    expect(errors(simulated.outputTokens.sd, moments.outputTokens.sd)).toBeLessThan(4);
    for (const p of [0.05, 0.5, 0.95, 0.99]) {
      expect(errors(simulated.costUsd.quantile(p), exact.quantile(p)), `P${p * 100}`).toBeLessThan(4);
    }
  });
});

describe("simulated conversations", () => {
  it.each(everyRule.slice(0, 6))("depend on seed and number alone, in any order and any split: %s", (_, model) => {
    const draw = (first: number, count: number, seed = 1) => {
      const input = new Float64Array(count);
      const output = new Float64Array(count);
      conversationSampler(model, seed)(first, count, input, output);
      return Array.from(input, (x, i) => [x, output[i]]);
    };
    const whole = draw(0, 5000);
    expect([...draw(0, 1), ...draw(1, 4999)]).toEqual(whole);
    expect(draw(4990, 10)).toEqual(whole.slice(4990));
    expect(draw(0, 5000, 2)).not.toEqual(whole);
    expect(draw(2 ** 32, 2)).not.toEqual(whole.slice(0, 2));
  });
  it("have a mean given n turns that is the closed form, 0.0336 n + 0.0009 n²", () => {
    for (const turns of [1, 2, 5, 20, 40]) {
      const model = { ...published, turns: normal({ mean: turns, sd: 0 }) };
      const { costUsd } = simulate(model, { conversations: 100_000, seed: 5 });
      expect(errors(costUsd.mean, 0.0336 * turns + 0.0009 * turns * turns)).toBeLessThan(4.9);
    }
  });
  it("truncate sums and round messages to whole tokens", () => {
    const tokens = (rounding: "trunc-sums" | "whole-tokens") => {
      const input = new Float64Array(2000);
      const output = new Float64Array(2000);
      conversationSampler({ ...published, rounding }, 3)(0, 2000, input, output);
      return [...input, ...output];
    };
    expect(tokens("trunc-sums").every(Number.isInteger)).toBe(true);
    expect(tokens("whole-tokens").every(Number.isInteger)).toBe(true);
  });
  it("give the type 7 quantiles of a small sample, with standard errors above 0", () => {
    const { costUsd } = simulate(published, { conversations: 1000, seed: 9 });
    const exact = conversationCost(published);
    for (const p of [0.05, 0.5, 0.95]) {
      const estimate = costUsd.quantile(p);
      expect(estimate.standardError).toBeGreaterThan(0);
      expect(errors(estimate, exact.quantile(p))).toBeLessThan(6);
    }
    expect(costUsd.mean.standardError).toBeCloseTo(0.558 / Math.sqrt(1000), 2);
  });
  it("cost nothing without turns or prices", () => {
    const none = simulate({ ...published, turns: normal({ mean: 0, sd: 0 }) }, { conversations: 100, seed: 1 });
    expect(none.costUsd.mean).toEqual({ value: 0, standardError: 0 });
    expect(none.costUsd.quantile(0.99).value).toBe(0);
  });
  it("are refused below 4 and with a seed that is no 32-bit integer", () => {
    expect(() => simulate(published, { conversations: 3, seed: 1 })).toThrow("conversations is 3");
    expect(() => simulate(published, { conversations: 10, seed: 0.5 })).toThrow("seed is 0.5");
  });
});
