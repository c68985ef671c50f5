import { describe, expect, it } from "vitest";
import { cacheableMeans } from "../../../src/analysis/conversation/cacheable-means.ts";
import { cachedByTurns, hasExactLaw, hasExactMeans } from "../../../src/analysis/conversation/cached-cost.ts";
import { messageLengths, scaledLengths, tokenSumsGivenTurns } from "../../../src/analysis/conversation/given-turns.ts";
import {
  type ConversationModel,
  type PromptCache,
  requireConversation,
} from "../../../src/analysis/conversation/model.ts";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { truncateNormalSums, truncatePositiveSums } from "../../../src/analysis/conversation/truncated-sums.ts";
import { empirical } from "../../../src/math/empirical-distribution.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { published } from "./published.ts";

const cache: PromptCache = {
  ...{ readPriceUsdPerMtok: 1, writePriceUsdPerMtok: 12.5, minimumTokens: 0, blockTokens: 1, keepsReply: false },
  ...{ prefixProbability: 0.7, initialPromptProbability: 0.4 },
};
const users = [2, 5, 11];
const replies = [3, 4];
const tiny: ConversationModel = {
  ...published,
  ...{ turns: empirical({ values: [0, 1, 2] }), initialTokens: 7 },
  ...{ userTokens: empirical({ values: users }), assistantTokens: empirical({ values: replies }) },
};

/** Every value that the prompt and the first m messages can sum to, with its probability. */
function sums(m: number, initial: number): readonly (readonly [number, number])[] {
  let all: readonly (readonly [number, number])[] = [[initial, 1]];
  for (let k = 0; k < m; k++) {
    const values = k % 2 === 0 ? users : replies;
    all = all.flatMap(([x, p]) => values.map((value) => [x + value, p / values.length] as const));
  }
  return all;
}

describe("what a cache keeps of prefixes, on average", () => {
  it.each<[number, number, number]>([
    [7, 0, 1],
    [7, 7, 1],
    [7, 8, 1],
    [7, 30, 1],
    [7, 0, 4],
    [7, 0, 5],
    [7, 3, 2],
    [7, 18, 4],
    [7, 19, 7],
    [7, 25, 100],
    [0, 0, 3],
    [0, 12, 3],
    [7.5, 0, 4],
    [7.25, 18, 4],
    [7, 17.5, 4],
  ])(
    "is that of all sums there can be: prompt %s, minimum %s, blocks of %s",
    (initialTokens, minimumTokens, blockTokens) => {
      const model: ConversationModel = { ...tiny, initialTokens };
      const means = cacheableMeans(model, messageLengths(model), { minimumTokens, blockTokens }, 6);
      expect(means).toHaveLength(7);
      for (let m = 0; m <= 6; m++) {
        let known = 0;
        for (const [x, p] of sums(m, initialTokens))
          if (x >= minimumTokens)
            known += p * (minimumTokens + blockTokens * Math.floor((x - minimumTokens) / blockTokens));
        const remainders = blockTokens === 1 && initialTokens % 1 !== 0;
        if (!remainders) expect(means[m], `${m} messages`).toBeCloseTo(known, 9);
      }
    },
  );

  it("with lengths that can be negative counts sums that fall below the minimum again", () => {
    const model = { ...tiny, userTokens: empirical({ values: [-4, 6] }), assistantTokens: empirical({ values: [1] }) };
    const means = cacheableMeans(model, messageLengths(model), { minimumTokens: 7, blockTokens: 1 }, 3);
    // 7; 3 or 13; 4 or 14; 0, 10, 10 or 20.
    expect([...means]).toEqual([7, 6.5, 7, 10].map((mean) => expect.closeTo(mean, 9)));
  });

  it("of continuous lengths has the remainder of a uniform law", () => {
    // Lengths from 0 to 8 over blocks of 4: any remainder is equally likely after one message.
    const model = {
      ...tiny,
      initialTokens: 1,
      userTokens: uniform({ min: 0, max: 8 }),
      assistantTokens: uniform({ min: 0, max: 8 }),
    };
    const means = cacheableMeans(model, messageLengths(model), { minimumTokens: 0, blockTokens: 4 }, 2);
    expect([...means]).toEqual([expect.closeTo(0, 9), expect.closeTo(1 + 4 - 2, 2), expect.closeTo(1 + 8 - 2, 2)]);
    // With a minimum of 5: half of the first messages are too short; the others keep 5 alone.
    const least = cacheableMeans(model, messageLengths(model), { minimumTokens: 5, blockTokens: 4 }, 1);
    expect(least[1]).toBeCloseTo(0.5 * 5, 2);
  });

  it("of whole tokens is counted in tokens, and of long blocks in coarser steps", () => {
    const model = { ...tiny, rounding: "whole-tokens" } as const;
    const means = cacheableMeans(model, messageLengths(model), { minimumTokens: 18, blockTokens: 4 }, 4);
    for (let m = 0; m <= 4; m++) {
      const known = sums(m, 7).reduce(
        (sum, [x, p]) => sum + (x >= 18 ? p * (18 + 4 * Math.floor((x - 18) / 4)) : 0),
        0,
      );
      expect(means[m]).toBeCloseTo(known, 9);
    }
    const long = cacheableMeans(tiny, messageLengths(tiny), { minimumTokens: 0, blockTokens: 1200 }, 40);
    expect(long[2]).toBeCloseTo(0, 6);
    // 7 + 20 (6 + 3.5) = 197 on average, far below a block.
    expect(long[40]).toBeCloseTo(0, 6);
  });

  it("with a shared factor of lengths is roughly half a block less than the mean", () => {
    const shared: ConversationModel = { ...tiny, sharedLength: { sd: 0.3, turnsCorrelation: 0 } };
    const means = (minimumTokens: number, blockTokens: number) => [
      ...cacheableMeans(shared, messageLengths(shared), { minimumTokens, blockTokens }, 3),
    ];
    // Means 7, 13, 16.5, 22.5.
    expect(means(0, 1)).toEqual([7, 13, 16.5, 22.5]);
    expect(means(0, 4)).toEqual([5, 11, 14.5, 20.5]);
    expect(means(13, 1)).toEqual([0, 13, 16.5, 22.5]);
    expect(means(14, 6)).toEqual([0, 0, 13.5, 19.5]);
  });

  it("refuses blocks of nothing", () => {
    const of = (blockTokens: number) => () =>
      cacheableMeans(tiny, messageLengths(tiny), { minimumTokens: 0, blockTokens }, 1);
    expect(of(0)).toThrow("blockTokens is 0");
  });
});

