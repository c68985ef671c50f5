import { describe, expect, it } from "vitest";
import { conversationCost, totalCost } from "../../../src/analysis/conversation/exact.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { normalQuantile } from "../../../src/math/standard-normal.ts";
import { published } from "./published.ts";

const relative = (found: number, expected: number): number => Math.abs(found / expected - 1);

/** Shares far into both tails. */
const FAR = [1e-9, 1e-6, 1e-3, 0.5, 0.999, 1 - 1e-6, 1 - 1e-9];

describe("the exact cost where numbers are extreme", () => {
  it.each([1e-9, 1e9])("prices %f times as high: every answer is, to 12 digits", (factor) => {
    const base = conversationCost(published);
    const scaled = conversationCost({
      ...published,
      inputPriceUsdPerMtok: published.inputPriceUsdPerMtok * factor,
      outputPriceUsdPerMtok: published.outputPriceUsdPerMtok * factor,
    });
    expect(relative(scaled.mean, base.mean * factor)).toBeLessThan(1e-12);
    expect(relative(scaled.sd, base.sd * factor)).toBeLessThan(1e-12);
    for (const p of FAR.filter((share) => share >= 0.001))
      expect(Math.abs(scaled.quantile(p) / factor - base.quantile(p)), `quantile(${p})`).toBeLessThan(1e-10 * base.sd);
  });

  it("a billion conversations: mean and sd by their laws, quantiles by the central limit with skewness", () => {
    const one = conversationCost(published);
    const count = 1e9;
    const total = totalCost(published, count);
    expect(relative(total.mean, one.mean * count)).toBeLessThan(1e-12);
    expect(relative(total.sd, one.sd * Math.sqrt(count))).toBeLessThan(1e-12);
    // The first Edgeworth correction is skewness (z² − 1)/6 standard deviations; |skewness| of one cost is below 2.
    for (const p of [0.05, 0.5, 0.95, 0.99]) {
      const normalOne = total.mean + normalQuantile(p) * total.sd;
      const correction = (2 / Math.sqrt(count)) * Math.max(1, normalQuantile(p) ** 2);
      expect(Math.abs(total.quantile(p) - normalOne) / total.sd, `quantile(${p})`).toBeLessThan(correction);
    }
  });

  it("messages of a million tokens that differ by a thousandth: the sd keeps 9 digits", () => {
    const [turns, mean, sd] = [20, 1e6, 1e-3];
    const cost = conversationCost({
      ...published,
      ...{ turns: normal({ mean: turns, sd: 0 }), billing: "api", messages: "as-published" },
      ...{ userTokens: normal({ mean, sd }), assistantTokens: normal({ mean, sd }) },
    });
    // Turn i pays its user message in n − i + 1 requests, its reply in n − i later ones and once as output.
    const [p, q] = [published.inputPriceUsdPerMtok / 1e6, published.outputPriceUsdPerMtok / 1e6];
    let variance = 0;
    for (let i = 1; i <= turns; i++) variance += (p * (turns - i + 1) * sd) ** 2 + ((p * (turns - i) + q) * sd) ** 2;
    expect(relative(cost.sd, Math.sqrt(variance))).toBeLessThan(1e-9);
    expect(relative(cost.quantile(0.99) - cost.mean, normalQuantile(0.99) * Math.sqrt(variance))).toBeLessThan(1e-4);
  });

  it("quantiles far in both tails give their probability back", () => {
    for (const law of [conversationCost(published), conversationCost({ ...published, messages: "lognormal" })])
      for (const p of FAR) {
        const x = law.quantile(p);
        const tail = Math.min(p, 1 - p);
        // A conversation without turns costs nothing: a jump, whose quantile is the cost at which it is passed.
        if (law.cdf(x) - law.cdf(x - 1e-9) > tail) {
          expect(law.cdf(x - 1e-9), `p ${p}`).toBeLessThan(p);
          continue;
        }
        expect(Math.abs(law.cdf(x) - p), `p ${p}`).toBeLessThan(1e-3 * tail + 1e-12);
      }
  });
});
