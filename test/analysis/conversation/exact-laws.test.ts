import { describe, expect, it } from "vitest";
import { costCases, reachOf, reachOfAll } from "../../../src/analysis/conversation/cost-cases.ts";
import { edgeworthPart } from "../../../src/analysis/conversation/edgeworth-part.ts";
import { conversationCost, totalCost } from "../../../src/analysis/conversation/exact.ts";
import type { ConversationModel } from "../../../src/analysis/conversation/model.ts";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { empirical } from "../../../src/math/empirical-distribution.ts";
import { gamma } from "../../../src/math/gamma-distribution.ts";
import { lognormal } from "../../../src/math/lognormal-distribution.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { normalCdf } from "../../../src/math/standard-normal.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { published } from "./published.ts";

const turns = (...values: readonly number[]) => empirical({ values });
/** USD of a token as input and as output. */
const [IN, OUT] = [1e-5, 3e-5];

/** Mean and sd of the cost of n turns of normal lengths, message by message. */
function givenTurns(
  n: number,
  { mean, sd }: { mean: number; sd: number },
  prompt: number,
  billing: ConversationModel["billing"],
) {
  let usd = IN * n * prompt;
  let variance = 0;
  for (let j = 1; j <= n; j++) {
    // User message j is sent n − j + 1 times; its reply as often as printed, else once less, and paid as output.
    const user = IN * (n - j + 1);
    const reply = IN * (n - j + (billing === "as-printed" ? 1 : 0)) + OUT;
    usd += (user + reply) * mean;
    variance += (user ** 2 + reply ** 2) * sd ** 2;
  }
  return { mean: usd, sd: Math.sqrt(variance) };
}

const length = { mean: 90, sd: 20 };
const normals: ConversationModel = {
  ...published,
  ...{ userTokens: normal(length), assistantTokens: normal(length), initialTokens: 500 },
};