describe("the cost by number of turns with a cache", () => {
  const rows = (model: ConversationModel & { cache: PromptCache }) => cachedByTurns(model, messageLengths(model), 3);

  it("of no turn is nothing", () => {
    const { costMean, costVariance, lengthVariance, userTokenUsd, replyTokenUsd, readTokens, writeTokens } =
      rows({ ...tiny, cache })[0] ?? ({} as ReturnType<typeof rows>[number]);
    expect([costMean, costVariance, lengthVariance, userTokenUsd, replyTokenUsd, readTokens, writeTokens]).toEqual(
      new Array(7).fill(0),
    );
  });

  it.each([
    ["api", false],
    ["api", true],
    ["as-printed", false],
  ] as const)("has the means that a count by hand gives: %s, replies kept %s", (billing, keepsReply) => {
    const found = rows({ ...tiny, billing, cache: { ...cache, keepsReply } });
    // User messages of 6 and replies of 3.5 tokens on average.
    const own = billing === "as-printed";
    let [read, sent] = [0, 0];
    const before = (n: number): number => 7 + 6 * n + 3.5 * (own || keepsReply ? n : n - 1);
    for (let n = 1; n <= 3; n++) {
      const input = 7 + 6 * n + 3.5 * (own ? n : n - 1);
      read += n === 1 ? 0.4 * 7 : 0.7 * before(n - 1) + 0.3 * 0.4 * 7;
      sent += input;
      const write = sent - read;
      expect(found[n]?.readTokens).toBeCloseTo(read, 9);
      expect(found[n]?.writeTokens).toBeCloseTo(write, 9);
      expect(found[n]?.costMean).toBeCloseTo((read * 1 + write * 12.5 + n * 3.5 * 30) / 1e6, 12);
    }
  });

  it("adds what blocks and finds make vary to the variance of the lengths", () => {
    const still = { ...tiny, userTokens: normal({ mean: 6, sd: 0 }), assistantTokens: normal({ mean: 4, sd: 0 }) };
    // Lengths without spread: the first request finds its 7 tokens of prompt in 4 of 10 cases, 11.5e-6 USD cheaper a token.
    const [, one, two] = rows({ ...still, cache });
    const perToken = 11.5e-6;
    expect(one?.lengthVariance).toBe(0);
    expect(one?.costVariance).toBeCloseTo((perToken * 7) ** 2 * 0.4 * 0.6, 18);
    // The second finds its prefix of 17 in 7 of 10 cases, else the prompt in 4 of 10.
    const outcomes = [
      [17, 0.7],
      [7, 0.12],
      [0, 0.18],
    ] as const;
    const mean = outcomes.reduce((sum, [x, p]) => sum + p * x, 0);
    const variance = outcomes.reduce((sum, [x, p]) => sum + p * (x - mean) ** 2, 0);
    expect(two?.costVariance).toBeCloseTo((one?.costVariance ?? 0) + perToken ** 2 * variance, 18);
    const blocks = rows({ ...still, cache: { ...cache, blockTokens: 6 } });
    // Remainders of variance 36/12: what is left out costs the input price instead of a write, or a write instead of a read.
    const [first = 0, second = 0] = [1, 2].map(
      (n) => (blocks[n]?.costVariance ?? 0) - (rows({ ...still, cache })[n]?.costVariance ?? 0),
    );
    expect(first).toBeCloseTo(3 * 2.5e-6 ** 2, 18);
    expect(second - first).toBeCloseTo(3 * (2.5e-6 ** 2 + 0.7 * 11.5e-6 ** 2), 18);
  });

  it("knows where means and laws are exact", () => {
    const shared = { sd: 0.3, turnsCorrelation: 0 };
    const means: readonly (readonly [Partial<ConversationModel>, boolean])[] = [
      [{}, true],
      [{ sharedLength: shared }, true],
      [{ cache: { ...cache, blockTokens: 9 } }, true],
      [{ cache, sharedLength: shared }, true],
      [{ cache: { ...cache, minimumTokens: 7 }, sharedLength: shared }, true],
      [{ cache: { ...cache, minimumTokens: 8 }, sharedLength: shared }, false],
      [{ cache: { ...cache, blockTokens: 2 }, sharedLength: shared }, false],
    ];
    for (const [change, exact] of means) expect(hasExactMeans({ ...tiny, ...change })).toBe(exact);
    const finds = (prefixProbability: number, initialPromptProbability: number) => ({
      cache: { ...cache, prefixProbability, initialPromptProbability },
    });
    const laws: readonly (readonly [Partial<ConversationModel>, boolean])[] = [
      [{}, true],
      [{ policy: {} }, false],
      [{ sharedLength: shared }, true],
      [finds(1, 0.4), true],
      [finds(0, 0), true],
      [finds(0, 1), true],
      [finds(0, 0.4), false],
      [finds(0.7, 1), false],
      [{ cache: { ...finds(1, 1).cache, minimumTokens: 7 } }, true],
      [{ cache: { ...finds(1, 1).cache, minimumTokens: 8 } }, false],
      [{ cache: { ...finds(1, 1).cache, blockTokens: 2 } }, false],
    ];
    for (const [change, exact] of laws) expect([change, hasExactLaw({ ...tiny, ...change })]).toEqual([change, exact]);
  });
});

