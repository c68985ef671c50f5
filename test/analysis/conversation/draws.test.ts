import { describe, expect, it } from "vitest";
import { messageLengths } from "../../../src/analysis/conversation/given-turns.ts";
import { messageDraws, messageLattices } from "../../../src/analysis/conversation/message-draws.ts";
import type { ConversationModel } from "../../../src/analysis/conversation/model.ts";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { simulate } from "../../../src/analysis/conversation/monte-carlo.ts";
import {
  NORMAL_STEP,
  normalDraws,
  normalLattice,
  STEP_CORRECTION,
} from "../../../src/analysis/conversation/normal-draws.ts";
import type { ConversationPolicy } from "../../../src/analysis/conversation/policy.ts";
import { policyDraws, policyReach } from "../../../src/analysis/conversation/policy-draws.ts";
import { tableOf } from "../../../src/analysis/conversation/prepared-draws.ts";
import { simulationJob } from "../../../src/analysis/conversation/simulation-job.ts";
import { lookupOf } from "../../../src/kernel/lookup.ts";
import { aliasTable, inverseTable } from "../../../src/math/draw-table.ts";
import { empirical } from "../../../src/math/empirical-distribution.ts";
import { lognormal } from "../../../src/math/lognormal-distribution.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { published } from "./published.ts";

/** Lengths of 2, 5 or 11 tokens, replies of 3 or 4, one to three turns, a prompt of 7. */
const tiny: ConversationModel = {
  ...published,
  turns: empirical({ values: [1, 2, 3] }),
  userTokens: empirical({ values: [2, 5, 11] }),
  assistantTokens: empirical({ values: [3, 4] }),
  initialTokens: 7,
};
const options = { seed: 3, sampling: "iid", sampler: "monotone" } as const;
const drawsOf = (model: ConversationModel, most = 3) => messageDraws(model, messageLengths(model), most, "monotone");