describe.each(["as-printed", "api"] as const)("normal lengths billed %s", (billing) => {
  const model = { ...normals, billing, turns: turns(1, 2, 2, 4) };
  const weights = [
    [1, 0.25],
    [2, 0.5],
    [4, 0.25],
  ] as const;
  const given = weights.map(([n, weight]) => ({ weight, ...givenTurns(n, length, 500, billing) }));

  it("make a mixture of normal laws over the number of turns", () => {
    const cost = conversationCost(model);
    for (const x of [0.01, 0.013, 0.03, 0.035, 0.06, 0.09])
      expect(cost.cdf(x), `cdf(${x})`).toBeCloseTo(
        given.reduce((sum, { weight, mean, sd }) => sum + weight * normalCdf((x - mean) / sd), 0),
        12,
      );
    expect(cost.mean).toBeCloseTo(
      given.reduce((sum, { weight, mean }) => sum + weight * mean, 0),
      15,
    );
    const square = given.reduce((sum, { weight, mean, sd }) => sum + weight * (mean ** 2 + sd ** 2), 0);
    expect(cost.sd).toBeCloseTo(Math.sqrt(square - cost.mean ** 2), 12);
    expect([cost.lower, cost.upper]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it("of two conversations make the mixture over the turns of both", () => {
    const total = totalCost(model, 2);
    for (const x of [0.03, 0.05, 0.07, 0.1, 0.15]) {
      let known = 0;
      for (const one of given)
        for (const other of given)
          known += one.weight * other.weight * normalCdf((x - one.mean - other.mean) / Math.hypot(one.sd, other.sd));
      expect(total.cdf(x), `cdf(${x})`).toBeCloseTo(known, 8);
    }
    expect(total.lower).toBe(Number.NEGATIVE_INFINITY);
  });

  it("of always the same number of turns sum to a normal law, few or many", () => {
    const three = { ...model, turns: turns(3) };
    const { mean, sd } = givenTurns(3, length, 500, billing);
    for (const n of [2, 10, 999, 1000, 1e6]) {
      const total = totalCost(three, n);
      for (const z of [-2, 0, 1.5])
        expect(total.cdf(n * mean + z * Math.sqrt(n) * sd), `${n}, ${z}`).toBeCloseTo(normalCdf(z), 7);
      expect(total.sd).toBeCloseTo(Math.sqrt(n) * sd, 10);
    }
  });
});

describe("conversations of which some have no turn", () => {
  it("cost nothing as often as that", () => {
    const model = { ...normals, turns: turns(0, 1) };
    const { mean, sd } = givenTurns(1, length, 500, "as-printed");
    const cost = conversationCost(model);
    expect([cost.cdf(-1e-9), cost.cdf(0), cost.cdf(mean / 2)]).toEqual([0, 0.5, expect.closeTo(0.5, 8)]);
    // Of three: none, one, two or three have a turn.
    const total = totalCost(model, 3);
    for (const x of [0, mean / 2, mean, 2 * mean + sd, 3 * mean]) {
      const some = [3, 3, 1].map((ways, i) => (ways / 8) * normalCdf((x - (i + 1) * mean) / (sd * Math.sqrt(i + 1))));
      expect(total.cdf(x), `cdf(${x})`).toBeCloseTo(1 / 8 + some.reduce((sum, p) => sum + p, 0), 8);
    }
    expect(total.cdf(-1e-6)).toBeCloseTo(0, 8);
    expect(total.quantile(0.1)).toBeCloseTo(0, 9);
  });

  it("all of them cost nothing, as many as there are", () => {
    const total = totalCost({ ...normals, turns: turns(0) }, 7);
    expect([total.mean, total.sd, total.lower, total.upper, total.quantile(0.3), total.cdf(0)]).toEqual([
      0, 0, 0, 0, 0, 1,
    ]);
  });
});

describe("uniform lengths", () => {
  // One turn: IN (500 + U) + (IN + OUT) V with U from 60 to 120 and V from 20 to 50.
  const model: ConversationModel = {
    ...{ ...normals, turns: turns(1) },
    ...{ userTokens: uniform({ min: 60, max: 120 }), assistantTokens: uniform({ min: 20, max: 50 }) },
  };
  const least = IN * 560 + 4e-5 * 20;
  const [a, b] = [IN * 60, 4e-5 * 30];
  /** The area of the unit square below a u + b v = y. */
  const area = (y: number): number => {
    const corner = (rest: number): number => Math.max(0, rest) ** 2;
    return (corner(y) - corner(y - a) - corner(y - b) + corner(y - a - b)) / (2 * a * b);
  };

  it("of one turn make the law of the area below a line", () => {
    const cost = conversationCost(model);
    for (const share of [0.1, 0.3, 0.5, 0.8, 0.95]) {
      const y = share * (a + b);
      expect(Math.abs(cost.cdf(least + y) - area(y)), `${share}`).toBeLessThan(2e-5);
    }
    expect(cost.mean).toBeCloseTo(least + (a + b) / 2, 15);
    expect(cost.sd).toBeCloseTo(Math.sqrt((a * a + b * b) / 12), 12);
    expect(cost.lower).toBeLessThanOrEqual(least);
    // One token more for each message, and twice the price of one of both.
    expect(cost.lower).toBeCloseTo(least - (IN + 4e-5) - 2 * (IN + 4e-5), 12);
    expect(cost.upper).toBe(Infinity);
  });

  it("reach the ends of their support, and a little further", () => {
    const costs = costCases(model);
    const [cases = []] = costs.states;
    const one = cases[1];
    if (!one) throw new Error("one turn");
    const beyond = 3 * (IN + 4e-5);
    expect(reachOf(costs, cases, one)).toEqual([
      expect.closeTo(least - beyond, 12),
      expect.closeTo(least + a + b + beyond, 12),
    ]);
    expect(reachOfAll(costs)).toEqual(reachOf(costs, cases, one));
  });

  it("of two turns reach as far as both turns' messages, sent so often", () => {
    const costs = costCases({ ...model, turns: turns(1, 2) });
    const [cases = []] = costs.states;
    const two = cases[2];
    if (!two) throw new Error("two turns");
    // Users are sent twice and once, replies twice and once and paid once each.
    const [users, replies] = [IN * 3, IN * 3 + OUT * 2];
    const furthest = (30 + 1) * users + (15 + 1) * replies;
    const last = 2 * (2 * IN + (2 * IN + OUT));
    const side = Math.min(furthest + last, Math.max(9 * Math.sqrt(two.variance), 0));
    expect(side).toBeCloseTo(furthest + last, 12);
    expect(reachOf(costs, cases, two)[1]).toBeCloseTo(two.mean + side, 12);
    expect(reachOfAll(costs)).toEqual([reachOf(costs, cases, cases[1] ?? two)[0], reachOf(costs, cases, two)[1]]);
  });

  it("of few conversations sum to the law of the area below a plane", () => {
    // Two conversations: the variance doubles, the law is symmetric about its mean.
    const total = totalCost(model, 2);
    const middle = 2 * least + a + b;
    expect(total.cdf(middle)).toBeCloseTo(0.5, 8);
    for (const x of [0.2, 0.5, 0.9]) {
      const y = x * (a + b);
      expect(total.cdf(middle + y) + total.cdf(middle - y)).toBeCloseTo(1, 8);
      // ∫ area(y − y') dF(y'), by the midpoint rule.
      let known = 0;
      for (let i = 0; i < 40; i++)
        for (let j = 0; j < 40; j++) known += area(a + b + y - (a * (i + 0.5) + b * (j + 0.5)) / 40) / 1600;
      expect(Math.abs(total.cdf(middle + y) - known)).toBeLessThan(2e-4);
    }
    expect(total.lower).toBeCloseTo(2 * conversationCost(model).lower, 12);
  });
});

describe("the ends of a cost", () => {
  const range = uniform({ min: 0, max: 180 });
  const of = (userTokens: ConversationModel["userTokens"], assistantTokens: ConversationModel["userTokens"]) => {
    const model = { ...normals, turns: turns(1, 2), userTokens, assistantTokens };
    return [conversationCost(model), totalCost(model, 3)] as const;
  };

  it("are none below where either length has none", () => {
    for (const [userTokens, assistantTokens] of [
      [range, normals.userTokens],
      [normals.userTokens, range],
    ] as const)
      for (const { lower, upper } of of(userTokens, assistantTokens))
        expect([lower, upper]).toEqual([-Infinity, Infinity]);
    const [one, three] = of(range, range);
    // The prompt of one turn alone, and two tokens more of each message.
    expect(one.lower).toBeLessThanOrEqual(IN * 500);
    expect(one.lower).toBeGreaterThan(IN * 500 - 4 * (IN + 4e-5));
    expect(three.lower).toBeCloseTo(3 * one.lower, 12);
    expect([one.upper, three.upper]).toEqual([Infinity, Infinity]);
  });

  it("are the cost itself where it does not vary", () => {
    const still = normal({ mean: 90, sd: 0 });
    const model = { ...normals, turns: turns(2), userTokens: still, assistantTokens: still };
    const { mean } = givenTurns(2, { mean: 90, sd: 0 }, 500, "as-printed");
    const one = conversationCost(model);
    expect([one.lower, one.upper, one.sd]).toEqual([expect.closeTo(mean, 15), expect.closeTo(mean, 15), 0]);
    const many = totalCost(model, 4);
    expect([many.lower, many.upper, many.quantile(0.3)]).toEqual([4, 4, 4].map((n) => expect.closeTo(n * mean, 14)));
    expect([many.cdf(4 * mean * (1 - 1e-9)), many.cdf(4 * mean * (1 + 1e-9)), many.cvar(0.9)]).toEqual([
      0,
      1,
      expect.closeTo(4 * mean, 12),
    ]);
  });
});

describe("skewed lengths", () => {
  it("reach a rare message and five standard deviations beyond", () => {
    const law = lognormal({ mean: 90, sd: 300 });
    const costs = costCases({ ...normals, turns: turns(1), userTokens: law, assistantTokens: law });
    const [cases = []] = costs.states;
    const one = cases[1];
    if (!one) throw new Error("one turn");
    const [low, high] = reachOf(costs, cases, one);
    const sd = Math.sqrt(one.variance);
    expect(high).toBeCloseTo(one.mean + 4e-5 * (law.quantile(1 - 1e-10) - 90) + 5 * sd, 9);
    // Below it is the support: no message is shorter than 0.
    expect(low).toBeCloseTo(one.mean - (90 + 1) * (IN + 4e-5) - 2 * (IN + 4e-5), 12);
    const still = costCases({
      ...normals,
      turns: turns(1),
      userTokens: normal({ mean: 9, sd: 0 }),
      assistantTokens: normal({ mean: 9, sd: 0 }),
    });
    const [fixed = []] = still.states;
    expect(fixed[1] && reachOf(still, fixed, fixed[1])).toEqual([fixed[1]?.mean, fixed[1]?.mean]);
  });

  it("reach a message that is seldom so short", () => {
    // One in 200 is empty, the others have 1000 tokens: mean 995, and 9 sd end before 0.
    const userTokens = empirical({ values: [0, ...new Array(199).fill(1000)] });
    const costs = costCases({ ...normals, turns: turns(1), userTokens, assistantTokens: normal({ mean: 90, sd: 0 }) });
    const [cases = []] = costs.states;
    const one = cases[1];
    if (!one) throw new Error("one turn");
    expect(9 * Math.sqrt(one.variance)).toBeLessThan(995 * IN);
    expect(reachOf(costs, cases, one)[0]).toBeCloseTo(one.mean - 996 * IN - 4e-5 - 2 * (IN + 4e-5), 12);
  });

  it("of many conversations follow Edgeworth's expansion with the skewness and kurtosis of one", () => {
    const userTokens = gamma({ mean: 90, sd: 60 });
    const assistantTokens = gamma({ mean: 40, sd: 20 });
    const model = { ...normals, billing: "api", turns: turns(0, 1, 3), userTokens, assistantTokens } as const;
    // Cumulants of a gamma law: 2σ⁴/μ and 6σ⁶/μ².
    const cumulants = ({ mean, variance }: { mean: number; variance: number }) =>
      [variance, (2 * variance ** 2) / mean, (6 * variance ** 3) / mean ** 2] as const;
    const [u2, u3, u4] = cumulants(userTokens);
    const [r2, r3, r4] = cumulants(assistantTokens);
    const states = [0, 1, 3].map((n) => {
      const state = { mean: IN * 500 * n, second: 0, third: 0, fourth: 0 };
      for (let j = 1; j <= n; j++) {
        const [user, reply] = [IN * (n - j + 1), IN * (n - j) + OUT];
        state.mean += user * 90 + reply * 40;
        state.second += user ** 2 * u2 + reply ** 2 * r2;
        state.third += user ** 3 * u3 + reply ** 3 * r3;
        state.fourth += user ** 4 * u4 + reply ** 4 * r4;
      }
      return state;
    });
    const average = (of: (state: (typeof states)[number]) => number) => states.reduce((sum, s) => sum + of(s) / 3, 0);
    const mean = average((s) => s.mean);
    const variance = average((s) => s.second + (s.mean - mean) ** 2);
    const third = average((s) => s.third + 3 * (s.mean - mean) * s.second + (s.mean - mean) ** 3);
    const fourth = average(({ mean: at, second, third: k3, fourth: k4 }) => {
      const d = at - mean;
      return k4 + 3 * second ** 2 + 4 * d * k3 + 6 * d * d * second + d ** 4;
    });
    const conversations = 2e6;
    const part = edgeworthPart({
      ...{ mean: conversations * mean, sd: Math.sqrt(conversations * variance), conversations },
      ...{ skewness: third / variance ** 1.5, excessKurtosis: fourth / variance ** 2 - 3 },
    });
    const total = totalCost(model, conversations);
    expect(total.mean).toBeCloseTo(conversations * mean, 6);
    for (const z of [-2, -0.5, 0, 1, 2.5]) {
      const x = conversations * mean + z * Math.sqrt(conversations * variance);
      expect(total.cdf(x), `z ${z}`).toBeCloseTo(part.cdf(x), 9);
      expect(Math.abs(total.cdf(x) - normalCdf(z)), `z ${z}`).toBeLessThan(3e-4);
    }
    // The skewness shows at the mean: φ(0) γ/(6 √N).
    expect(Math.abs(total.cdf(conversations * mean) - 0.5)).toBeGreaterThan(2e-5);
    // Just before the expansion may be used, the series says the same.
    const few = totalCost(model, 900);
    const same = edgeworthPart({
      ...{ mean: 900 * mean, sd: Math.sqrt(900 * variance), conversations: 900 },
      ...{ skewness: third / variance ** 1.5, excessKurtosis: fourth / variance ** 2 - 3 },
    });
    for (const z of [-1, 0, 2]) {
      const x = 900 * mean + z * Math.sqrt(900 * variance);
      expect(few.cdf(x)).toBeCloseTo(same.cdf(x), 5);
    }
  });
});

describe("the cases of a cost", () => {
  const cache = {
    ...{ readPriceUsdPerMtok: 1, writePriceUsdPerMtok: 12.5, minimumTokens: 0, blockTokens: 1, keepsReply: false },
    ...{ prefixProbability: 1, initialPromptProbability: 0.4 },
  };
  it.each<[string, ConversationModel, number]>([
    ["plain", { ...normals, turns: turns(0, 2, 5) }, 1],
    ["cut to whole tokens", { ...normals, turns: turns(1, 2), rounding: "trunc-sums" }, 1],
    ["with a cache that may have the prompt", { ...normals, turns: turns(0, 1, 3), cache }, 2],
    [
      "with a cache that has it",
      { ...normals, turns: turns(1, 3), cache: { ...cache, initialPromptProbability: 1 } },
      1,
    ],
    [
      "with a cache that never has it",
      { ...normals, turns: turns(1, 3), cache: { ...cache, initialPromptProbability: 0 } },
      1,
    ],
    ["with a cache that forgets", { ...normals, turns: turns(1, 3), cache: { ...cache, prefixProbability: 0.7 } }, 1],
    ["of a shared factor", { ...normals, turns: turns(1, 3), sharedLength: { sd: 0.2, turnsCorrelation: 0.5 } }, 65],
    ["of both", { ...normals, turns: turns(1, 3), cache, sharedLength: { sd: 0.2, turnsCorrelation: 0 } }, 130],
  ])("weigh 1 together and have the moments of the conversation: %s", (_, model, states) => {
    const costs = costCases(model);
    const { mean, sd } = conversationMoments(model).costUsd;
    expect(costs.states).toHaveLength(states);
    const all = costs.states.flat();
    expect(all.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 10);
    expect([costs.mean / mean, costs.sd / sd]).toEqual([expect.closeTo(1, 10), expect.closeTo(1, 10)]);
    const square = all.reduce((sum, c) => sum + c.weight * (c.mean ** 2 + c.variance), 0);
    expect((square - mean ** 2) / sd ** 2).toBeCloseTo(1, 8);
    for (const cases of costs.states)
      for (const { turns: n, variance, roundingVariance } of cases) {
        // The prices of the last n messages, squared, make what is no rounding.
        const messages = cases
          .slice(1, n + 1)
          .reduce((sum, c) => sum + c.userTokenUsd ** 2 + c.assistantTokenUsd ** 2, 0);
        const plain = 400 * messages + roundingVariance;
        if (model.sharedLength) expect(plain).toBeCloseTo(variance, 9);
        else expect(plain).toBeCloseTo(variance, 14);
      }
    expect(costs.normal).toBe(true);
  });

  it("add the variance of cutting sums to whole tokens, and none without", () => {
    const [plain = []] = costCases({ ...normals, turns: turns(1, 2) }).states;
    expect(plain.map(({ roundingVariance }) => roundingVariance)).toEqual([0, 0, 0]);
    const [cut = []] = costCases({ ...normals, turns: turns(1, 2), rounding: "trunc-sums" }).states;
    // Both sums lose a uniform fraction: (IN² + OUT²)/12.
    expect(cut[2]?.roundingVariance).toBeCloseTo((IN ** 2 + OUT ** 2) / 12, 15);
    expect((cut[2]?.mean ?? 0) - (plain[2]?.mean ?? 0)).toBeCloseTo(-(IN + OUT) / 2, 12);
  });

  it("tabulate the laws that are not normal, equal ones once", () => {
    const {
      user,
      assistant,
      normal: isNormal,
    } = costCases({ ...normals, turns: turns(1), userTokens: uniform({ min: 0, max: 9 }) });
    expect(isNormal).toBe(false);
    expect(user.fourthCumulant).toBeLessThan(0);
    expect(assistant.fourthCumulant).toBe(0);
    const same = costCases({ ...normals, turns: turns(1) });
    expect(same.user).toBe(same.assistant);
  });
});