describe("a model of conversations", () => {
  it.each<[string, Partial<ConversationModel>, string]>([
    ["prompt", { initialTokens: -1 }, "initialTokens is -1"],
    ["input price", { inputPriceUsdPerMtok: -1 }, "inputPriceUsdPerMtok is -1"],
    ["output price", { outputPriceUsdPerMtok: -1 }, "outputPriceUsdPerMtok is -1"],
    ["read price", { cache: { ...cache, readPriceUsdPerMtok: -1 } }, "readPriceUsdPerMtok is -1"],
    ["write price", { cache: { ...cache, writePriceUsdPerMtok: -1 } }, "writePriceUsdPerMtok is -1"],
    ["minimum", { cache: { ...cache, minimumTokens: -1 } }, "minimumTokens is -1"],
    ["block of nothing", { cache: { ...cache, blockTokens: 0 } }, "blockTokens is 0"],
    ["block that is too long", { cache: { ...cache, blockTokens: 1e6 + 1 } }, "blockTokens is 1000001"],
    ["finding of a prefix", { cache: { ...cache, prefixProbability: 1.1 } }, "prefixProbability is 1.1"],
    [
      "finding of a prompt",
      { cache: { ...cache, initialPromptProbability: -0.1 } },
      "initialPromptProbability is -0.1",
    ],
  ])("is refused with an impossible %s", (_, change, message) => {
    expect(() => requireConversation({ ...tiny, ...change })).toThrow(message);
    expect(() => messageLengths({ ...tiny, ...change })).toThrow(message);
  });

  it("may be free, without a prompt, and with the longest block", () => {
    const free = { ...tiny, initialTokens: 0, inputPriceUsdPerMtok: 0, outputPriceUsdPerMtok: 0 };
    const cached = { ...cache, readPriceUsdPerMtok: 0, writePriceUsdPerMtok: 0, blockTokens: 1e6 };
    expect(() =>
      requireConversation({ ...free, cache: { ...cached, prefixProbability: 0, initialPromptProbability: 1 } }),
    ).not.toThrow();
  });
});