describe("lengths drawn message by message", () => {
  it("are whole tokens where all are, and start at the shortest", () => {
    const { draws, unitTokens, fits32 } = drawsOf(tiny);
    expect([unitTokens, fits32, draws.kind, draws.lastReply, draws.cutBits]).toEqual([1, true, "messages", 1, 0]);
    const thirds = Float64Array.of(1, 0, 0, 1, 0, 0, 0, 0, 0, 1).map((x) => x / 3);
    expect(draws.user).toEqual(inverseTable(thirds));
    expect(draws.reply).toEqual(inverseTable(Float64Array.of(0.5, 0.5)));
    // Of n turns: n prompts, the shortest user messages of 2 and replies of 3 each sent n (n + 1)/2 times; 3 n as output.
    expect([...draws.base]).toEqual([0, 0, 7 + 2 + 3, 3, 14 + 6 + 9, 6, 21 + 12 + 18, 9]);
  });

  it("billed by the interface send the last reply of each turn once less", () => {
    const { draws } = drawsOf({ ...tiny, billing: "api" });
    expect(draws.lastReply).toBe(0);
    expect([...draws.base]).toEqual([0, 0, 7 + 2, 3, 14 + 6 + 3, 6, 21 + 12 + 9, 9]);
  });

  it("are multiples of the finest unit that keeps a table short and a conversation within 32 bits", () => {
    const smooth = { ...tiny, userTokens: uniform({ min: 0, max: 7 }) };
    const { draws, unitTokens } = drawsOf(smooth);
    expect(unitTokens).toBe(2 ** -10);
    expect([draws.user.last, draws.reply.last]).toEqual([7 * 1024, 1024]);
    // n · 7 tokens of prompt, and replies from 3 on.
    expect([...draws.base.slice(0, 4)]).toEqual([0, 0, (7 + 3) * 1024, 3 * 1024]);
    expect(drawsOf({ ...smooth, userTokens: uniform({ min: 0, max: 8 }) }).unitTokens).toBe(2 ** -9);
    expect(drawsOf({ ...smooth, rounding: "whole-tokens" }).unitTokens).toBe(1);
    // 2^31 units of 2^−10 tokens are 2.1 million tokens: 120 turns of a prompt of 20,000 tokens need coarser ones.
    expect(drawsOf({ ...smooth, initialTokens: 20_000 }, 120).unitTokens).toBe(2 ** -9);
    const half = { ...smooth, initialTokens: 0.5 };
    expect([...drawsOf(half).draws.base.slice(2, 4)]).toEqual([3.5 * 1024, 3 * 1024]);
    const odd = { ...tiny, initialTokens: 7.5 };
    expect([...drawsOf(odd).draws.base.slice(2, 4)]).toEqual([8 + 5, 3]);
  });

  it("that leave 32 bits as whole tokens are told, and those beyond 2^42 tokens refused", () => {
    const long = (tokens: number) => ({ ...tiny, initialTokens: tokens });
    const most = Math.floor(2 ** 31 / 3) - 200;
    expect(drawsOf(long(most)).fits32).toBe(true);
    expect(drawsOf(long(most + 400)).fits32).toBe(false);
    expect(drawsOf(long(most + 400)).unitTokens).toBe(1);
    expect(drawsOf(long(1.4e12)).fits32).toBe(false);
    expect(() => drawsOf(long(1.5e12))).toThrow("a conversation reaches beyond 2^42 tokens");
  });

  it("have sums that are cut to whole tokens, in bits of the unit", () => {
    const smooth = { ...tiny, userTokens: uniform({ min: 0, max: 7 }) };
    expect(drawsOf({ ...smooth, rounding: "trunc-sums" }).draws.cutBits).toBe(10);
    expect(drawsOf({ ...tiny, rounding: "trunc-sums" }).draws.cutBits).toBe(0);
    expect(drawsOf(smooth).draws.cutBits).toBe(0);
  });

  it("share one table where the laws are one, and take the kind that is asked for", () => {
    const same = { ...tiny, assistantTokens: tiny.userTokens };
    const lengths = messageLengths(same);
    const { draws } = messageDraws(same, lengths, 3, "fast");
    expect(draws.user.kind).toBe("alias");
    expect(draws.reply).toBe(draws.user);
    const apart = messageDraws(tiny, messageLengths(tiny), 3, "fast").draws;
    expect([apart.user.kind, apart.reply.kind]).toEqual(["alias", "alias"]);
    const weights = Float64Array.of(0.25, 0.75);
    expect(tableOf("fast", weights)).toEqual(aliasTable(weights));
    expect(tableOf("monotone", weights)).toEqual(inverseTable(weights));
  });

  it("take a long table for whole tokens only, and coarser steps than a token for the longest", () => {
    const of = (max: number, rounding: ConversationModel["rounding"]) => {
      const model: ConversationModel = { ...tiny, userTokens: uniform({ min: 0, max }), rounding };
      return messageLattices(model, messageLengths(model)).bits;
    };
    expect([of(60_000, "whole-tokens"), of(60_000, "none"), of(8000, "none"), of(4095, "none")]).toEqual([0, 0, 0, 1]);
    expect(of(1e6, "whole-tokens")).toBe(-4);
    expect(of(65_534 * 2 ** 24 - 2 ** 24, "none")).toBe(-24);
    expect(() => of(2 ** 42, "none")).toThrow("message lengths reach beyond 2^40 tokens");
  });
});

