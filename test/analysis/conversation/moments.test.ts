import { describe, expect, it } from "vitest";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { turnsTable } from "../../../src/analysis/conversation/turns.ts";
import { lognormal } from "../../../src/math/lognormal-distribution.ts";
import { negativeBinomial } from "../../../src/math/negative-binomial-distribution.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { everyRule, published } from "./published.ts";

describe("the number of turns", () => {
  it("is the law truncated towards zero and at 0", () => {
    const law = normal({ mean: 20, sd: 8 });
    const { probability, foldedProbability } = turnsTable(law);
    expect(probability[0]).toBe(law.cdf(1));
    expect(probability[20]).toBeCloseTo(law.cdf(21) - law.cdf(20), 15);
    expect(probability.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 14);
    expect(foldedProbability).toBeLessThan(1e-12);
  });
  it("keeps a law on whole numbers as it is", () => {
    const law = negativeBinomial({ mean: 5, sd: 4 });
    const { probability } = turnsTable(law);
    expect(probability[0]).toBeCloseTo(law.cdf(0), 14);
    expect(probability[7]).toBeCloseTo(law.cdf(7) - law.cdf(6), 14);
    expect(Array.from(turnsTable(normal({ mean: 3, sd: 0 })).probability)).toEqual([0, 0, 0, 1]);
    expect(Array.from(turnsTable(normal({ mean: -3, sd: 0 })).probability)).toEqual([1]);
  });
  it("keeps a long tail until it cannot matter", () => {
    const { probability, foldedProbability } = turnsTable(lognormal({ mean: 20, sd: 20 }));
    expect(foldedProbability * probability.length ** 2).toBeLessThan(1e-9);
  });
  it("refuses a law without an end in sight", () => {
    expect(() => turnsTable(uniform({ min: 0, max: 1e9 }))).toThrow("turns reach beyond 100000");
  });
});

describe("moments in closed form", () => {
  it("are those published, rounding aside", () => {
    const m = conversationMoments(published);
    // E n and E n² of the truncated number of turns give 0.0336 E n + 0.0009 E n².
    const squares = m.turns.sd ** 2 + m.turns.mean ** 2;
    expect(m.costUsd.mean).toBeCloseTo(0.0336 * m.turns.mean + 0.0009 * squares, 12);
    expect(m.inputTokens.mean * 1e-5 + m.outputTokens.mean * 3e-5).toBeCloseTo(m.costUsd.mean, 12);
    expect(m.outputTokens.mean).toBeCloseTo(90 * m.turns.mean, 9);
  });
  it("say how often lengths are negative: Φ(−1.5) of messages", () => {
    const m = conversationMoments(published);
    expect(m.negativeUserMessageProbability).toBeCloseTo(0.0668072012688581, 15);
    expect(m.anyNegativeMessageProbability).toBeGreaterThan(0.85);
    expect(m.anyNegativeMessageProbability).toBeLessThan(0.9);
    const truncated = conversationMoments({ ...published, messages: "truncated" });
    expect([truncated.negativeUserMessageProbability, truncated.anyNegativeMessageProbability]).toEqual([0, 0]);
  });
  it.each(everyRule)("split cost and variance without remainder: %s", (_, model) => {
    const m = conversationMoments(model);
    const parts = Object.values(m.components).reduce((sum, part) => sum + part, 0);
    expect(parts).toBeCloseTo(m.costUsd.mean, 12);
    expect(m.turnsVarianceFraction + m.messagesVarianceFraction).toBeCloseTo(1, 12);
    expect(Math.abs(m.components.truncationUsd)).toBeLessThan(3e-5);
  });
  it("of whole tokens differ from none by the variance of rounding, 1/12 a message", () => {
    const none = conversationMoments(published);
    const whole = conversationMoments({ ...published, rounding: "whole-tokens" });
    const messages = (m: typeof none) => m.messagesVarianceFraction * m.costUsd.sd ** 2;
    expect(messages(whole) / messages(none)).toBeCloseTo(1 + 1 / 12 / 3600, 9);
  });
  it("refuse prices and prompts below 0", () => {
    expect(() => conversationMoments({ ...published, initialTokens: -1 })).toThrow("initialTokens is -1");
    expect(() => conversationMoments({ ...published, inputPriceUsdPerMtok: Number.NaN })).toThrow(
      "inputPriceUsdPerMtok",
    );
  });
});