describe("token sums given the number of turns", () => {
  const of = (change: Partial<ConversationModel>, turns = 2) => {
    const model = { ...tiny, ...change };
    return tokenSumsGivenTurns(model, messageLengths(model), turns);
  };
  const smooth = uniform({ min: 0, max: 12 });

  it("are counted message by message", () => {
    // User messages are sent 2 and 1 times, replies as often as printed; variances 14 and 1/4.
    expect(of({})).toEqual({
      ...{ inputMean: 14 + 3 * 6 + 3 * 3.5, outputMean: 7 },
      ...{ inputVariance: expect.closeTo(5 * 14 + 5 * 0.25, 12), outputVariance: 0.5, covariance: 0.75 },
    });
    expect(of({ billing: "api" })).toEqual({
      ...{ inputMean: 14 + 3 * 6 + 3.5, outputMean: 7 },
      ...{ inputVariance: expect.closeTo(5 * 14 + 0.25, 12), outputVariance: 0.5, covariance: 0.25 },
    });
  });

  it("cut towards zero stay as they are where all is whole, and without turns or with a cache", () => {
    expect(of({ rounding: "trunc-sums" })).toEqual(of({}));
    const cut = { rounding: "trunc-sums", userTokens: smooth, assistantTokens: smooth } as const;
    expect(of(cut, 0)).toEqual(of({ ...cut, rounding: "none" }, 0));
    expect(of({ ...cut, cache })).toEqual(of({ ...cut, rounding: "none", cache }));
    expect(of({ ...cut, rounding: "whole-tokens" }).inputMean).toBeCloseTo(
      of({ ...cut, rounding: "none" }).inputMean,
      9,
    );
  });

  it("of continuous lengths from 0 on lose half a token", () => {
    const cut = { rounding: "trunc-sums", userTokens: smooth, assistantTokens: smooth } as const;
    const plain = of({ ...cut, rounding: "none" });
    expect(of(cut)).toEqual(truncatePositiveSums(plain));
    expect(of(cut).inputMean).toBeCloseTo(plain.inputMean - 0.5, 12);
    expect(of(cut).outputVariance).toBeCloseTo(plain.outputVariance + 1 / 12, 12);
    // One law that is whole, or a prompt that is not, changes nothing of this.
    expect(of({ ...cut, assistantTokens: tiny.assistantTokens }).inputMean).toBeCloseTo(14 + 18 + 10.5 - 0.5, 12);
    expect(of({ rounding: "trunc-sums", initialTokens: 7.25 }).inputMean).toBeCloseTo(14.5 + 18 + 10.5 - 0.5, 12);
  });

  it("of lengths that are normal or can be negative are cut as normal sums are", () => {
    for (const [userTokens, assistantTokens] of [
      [normal({ mean: 9, sd: 60 }), normal({ mean: 9, sd: 60 })],
      [uniform({ min: -50, max: 60 }), smooth],
      [smooth, uniform({ min: -50, max: 60 })],
      [normal({ mean: 6.5, sd: 0 }), normal({ mean: 3.25, sd: 0 })],
    ] as const) {
      const plain = of({ userTokens, assistantTokens });
      expect(of({ rounding: "trunc-sums", userTokens, assistantTokens })).toEqual(truncateNormalSums(plain));
    }
    const half = of({ rounding: "trunc-sums", userTokens: normal({ mean: 6.5, sd: 0 }), assistantTokens: smooth });
    expect(half).toEqual(
      truncatePositiveSums(of({ userTokens: normal({ mean: 6.5, sd: 0 }), assistantTokens: smooth })),
    );
  });
});