describe("two normal draws a conversation", () => {
  const normalModel: ConversationModel = { ...published, turns: empirical({ values: [1, 2] }) };
  const of = (model: ConversationModel) => normalDraws(model, messageLengths(model), 2, "monotone");

  it("have the means, variances and covariance of the two sums", () => {
    const { draws, unitTokens, fits32 } = of(normalModel);
    expect([draws.kind, draws.cut, fits32]).toEqual(["normals", false, true]);
    const { first, probability } = normalLattice();
    expect(draws.normal).toEqual(inverseTable(probability));
    const [f0 = 0, f1 = 0, f2 = 0, f3 = 0, f4 = 0] = Array.from(draws.facts.slice(10), (x) => x * unitTokens);
    const step = STEP_CORRECTION * NORMAL_STEP;
    // Two turns: input 2 · 3000 + 3 · 180, weights 2, 1 of each message; output 2 · 90.
    expect(f0 - first * (f1 + f2)).toBeCloseTo(6540, 8);
    expect(f3 - first * f4).toBeCloseTo(180, 8);
    expect((f1 ** 2 + f2 ** 2) / step ** 2).toBeCloseTo(3600 * (4 + 1) * 2, 6);
    expect((f4 / step) ** 2).toBeCloseTo(3600 * 2, 6);
    expect((f1 * f4) / step ** 2).toBeCloseTo(3600 * (2 + 1), 6);
    expect([...draws.facts.slice(0, 5)]).toEqual([0, 0, 0, 0, 0]);
  });

  it("go in units of 2^−8 tokens, coarser where a conversation would leave 32 bits, whole where sums are cut", () => {
    expect(of(normalModel).unitTokens).toBe(2 ** -8);
    // The largest input is 2 s + 540 + 7 sd: 2^31 units of 2^−8 tokens are 2^23 tokens.
    const sd = Math.sqrt(3600 * 10);
    const edge = (2 ** 23 - 540 - 7 * sd) / 2;
    expect(of({ ...normalModel, initialTokens: edge - 1 }).unitTokens).toBe(2 ** -8);
    expect(of({ ...normalModel, initialTokens: edge + 1 }).unitTokens).toBe(2 ** -7);
    const cut = of({ ...normalModel, rounding: "trunc-sums" });
    expect([cut.unitTokens, cut.draws.cut]).toEqual([1, true]);
    expect(cut.draws.facts[10]).toBeCloseTo((of(normalModel).draws.facts[10] ?? 0) / 256, 6);
    expect(of({ ...normalModel, initialTokens: 2 ** 29 }).fits32).toBe(true);
    expect(of({ ...normalModel, initialTokens: 2 ** 30 })).toMatchObject({ unitTokens: 1, fits32: false });
  });

  it("take the larger of the two sums for the unit", () => {
    const talkative = { ...normalModel, initialTokens: 0, userTokens: normal({ mean: -8.4e6, sd: 1 }) };
    expect(of(talkative).unitTokens).toBe(2 ** -6);
    const long = normal({ mean: 3e6, sd: 1 });
    const cancelled = {
      ...normalModel,
      initialTokens: 0,
      userTokens: normal({ mean: -3e6, sd: 1 }),
      assistantTokens: long,
    };
    // Output 6e6 tokens, input none.
    expect(of(cancelled).unitTokens).toBe(2 ** -8);
    expect(
      of({ ...cancelled, assistantTokens: normal({ mean: 4.3e6, sd: 1 }), userTokens: normal({ mean: -4.3e6, sd: 1 }) })
        .unitTokens,
    ).toBe(2 ** -7);
  });

  it("of sums without spread do not vary", () => {
    const still = normal({ mean: 90, sd: 0 });
    const { draws } = of({ ...normalModel, userTokens: still, assistantTokens: still });
    expect([...draws.facts.slice(5)].map((x) => x / 256)).toEqual([3180, 0, 0, 90, 0, 6540, 0, 0, 180, 0]);
    const user = of({ ...normalModel, assistantTokens: still }).draws.facts;
    expect([user[6], user[9]]).toEqual([0, 0]);
    expect(user[7]).toBeCloseTo(256 * 60 * STEP_CORRECTION * NORMAL_STEP, 9);
  });

  it("come from a standard normal law on multiples of 1/256", () => {
    const { first, probability } = normalLattice();
    const variance = probability.reduce((sum, p, i) => sum + p * ((first + i) * STEP_CORRECTION * NORMAL_STEP) ** 2, 0);
    expect(variance).toBeCloseTo(1, 8);
    expect(NORMAL_STEP).toBe(1 / 256);
  });
});

