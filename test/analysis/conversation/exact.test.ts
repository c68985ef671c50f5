import { describe, expect, it } from "vitest";
import { conversationCost, totalCost } from "../../../src/analysis/conversation/exact.ts";
import type { ConversationModel } from "../../../src/analysis/conversation/model.ts";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { gamma } from "../../../src/math/gamma-distribution.ts";
import { negativeBinomial } from "../../../src/math/negative-binomial-distribution.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import reference from "../../reference/conversation-lattice.json" with { type: "json" };
import { everyRule, published } from "./published.ts";

/** The published price of one token, the finest step a quantile can be right to, and the unit of the lattice. */
const TOKEN_USD = 1e-5;

describe("the published conversation", () => {
  // design/engine.md, "Exact": values for the published model, from 6·10⁷ simulated conversations and two engines.
  it("has the known moments, quantiles and CVaR as printed", () => {
    const cost = conversationCost(published);
    expect(cost.mean).toBeCloseTo(1.05566362, 8);
    expect(cost.sd).toBeCloseTo(0.55789775, 8);
    const quantiles = [0.05, 0.5, 0.95, 0.99].map((p) => cost.quantile(p));
    [0.244476, 0.995459, 2.065589, 2.606524].forEach((known, i) => {
      expect(quantiles[i]).toBeCloseTo(known, 6);
    });
    expect(cost.cvar(0.95)).toBeCloseTo(2.399054, 6);
  });
  it("has the known moments and P95 with api billing, and with lognormal whole tokens", () => {
    const api = conversationCost({ ...published, billing: "api" });
    expect(api.mean).toBeCloseTo(1.03809623, 8);
    expect(api.sd).toBeCloseTo(0.55066839, 8);
    expect(api.quantile(0.95)).toBeCloseTo(2.035857, 6);
    const whole = conversationCost({ ...published, messages: "lognormal", rounding: "whole-tokens" });
    expect(Math.abs(whole.mean / 1.05566359 - 1)).toBeLessThan(1e-6);
    expect(Math.abs(whole.sd / 0.55789778 - 1)).toBeLessThan(1e-6);
    expect(whole.quantile(0.95)).toBeCloseTo(2.065558, 6);
  });
});

describe("whole tokens against the law on the lattice (test/reference/conversation_lattice.py)", () => {
  const cases = [...reference.one.map((known) => ({ ...known, conversations: 1 })), ...reference.total].map(
    (known) => [`${known.conversations} × ${known.messages}, ${known.billing}`, known] as const,
  );
  it.each(cases)("%s: moments 1e-6, distribution function 1e-6, quantiles a token", (_, known) => {
    const { billing } = known as Pick<ConversationModel, "billing">;
    const length = negativeBinomial({ mean: 90, sd: 60 });
    const law =
      known.messages === "negative-binomial"
        ? { userTokens: length, assistantTokens: length }
        : { messages: known.messages as ConversationModel["messages"] };
    const cost = totalCost({ ...published, ...law, billing, rounding: "whole-tokens" }, known.conversations);
    expect(Math.abs(cost.mean / known.meanUsd - 1)).toBeLessThan(1e-6);
    expect(Math.abs(cost.sd / known.sdUsd - 1)).toBeLessThan(1e-6);
    for (const [x = 0, probability = 0] of known.cdf)
      expect(Math.abs(cost.cdf(x + TOKEN_USD / 2) - probability), `cdf(${x})`).toBeLessThan(1e-6);
    for (const [p = 0, usd = 0] of known.quantilesUsd)
      expect(Math.abs(cost.quantile(p) - usd), `quantile(${p})`).toBeLessThan(1.01 * TOKEN_USD);
    for (const [alpha = 0, usd = 0] of known.cvarUsd)
      expect(Math.abs(cost.cvar(alpha) - usd), `cvar(${alpha})`).toBeLessThan(1e-6 * known.meanUsd);
  });
});

describe.each(everyRule)("%s", (_, model) => {
  it("has a law whose mean and sd, found by integrating it, are the closed form", () => {
    const cost = conversationCost(model);
    const moments = conversationMoments(model).costUsd;
    expect(cost.mean).toBeCloseTo(moments.mean, 12);
    expect(cost.sd).toBeCloseTo(moments.sd, 12);
    expect(cost.cvar(1e-12)).toBeCloseTo(moments.mean, 6);
    // E C² = ∫ 2x P(C > x) dx for the part above 0; below 0 there is less than 1e-9.
    let square = 0;
    const step = 0.0025;
    for (let x = step / 2; x < 14; x += step) square += 2 * x * (1 - cost.cdf(x)) * step;
    expect(Math.abs((square - moments.mean ** 2) / moments.sd ** 2 - 1)).toBeLessThan(1e-4);
  });
  it("is a distribution: rising, with quantiles that invert it and a density that is its slope", () => {
    const cost = conversationCost(model);
    let before = 0;
    for (let x = 0; x < 6; x += 0.01) {
      expect(cost.cdf(x)).toBeGreaterThanOrEqual(before - 1e-7);
      before = cost.cdf(x);
    }
    for (const p of [0.02, 0.05, 0.5, 0.95, 0.99, 0.9999]) expect(cost.cdf(cost.quantile(p))).toBeCloseTo(p, 9);
    for (const x of [0.3, 1, 2])
      expect((cost.cdf(x + 1e-4) - cost.cdf(x - 1e-4)) / 2e-4).toBeCloseTo(cost.density(x), 4);
    const grid = cost.densityGrid(101, 0.001, 0.999);
    expect(grid).toHaveLength(101);
    expect(grid.every((point) => point.densityPerUsd >= 0)).toBe(true);
  });
});