describe("sums that are cut", () => {
  it("and never negative lose half a token, or all of a fraction where they do not vary", () => {
    const sums = { inputMean: 10.75, inputVariance: 4, outputMean: 3.75, outputVariance: 0, covariance: 0.5 };
    expect(truncatePositiveSums(sums)).toEqual({
      ...{ inputMean: 10.25, inputVariance: 4 + 1 / 12, outputMean: 3, outputVariance: 0, covariance: 0.5 },
    });
    const other = { inputMean: -3.75, inputVariance: 0, outputMean: 3.75, outputVariance: 2, covariance: 0 };
    expect(truncatePositiveSums(other)).toMatchObject({ inputMean: -3, outputMean: 3.25 });
  });

  // Points lie evenly within each token, for X too: half a step aside.
  it.each([
    [4.05, 3, 4],
    [-2.025, 1, 2],
    [1.1, -2, 8],
    [30.05, 40, 4],
  ])("have the covariance that summing over both finds: A about %s, B about %s, sd %s", (meanA, meanB, sd) => {
    // X = A + B, Y = B with independent normal A and B: E[trunc X · trunc Y] over a fine grid of both.
    const steps = Array.from({ length: 480 }, (_, k) => (k - 239.5) / 40);
    const weight = (z: number): number => Math.exp(-0.5 * z * z) / (40 * Math.sqrt(2 * Math.PI));
    let [x, y, xy] = [0, 0, 0];
    for (const a of steps)
      for (const b of steps) {
        const p = weight(a) * weight(b);
        const [sum, one] = [Math.trunc(meanA + meanB + sd * (a + b)), Math.trunc(meanB + sd * b)];
        x += p * sum;
        y += p * one;
        xy += p * sum * one;
      }
    const found = truncateNormalSums({
      ...{ inputMean: meanA + meanB, inputVariance: 2 * sd * sd },
      ...{ outputMean: meanB, outputVariance: sd * sd, covariance: sd * sd },
    });
    expect(Math.abs(found.covariance - (xy - x * y)), `${meanA}, ${meanB}`).toBeLessThan(0.05);
    expect(Math.abs(found.inputMean - x)).toBeLessThan(0.01);
  });

  it("keep their covariance where one hardly varies", () => {
    const sums = { inputMean: 3.3, inputVariance: 1, outputMean: 50, outputVariance: 100, covariance: 2 };
    expect(truncateNormalSums(sums).covariance).toBe(2);
    expect(truncateNormalSums({ ...sums, inputVariance: 100, outputVariance: 1 }).covariance).toBe(2);
    // Far above 0 there is nothing to lose.
    expect(truncateNormalSums({ ...sums, inputMean: 500, outputMean: 500, inputVariance: 100 }).covariance).toBe(2);
  });
});