describe("conversations that are billed request by request", () => {
  const cache = {
    ...{ readPriceUsdPerMtok: 1, writePriceUsdPerMtok: 12.5, minimumTokens: 8, blockTokens: 4, keepsReply: true },
    ...{ prefixProbability: 0.7, initialPromptProbability: 0.4 },
  };
  const of = (model: ConversationModel, cost = { mean: 1, sd: 0.15 }) =>
    policyDraws(model, messageLengths(model), cost, "monotone");

  it("have their lengths in tokens, prices by token and the rules of the model", () => {
    const { draws, unitTokens, fits32 } = of(tiny);
    expect([unitTokens, fits32]).toEqual([1, false]);
    const thirds = Float64Array.of(1, 0, 0, 1, 0, 0, 0, 0, 0, 1).map((x) => x / 3);
    expect(draws).toEqual({
      ...{ kind: "policy", user: inverseTable(thirds), reply: inverseTable(Float64Array.of(0.5, 0.5)) },
      ...{ unitTokens: 1, userStart: 2, replyStart: 3, initialTokens: 7, lastReply: 1, cut: false },
      prices: { inputUsd: 1e-5, outputUsd: 3e-5 },
      ...{ controlCached: true, policy: {} },
      // 1 + 20 · 0.15 is 4: 2^36 steps of 2^−34.
      costUnitUsd: 2 ** -34,
    });
    const smooth = of({ ...tiny, userTokens: uniform({ min: 1, max: 3 }) }).draws;
    expect([smooth.unitTokens, smooth.userStart, smooth.replyStart]).toEqual([2 ** -10, 1, 3]);
    const same = of({ ...tiny, assistantTokens: tiny.userTokens }).draws;
    expect(same.reply).toBe(same.user);
  });

  it("have the cache, its prices and the policy that the model has", () => {
    const policy: ConversationPolicy = { costCapUsd: 2 };
    const model = { ...tiny, billing: "api", rounding: "trunc-sums", policy } as const;
    expect(of(model).draws).toMatchObject({ lastReply: 0, cut: true, policy });
    const cached = of({ ...model, cache }).draws;
    expect(cached).toMatchObject({ cut: false, cache, controlCached: true });
    expect(cached.prices).toEqual({ inputUsd: 1e-5, outputUsd: 3e-5, cacheReadUsd: 1e-6, cacheWriteUsd: 1.25e-5 });
    const shared = of({ ...model, cache, sharedLength: { sd: 0.3, turnsCorrelation: 0 } }).draws;
    expect(shared.controlCached).toBe(false);
  });

  it("count cost so finely that mean + 20 sd has 2^36 steps", () => {
    const unit = (mean: number, sd: number) => of(tiny, { mean, sd }).draws.costUnitUsd;
    expect([unit(4.01, 0), unit(-4, 0), unit(0, 0.05), unit(0, 0)]).toEqual([2 ** -33, 2 ** -34, 2 ** -36, 2 ** -36]);
  });

  it("share a factor that is lognormal with mean 1, its score in part that of the turns", () => {
    const { factor } = of({ ...tiny, sharedLength: { sd: 0.5, turnsCorrelation: 0.6 } }).draws;
    const { first, probability } = normalLattice();
    expect(factor?.normal).toEqual(inverseTable(probability));
    const sigma = Math.sqrt(Math.log(1.25));
    for (const [table, share] of [
      [factor?.byTurns, 0.6],
      [factor?.own, 0.8],
    ] as const) {
      const at = (z: number): number => table?.[Math.round(z * 256) - first] ?? 0;
      // exp(sz − s²/2), s = σ × share.
      const s = sigma * share;
      for (const z of [-2, 0, 1.5]) expect(at(z)).toBeCloseTo(Math.exp(s * z * STEP_CORRECTION - s ** 2 / 2), 12);
      expect(probability.reduce((sum, p, i) => sum + p * (table?.[i] ?? 0), 0)).toBeCloseTo(1, 8);
    }
  });
});

describe("how much more than without its policy a conversation may cost", () => {
  // A turn of the tiny conversation: 7 + 6 tokens as input, 3.5 as output: 13e-5 + 10.5e-5 USD.
  const reach = (policy: ConversationPolicy, model = tiny) => policyReach(model, policy);
  const long = { thresholdTokens: 10, inputUsd: 2e-5, outputUsd: 4.5e-5 };

  it.each<[string, ConversationPolicy, number]>([
    ["nothing", {}, 1],
    ["a window", { context: { kind: "sliding", windowTokens: 20 } }, 1],
    ["the last turns", { context: { kind: "turns", turns: 2 } }, 1],
    ["a cap", { context: { kind: "cap", capTokens: 20, atCap: "cut" } }, 1],
    ["a cost cap", { costCapUsd: 1 }, 1],
    ["dear long requests", { longContext: long }, 2],
    ["dear output of long requests", { longContext: { ...long, inputUsd: 1e-5, outputUsd: 9e-5 } }, 3],
    ["cheap long requests", { longContext: { ...long, inputUsd: 1e-6, outputUsd: 1e-6 } }, 1],
    ["few retries", { retries: { probability: 0.5, most: 2 } }, 3],
    ["many retries", { retries: { probability: 0.5, most: 20 } }, 6],
    ["a block that is retrieved", { context: { kind: "retrieval", blockTokens: 26, turns: 2 } }, 3],
    ["a summary", { context: { kind: "summarise", windowTokens: 50, summaryTokens: 10 } }, 2 + (10 * 3e-5) / 23.5e-5],
    [
      "a summary every so often",
      { context: { kind: "summarise-every", turns: 2, summaryTokens: 10 } },
      2 + (10 * 3e-5) / 23.5e-5,
    ],
    [
      "all together",
      {
        context: { kind: "retrieval", blockTokens: 26, turns: 2 },
        longContext: long,
        retries: { probability: 0.5, most: 2 },
      },
      18,
    ],
  ])("%s", (_, policy, expected) => {
    expect(reach(policy)).toBeCloseTo(expected, 12);
  });

  it("without prices is no division by them, and a message counts as a token at least", () => {
    const free = { ...tiny, inputPriceUsdPerMtok: 0, outputPriceUsdPerMtok: 0 };
    expect(reach({ longContext: long }, free)).toBe(1);
    expect(reach({ context: { kind: "summarise", windowTokens: 50, summaryTokens: 10 } }, free)).toBe(12);
    const silent = {
      ...tiny,
      initialTokens: 0,
      userTokens: normal({ mean: 0, sd: 0 }),
      assistantTokens: normal({ mean: 0, sd: 0 }),
    };
    expect(reach({ context: { kind: "retrieval", blockTokens: 26, turns: 2 } }, silent)).toBe(27);
    // One token as input, one as output: 4e-5 USD.
    expect(reach({ context: { kind: "summarise", windowTokens: 50, summaryTokens: 10 } }, silent)).toBeCloseTo(
      2 + 7.5,
      12,
    );
  });
});