describe("the total of N conversations", () => {
  it("has N times the mean, √N times the sd, and tends to the normal law", () => {
    for (const messages of ["as-published", "lognormal"] as const) {
      const one = conversationCost({ ...published, messages });
      for (const n of [2, 30, 1000, 1e9]) {
        const total = totalCost({ ...published, messages }, n);
        expect(total.mean / (n * one.mean)).toBeCloseTo(1, 12);
        expect(total.sd / (Math.sqrt(n) * one.sd)).toBeCloseTo(1, 12);
        expect(Math.abs((total.cvar(1e-9) - total.mean) / total.sd)).toBeLessThan(1e-6);
      }
      const huge = totalCost({ ...published, messages }, 1e9);
      expect((huge.quantile(0.95) - huge.mean) / huge.sd).toBeCloseTo(1.6448536, 4);
    }
  });
  it("is the same by either method where they meet", () => {
    for (const messages of ["as-published", "lognormal"] as const) {
      // 999 goes by characteristic function; Edgeworth's expansion takes over from 1000 for the published law.
      const standardised = (n: number, p: number) => {
        const total = totalCost({ ...published, messages }, n);
        return (total.quantile(p) - total.mean) / total.sd;
      };
      for (const p of [0.05, 0.5, 0.95, 0.99]) {
        // Skewness moves it as 1/√n, so the second difference is far below what the methods may differ by.
        const bend = standardised(1000, p) - 2 * standardised(999, p) + standardised(998, p);
        expect(Math.abs(bend), `${messages}, ${p}`).toBeLessThan(1e-5);
      }
    }
  });
  it("of one conversation is the conversation", () => {
    expect(totalCost(published, 1).quantile(0.9)).toBe(conversationCost(published).quantile(0.9));
  });
  it("refuses a number of conversations that is not whole or out of range", () => {
    for (const n of [0, 1.5, 2e9]) expect(() => totalCost(published, n)).toThrow(`conversations is ${n}`);
  });
});

describe("degenerate conversations", () => {
  const always = (mean: number) => normal({ mean, sd: 0 });
  it("cost nothing without turns", () => {
    const cost = conversationCost({ ...published, turns: always(0) });
    expect([cost.mean, cost.sd, cost.quantile(0.5), cost.cdf(0), cost.cdf(-1)]).toEqual([0, 0, 0, 1, 0]);
    expect(totalCost({ ...published, turns: always(0) }, 50).quantile(0.9)).toBe(0);
  });
  it("cost nothing at price 0", () => {
    for (const messages of ["as-published", "lognormal"] as const) {
      const free = { ...published, messages, inputPriceUsdPerMtok: 0, outputPriceUsdPerMtok: 0 };
      expect(conversationCost(free).quantile(0.99)).toBe(0);
      expect(totalCost(free, 1000).quantile(0.99)).toBe(0);
      expect(conversationMoments(free).turnsVarianceFraction).toBe(0);
    }
  });
  it("have steps only where lengths do not vary, and one value where nothing varies", () => {
    const fixedLengths = { ...published, userTokens: always(90), assistantTokens: always(90) };
    const cost = conversationCost(fixedLengths);
    // 0.0336 n + 0.0009 n² at the median number of turns, 20 truncated: P(n ≤ 19) = 1/2.
    expect(cost.quantile(0.51)).toBeCloseTo(0.0336 * 20 + 0.0009 * 400, 9);
    const fixed = conversationCost({ ...fixedLengths, turns: always(20) });
    expect([fixed.sd, fixed.quantile(0.01), fixed.quantile(0.99)]).toEqual([0, fixed.mean, fixed.mean]);
    expect(fixed.mean).toBeCloseTo(1.032, 12);
  });
  it("keep one turn always", () => {
    const one = conversationCost({ ...published, turns: always(1) });
    expect(one.mean).toBeCloseTo(0.0345, 12);
    // Given one turn the cost is normal: sd 60 √(1e-5² + 4e-5²).
    expect(one.quantile(0.95)).toBeCloseTo(0.0345 + 1.6448536 * 60 * 1e-5 * Math.sqrt(17), 9);
  });
});

describe("any conversation", () => {
  it("is linear in price", () => {
    for (const messages of ["as-published", "lognormal"] as const) {
      const dear = { ...published, messages, inputPriceUsdPerMtok: 70, outputPriceUsdPerMtok: 210 };
      const cost = conversationCost(dear);
      const cheap = conversationCost({ ...published, messages });
      for (const p of [0.05, 0.5, 0.99]) expect(cost.quantile(p) / cheap.quantile(p)).toBeCloseTo(7, 6);
    }
  });
  it("never costs less with more turns, at any quantile", () => {
    for (const p of [0.1, 0.5, 0.9]) {
      const costs = [10, 20, 30].map((mean) =>
        conversationCost({ ...published, turns: normal({ mean, sd: 4 }), messages: "truncated" }).quantile(p),
      );
      expect(costs).toEqual([...costs].sort((a, b) => a - b));
    }
  });
  it("takes any length law: the distribution function integrates to the closed-form mean", () => {
    for (const law of [gamma({ mean: 90, sd: 60 }), uniform({ min: 10, max: 170 })]) {
      const model: ConversationModel = { ...published, userTokens: law, assistantTokens: law };
      expect(conversationCost(model).cvar(1e-12)).toBeCloseTo(conversationMoments(model).costUsd.mean, 6);
    }
  });
});