describe("the moments of a small conversation", () => {
  it("are those of every conversation there can be", () => {
    // Turns 0, 1 or 2, users of 2, 5, 11 and replies of 3 or 4 tokens.
    const all: { p: number; turns: number; input: number; output: number; first: number }[] = [];
    for (const turns of [0, 1, 2])
      for (const u of turns > 0 ? users : [0])
        for (const a of turns > 0 ? replies : [0])
          for (const v of turns > 1 ? users : [0])
            for (const b of turns > 1 ? replies : [0]) {
              const p = 1 / 3 / (turns === 0 ? 1 : turns === 1 ? 6 : 36);
              all.push({ p, turns, input: turns * 7 + turns * (u + a) + v + b, output: a + b, first: u });
            }
    const mean = (of: (one: (typeof all)[number]) => number) => all.reduce((sum, one) => sum + one.p * of(one), 0);
    const sd = (of: (one: (typeof all)[number]) => number) => Math.sqrt(mean((one) => (of(one) - mean(of)) ** 2));
    const usd = ({ input, output }: (typeof all)[number]) => (10 * input + 30 * output) / 1e6;
    const moments = conversationMoments(tiny);
    for (const [key, of] of [
      ["turns", (one: (typeof all)[number]) => one.turns],
      ["inputTokens", (one: (typeof all)[number]) => one.input],
      ["outputTokens", (one: (typeof all)[number]) => one.output],
      ["costUsd", usd],
    ] as const) {
      expect(moments[key].mean, key).toBeCloseTo(mean(of), 12);
      expect(moments[key].sd, key).toBeCloseTo(sd(of), 12);
    }
    const given = [0, 1, 2].map((n) => mean((one) => (one.turns === n ? 3 * usd(one) : 0)));
    const between = given.reduce((sum, x) => sum + (x - mean(usd)) ** 2 / 3, 0);
    expect(moments.turnsVarianceFraction).toBeCloseTo(between / sd(usd) ** 2, 12);
    expect(moments.messagesVarianceFraction).toBeCloseTo(1 - between / sd(usd) ** 2, 12);
    expect(moments.components).toEqual({
      initialPromptUsd: expect.closeTo(
        mean(({ turns }) => turns * 7e-5),
        15,
      ),
      historyUsd: expect.closeTo((9.5 * 1e-5) / 3, 15),
      newInputUsd: expect.closeTo(9.5e-5, 15),
      outputUsd: expect.closeTo(3.5 * 3e-5, 15),
      truncationUsd: 0,
    });
    expect(moments).not.toHaveProperty("cache");
    expect(moments.anyNegativeMessageProbability).toBe(0);
  });

  it("say how probably a message is negative, of either kind", () => {
    const half = empirical({ values: [-1, 1] });
    const quarter = empirical({ values: [-1, 1, 2, 3] });
    const { anyNegativeMessageProbability, ...moments } = conversationMoments({
      ...tiny,
      userTokens: half,
      assistantTokens: quarter,
    });
    expect([moments.negativeUserMessageProbability, moments.negativeAssistantMessageProbability]).toEqual([0.5, 0.25]);
    // One turn spares 3/8, two 9/64.
    expect(anyNegativeMessageProbability).toBeCloseTo((0 + 5 / 8 + 55 / 64) / 3, 14);
    const user = conversationMoments({ ...tiny, userTokens: half });
    expect(user.anyNegativeMessageProbability).toBeCloseTo((0.5 + 0.75) / 3, 14);
  });

  it("with a shared factor scale every message of a conversation", () => {
    const shared = conversationMoments({ ...tiny, sharedLength: { sd: 0.3, turnsCorrelation: 0.5 } });
    const plain = conversationMoments(tiny);
    expect(shared.components.initialPromptUsd).toBeCloseTo(plain.components.initialPromptUsd, 10);
    const parts = Object.values(shared.components).reduce((sum, part) => sum + part, 0);
    expect(parts).toBeCloseTo(shared.costUsd.mean, 12);
    expect(shared.components.outputUsd).toBeCloseTo(shared.outputTokens.mean * 3e-5, 14);
    expect(shared.outputTokens.mean).toBeGreaterThan(plain.outputTokens.mean * 1.05);
    expect(scaledLengths(messageLengths(tiny), 2).user.mean).toBe(12);
  });

  it("cut to whole tokens say what cutting takes", () => {
    const cut = { ...tiny, rounding: "trunc-sums", userTokens: uniform({ min: 0, max: 12 }) } as const;
    // Where there is a turn, half a token of input; replies of 3 or 4 tokens stay whole but lose half as a sum of any law.
    expect(conversationMoments(cut).components.truncationUsd).toBeCloseTo((-2 / 3) * 0.5 * 4e-5, 12);
    expect(conversationMoments({ ...cut, cache }).components.truncationUsd).toBe(0);
    expect(conversationMoments({ ...cut, rounding: "none" }).components.truncationUsd).toBe(0);
  });
});