describe("what a kernel is told", () => {
  it("has the seed, the stream of conversations, and the turns from 0 on", () => {
    const { job } = simulationJob(tiny, options);
    expect(job.key[0]).toBe(3);
    expect(job.key[1]).toBe(0);
    expect(simulationJob(tiny, { ...options, seed: 2 ** 32 - 1 }).job.key[0]).toBe(-1);
    expect(simulationJob(tiny, { ...options, seed: 4 }).job.key.slice(1)).toEqual(job.key.slice(1));
    expect(job.sampling).toBe("iid");
    expect(job.turns).toEqual(inverseTable(Float64Array.of(0, 1, 1, 1).map((x) => x / 3)));
    const turns = lookupOf(job.turns);
    expect([0, 2 ** 31, 2 ** 32 - 1].map((word) => turns(word))).toEqual([1, 2, 3]);
    const late = simulationJob({ ...tiny, turns: empirical({ values: [5, 6] }) }, options).job.turns;
    expect(late).toEqual(inverseTable(Float64Array.of(0, 0, 0, 0, 0, 0.5, 0.5)));
    for (const seed of [0.5, 2 ** 32, -(2 ** 31) - 1])
      expect(() => simulationJob(tiny, { ...options, seed })).toThrow("seed");
    expect(simulationJob(tiny, { ...options, seed: -(2 ** 31) }).job.key[0]).toBe(-(2 ** 31));
  });

  it("has a histogram from the mean − 8 sd to the mean + 12 sd, in which a cost finds its cell", () => {
    const { mean, sd } = conversationMoments(tiny).costUsd;
    const { histogram, job, unitTokens, controlMeanUsd } = simulationJob(tiny, options);
    expect(histogram.lowUsd).toBeCloseTo(mean - 8 * sd, 15);
    expect(histogram.cellUsd).toBeCloseTo((20 * sd) / 32_768, 15);
    expect([unitTokens, controlMeanUsd, job.fits32]).toEqual([1, mean, true]);
    // 100 tokens in, 20 out.
    const { offset, perInput, perOutput, cells } = job.histogram;
    expect(cells).toBe(32_768);
    expect(offset + 100 * perInput + 20 * perOutput).toBeCloseTo(
      (100e-5 + 20 * 3e-5 - histogram.lowUsd) / histogram.cellUsd,
      6,
    );
  });

  it("counts in steps of the lengths, or in steps of cost where requests are billed one by one", () => {
    const smooth = { ...tiny, userTokens: uniform({ min: 0, max: 7 }) };
    const { job, histogram, unitTokens } = simulationJob(smooth, options);
    expect(unitTokens).toBe(2 ** -10);
    expect(job.histogram.perInput * histogram.cellUsd).toBeCloseTo(1e-5 / 1024, 18);
    expect(job.histogram.perOutput * histogram.cellUsd).toBeCloseTo(3e-5 / 1024, 18);
    const policy = simulationJob({ ...tiny, policy: {} }, options);
    if (policy.job.draws.kind !== "policy") throw new Error(policy.job.draws.kind);
    expect(policy.job.histogram.perInput * policy.histogram.cellUsd).toBeCloseTo(policy.job.draws.costUnitUsd, 18);
    expect(policy.job.histogram.perOutput).toBe(0);
  });

  it("is wider under a policy, and around one value where nothing varies", () => {
    const { mean, sd } = conversationMoments(tiny).costUsd;
    const retries = { probability: 0.5, most: 2 };
    const wide = simulationJob({ ...tiny, policy: { retries } }, options).histogram;
    expect(wide.lowUsd + 32_768 * wide.cellUsd).toBeCloseTo(3 * (mean + 12 * sd), 12);
    const still = {
      ...tiny,
      turns: empirical({ values: [1] }),
      userTokens: empirical({ values: [2] }),
      assistantTokens: empirical({ values: [3] }),
    };
    const one = conversationMoments(still).costUsd.mean;
    const { lowUsd, cellUsd } = simulationJob(still, options).histogram;
    expect([lowUsd, lowUsd + 32_768 * cellUsd]).toEqual([expect.closeTo(-7 * one, 15), expect.closeTo(13 * one, 15)]);
    const free = { ...still, inputPriceUsdPerMtok: 0, outputPriceUsdPerMtok: 0 };
    expect(simulationJob(free, options).histogram).toEqual({ lowUsd: -8, cellUsd: 20 / 32_768 });
  });

  it("draws two normals where lengths are normal, and messages one by one where they are not", () => {
    const kind = (model: ConversationModel) => simulationJob(model, options).job.draws.kind;
    const normals = { ...tiny, userTokens: normal({ mean: 5, sd: 1 }), assistantTokens: normal({ mean: 5, sd: 1 }) };
    expect(kind(normals)).toBe("normals");
    expect(kind({ ...normals, rounding: "trunc-sums" })).toBe("normals");
    expect(kind({ ...normals, rounding: "whole-tokens" })).toBe("messages");
    expect(kind({ ...normals, messages: "lognormal" })).toBe("messages");
    expect(kind({ ...normals, userTokens: tiny.userTokens })).toBe("messages");
    expect(kind({ ...normals, assistantTokens: lognormal({ mean: 5, sd: 1 }) })).toBe("messages");
    expect(kind({ ...normals, policy: {} })).toBe("policy");
    expect(kind({ ...normals, sharedLength: { sd: 0.1, turnsCorrelation: 0 } })).toBe("policy");
  });

  it("knows the mean of its control variate: with the cache where that is exact, else without", () => {
    const cache = {
      ...{ readPriceUsdPerMtok: 1, writePriceUsdPerMtok: 12.5, minimumTokens: 0, blockTokens: 4, keepsReply: true },
      ...{ prefixProbability: 0.7, initialPromptProbability: 0.4 },
    };
    const cached = { ...tiny, cache };
    expect(simulationJob(cached, options).controlMeanUsd).toBe(conversationMoments(cached).costUsd.mean);
    const shared = { ...cached, sharedLength: { sd: 0.3, turnsCorrelation: 0 } };
    const { cache: _, ...plain } = shared;
    expect(simulationJob(shared, options).controlMeanUsd).toBe(conversationMoments(plain).costUsd.mean);
    const fine = { ...shared, cache: { ...cache, blockTokens: 1 } };
    expect(simulationJob(fine, options).controlMeanUsd).toBe(conversationMoments(fine).costUsd.mean);
  });
});

describe("a run", () => {
  it("asks for whole blocks of 1,024 and collects once", () => {
    const asked: unknown[] = [];
    const replicate = {
      conversations: 4,
      sums: [0n, 0n, 0n, 0n, 0n],
      cells: Uint32Array.of(1),
      counts: Float64Array.of(4),
    };
    const runner = () => ({ add: (range: unknown) => asked.push(range), collect: () => [replicate, replicate] });
    for (const conversations of [4, 1024, 1025, 1e12]) simulate(tiny, { ...options, conversations }, runner);
    expect(asked).toEqual([
      { firstBlock: 0, blocks: 1, conversations: 4 },
      { firstBlock: 0, blocks: 1, conversations: 1024 },
      { firstBlock: 0, blocks: 2, conversations: 1025 },
      { firstBlock: 0, blocks: 976_562_500, conversations: 1e12 },
    ]);
    for (const conversations of [3, 4.5, 1e12 + 1])
      expect(() => simulate(tiny, { ...options, conversations }, runner)).toThrow(`conversations is ${conversations}`);
  });
});
