import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assistantTokenUsd,
  type BillingRule,
  costComponentsGivenTurns,
  costMeanGivenTurns,
  costVarianceGivenTurns,
  inputTokensMeanGivenTurns,
  inputTokensVarianceGivenTurns,
  outputTokensMeanGivenTurns,
  outputTokensVarianceGivenTurns,
  tokensCovarianceGivenTurns,
  userTokenUsd,
} from "../../src/model/conversation.ts";

const published = {
  initialTokens: 3000,
  userTokensMean: 90,
  assistantTokensMean: 90,
  userTokensVariance: 3600,
  assistantTokensVariance: 3600,
  inputPriceUsdPerMtok: 10,
  outputPriceUsdPerMtok: 30,
};
const billings: readonly BillingRule[] = ["as-printed", "api"];

/** The appendix's own loop, message by message: tokens billed as functions of the messages. */
function billByLoop(user: readonly number[], reply: readonly number[], initial: number, billing: BillingRule) {
  let context = initial;
  let input = 0;
  user.forEach((u, i) => {
    const a = reply[i] ?? 0;
    input += context + u + (billing === "as-printed" ? a : 0);
    context += u + a;
  });
  return { input, output: reply.reduce((sum, a) => sum + a, 0) };
}

/** The weight of each message in the input tokens, by differencing the loop. */
function weights(turns: number, billing: BillingRule) {
  const zero = Array.from({ length: turns }, () => 0);
  const unit = (j: number) => zero.map((_, i) => (i === j ? 1 : 0));
  return {
    user: zero.map((_, j) => billByLoop(unit(j), zero, 0, billing).input),
    reply: zero.map((_, j) => billByLoop(zero, unit(j), 0, billing).input),
  };
}
const sum = (values: readonly number[]) => values.reduce((total, x) => total + x, 0);

describe("a conversation of n turns", () => {
  it("costs 0.0336 n + 0.0009 n² as printed and 0.0327 n + 0.0009 n² with api billing, as published", () => {
    for (let turns = 0; turns <= 60; turns++) {
      const cost = (billing: BillingRule) => costMeanGivenTurns({ ...published, turns, billing });
      expect(cost("as-printed")).toBeCloseTo(0.0336 * turns + 0.0009 * turns ** 2, 12);
      expect(cost("api")).toBeCloseTo(0.0327 * turns + 0.0009 * turns ** 2, 12);
    }
  });
  it("has the token means and variances of the appendix's loop", () => {
    for (const billing of billings) {
      for (const turns of [0, 1, 2, 3, 7, 20]) {
        const given = { ...published, userTokensMean: 70, assistantTokensVariance: 2500, turns, billing };
        const constant = (x: number) => Array.from({ length: turns }, () => x);
        const { input, output } = billByLoop(constant(70), constant(90), 3000, billing);
        expect(inputTokensMeanGivenTurns(given)).toBeCloseTo(input, 8);
        expect(outputTokensMeanGivenTurns(given)).toBeCloseTo(output, 8);
        const w = weights(turns, billing);
        const squares = (list: readonly number[]) => sum(list.map((x) => x * x));
        expect(inputTokensVarianceGivenTurns(given)).toBeCloseTo(3600 * squares(w.user) + 2500 * squares(w.reply), 6);
        expect(outputTokensVarianceGivenTurns(given)).toBeCloseTo(2500 * turns, 8);
        expect(tokensCovarianceGivenTurns(given)).toBeCloseTo(2500 * sum(w.reply), 6);
        const costWeights = squares(w.user) * 3600 * 1e-10 + sum(w.reply.map((x) => (1e-5 * x + 3e-5) ** 2)) * 2500;
        expect(costVarianceGivenTurns(given)).toBeCloseTo(costWeights, 12);
      }
    }
  });
  it("has components that add up to its cost, none of them negative", () => {
    for (const billing of billings) {
      for (const turns of [0, 1, 2, 20]) {
        const parts = Object.values(costComponentsGivenTurns({ ...published, turns, billing }));
        expect(sum(parts)).toBeCloseTo(costMeanGivenTurns({ ...published, turns, billing }), 12);
        for (const part of parts) expect(part).toBeGreaterThanOrEqual(0);
      }
    }
  });
  it("never costs less with more turns, is linear in price, and is cheaper with api billing", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.double({ min: 0, max: 1e3, noNaN: true }), (turns, factor) => {
        const cost = (n: number, billing: BillingRule, scale = 1) =>
          costMeanGivenTurns({
            ...published,
            inputPriceUsdPerMtok: 10 * scale,
            outputPriceUsdPerMtok: 30 * scale,
            turns: n,
            billing,
          });
        expect(cost(turns + 1, "api")).toBeGreaterThan(cost(turns, "api"));
        expect(cost(turns, "api")).toBeLessThanOrEqual(cost(turns, "as-printed"));
        expect(cost(turns, "api", factor)).toBeCloseTo(factor * cost(turns, "api"), 6);
      }),
    );
  });
});

describe("a token more in one message", () => {
  it.each(billings)("costs, over all messages, what a token more in each costs the conversation (%s)", (billing) => {
    const at = (userTokensMean: number, assistantTokensMean: number): number =>
      costMeanGivenTurns({ ...published, userTokensMean, assistantTokensMean, turns: 5, billing });
    const places = [0, 1, 2, 3, 4];
    const sum = (of: (turnsBeforeLast: number) => number): number =>
      places.reduce((total, place) => total + of(place), 0);
    expect(sum((place) => userTokenUsd(place, published))).toBeCloseTo(at(91, 90) - at(90, 90), 12);
    expect(sum((place) => assistantTokenUsd(place, published, billing))).toBeCloseTo(at(90, 91) - at(90, 90), 12);
  });

  it("costs one send in the last turn, and one more for each turn before", () => {
    expect(userTokenUsd(0, published)).toBeCloseTo(10e-6, 15);
    expect(userTokenUsd(3, published)).toBeCloseTo(40e-6, 15);
    expect(assistantTokenUsd(0, published, "api")).toBeCloseTo(30e-6, 15);
    expect(assistantTokenUsd(3, published, "as-printed")).toBeCloseTo(70e-6, 15);
  });
});
