import { describe, expect, it } from "vitest";
import { hasExactLaw } from "../../../src/analysis/conversation/cached-cost.ts";
import { conversationCost } from "../../../src/analysis/conversation/exact.ts";
import type { ConversationModel, PromptCache } from "../../../src/analysis/conversation/model.ts";
import { conversationMoments } from "../../../src/analysis/conversation/moments.ts";
import { simulate } from "../../../src/analysis/conversation/monte-carlo.ts";
import { simulatorFor } from "../../../src/kernel/simulator.ts";
import { empirical } from "../../../src/math/empirical-distribution.ts";
import { gamma } from "../../../src/math/gamma-distribution.ts";
import { sharedPromptProbability } from "../../../src/model/prompt-cache.ts";
import { cacheableTokens } from "../../../src/model/provider-cache.ts";
import { published } from "./published.ts";

const always: PromptCache = {
  readPriceUsdPerMtok: 1,
  writePriceUsdPerMtok: 12.5,
  minimumTokens: 0,
  blockTokens: 1,
  keepsReply: false,
  prefixProbability: 1,
  initialPromptProbability: 0,
};
const sometimes: PromptCache = { ...always, prefixProbability: 0.7, initialPromptProbability: 0.4 };

const lengths = [2, 5, 11] as const;
const tiny: ConversationModel = {
  ...published,
  turns: empirical({ values: [1, 2, 3] }),
  userTokens: empirical({ values: [...lengths] }),
  assistantTokens: empirical({ values: [...lengths] }),
  initialTokens: 7,
  rounding: "whole-tokens",
};

interface Outcome {
  readonly p: number;
  readonly usd: number;
  readonly input: number;
  readonly read: number;
  readonly write: number;
}

/** Every conversation there can be, request by request, by the words of the rule. */
function* everyConversation(model: ConversationModel, cache: PromptCache): Generator<Outcome> {
  const keep = (tokens: number) => cacheableTokens(cache, tokens);
  const price = { in: model.inputPriceUsdPerMtok, out: model.outputPriceUsdPerMtok };
  function* turn(left: number, history: number, prefix: number, so: Outcome): Generator<Outcome> {
    if (left === 0) return yield so;
    for (const mine of lengths) {
      for (const answer of lengths) {
        for (const alive of prefix > 0 ? [true, false] : [false]) {
          for (const warm of alive ? [false] : [true, false]) {
            const q = cache.prefixProbability;
            const b = cache.initialPromptProbability;
            const finding = (prefix > 0 ? (alive ? q : 1 - q) : 1) * (alive ? 1 : warm ? b : 1 - b);
            const input = model.initialTokens + history + mine + (model.billing === "as-printed" ? answer : 0);
            const read = keep(alive ? prefix : warm ? model.initialTokens : 0);
            const write = keep(input) - read;
            const usd =
              price.in * (input - read - write) +
              cache.readPriceUsdPerMtok * read +
              cache.writePriceUsdPerMtok * write +
              price.out * answer;
            const left1 = input + (cache.keepsReply && model.billing === "api" ? answer : 0);
            yield* turn(left - 1, history + mine + answer, left1, {
              p: (so.p * finding) / 9,
              usd: so.usd + usd / 1e6,
              input: so.input + input,
              read: so.read + read,
              write: so.write + write,
            });
          }
        }
      }
    }
  }
  for (const turns of [1, 2, 3]) yield* turn(turns, 0, 0, { p: 1 / 3, usd: 0, input: 0, read: 0, write: 0 });
}

const cases: readonly (readonly [string, PromptCache])[] = [
  ["every prefix found", always],
  ["prefixes lost to pauses, a shared prompt", sometimes],
  ["nothing found", { ...always, prefixProbability: 0 }],
  ["replies kept", { ...sometimes, keepsReply: true }],
  ["blocks", { ...sometimes, blockTokens: 4 }],
  ["blocks and a minimum that binds", { ...sometimes, blockTokens: 4, minimumTokens: 18 }],
  ["a minimum that binds", { ...always, minimumTokens: 25, keepsReply: true }],
  ["a block longer than any message", { ...sometimes, blockTokens: 50, initialPromptProbability: 1 }],
];

describe.each(cases)("a cache: %s", (_, cache) => {
  it.each(["api", "as-printed"] as const)("is what every possible conversation makes it, billed %s", (billing) => {
    const model = { ...tiny, billing, cache };
    const all = [...everyConversation(model, cache)].filter(({ p }) => p > 0);
    const mean = (of: (outcome: Outcome) => number) => all.reduce((sum, outcome) => sum + outcome.p * of(outcome), 0);
    const { costUsd, inputTokens, cache: kinds } = conversationMoments(model);
    expect(mean(() => 1)).toBeCloseTo(1, 12);
    expect(inputTokens.mean).toBeCloseTo(
      mean(({ input }) => input),
      9,
    );
    expect(kinds?.readTokens).toBeCloseTo(
      mean(({ read }) => read),
      9,
    );
    expect(kinds?.writeTokens).toBeCloseTo(
      mean(({ write }) => write),
      9,
    );
    expect(kinds?.uncachedTokens).toBeCloseTo(
      mean(({ input, read, write }) => input - read - write),
      9,
    );
    const usd = mean((outcome) => outcome.usd);
    expect(costUsd.mean / usd).toBeCloseTo(1, 10);
    if (cache.blockTokens > 1 || cache.minimumTokens > 7) return;
    const sd = Math.sqrt(mean((outcome) => (outcome.usd - usd) ** 2));
    expect(costUsd.sd / sd).toBeCloseTo(1, 9);
    if (!hasExactLaw(model)) return;
    // Between two costs the distribution function is flat; the series rounds its steps off.
    const cost = conversationCost(model);
    expect(cost.mean / usd).toBeCloseTo(1, 10);
    const median = [...all].sort((a, b) => a.usd - b.usd);
    let below = 0;
    const half =
      median.find(({ p }) => {
        below += p;
        return below >= 0.5;
      })?.usd ?? 0;
    expect(Math.abs(cost.quantile(0.5) - half)).toBeLessThan(3e-5);
  });
});

const run = (model: ConversationModel, conversations = 150_000) =>
  simulate(model, { conversations, seed: 9, sampler: "monotone", sampling: "stratified" }, simulatorFor);

/** With 32 replicates, 6 standard errors are left once in a million (Student's t). */
const FAR = 6;

describe("the exact answers and the simulation", () => {
  const bases: readonly (readonly [string, Partial<ConversationModel>])[] = [
    ["lognormal whole tokens, api", { messages: "lognormal", rounding: "whole-tokens", billing: "api" }],
    ["as published", {}],
    ["gamma lengths without a prompt", { userTokens: gamma({ mean: 60, sd: 50 }), initialTokens: 0, billing: "api" }],
  ];
  const caches: readonly (readonly [string, PromptCache])[] = [
    ["always", always],
    ["sometimes", sometimes],
    ["replies kept, blocks", { ...sometimes, keepsReply: true, blockTokens: 128, minimumTokens: 1024 }],
  ];
  for (const [of, base] of bases)
    for (const [how, cache] of caches)
      it(`agree: ${of}, ${how}`, () => {
        const model = { ...published, ...base, cache };
        const known = conversationMoments(model);
        const { costUsd, inputTokens, byRequest } = run(model);
        // The control variate is the cost itself: only a wrong formula could move it, so the plain sums are compared.
        const near = (value: number, error: number, expected: number) =>
          expect(Math.abs(value - expected)).toBeLessThan(FAR * error + 1e-9 * Math.abs(expected));
        near(inputTokens.mean.value, inputTokens.mean.standardError, known.inputTokens.mean);
        near(
          byRequest?.cacheReadTokens.value ?? 0,
          byRequest?.cacheReadTokens.standardError ?? 0,
          known.cache?.readTokens ?? -1,
        );
        near(
          byRequest?.cacheWriteTokens.value ?? 0,
          byRequest?.cacheWriteTokens.standardError ?? 0,
          known.cache?.writeTokens ?? -1,
        );
        if (cache.blockTokens === 1) near(costUsd.sd.value, costUsd.sd.standardError, known.costUsd.sd);
        else expect(Math.abs(costUsd.sd.value / known.costUsd.sd - 1)).toBeLessThan(0.02);
        if (hasExactLaw(model)) {
          const exact = conversationCost(model);
          for (const p of [0.05, 0.5, 0.95]) {
            const { value, standardError } = costUsd.quantile(p);
            near(value, standardError + costUsd.quantileBoundUsd / FAR, exact.quantile(p));
          }
        }
      });
});

describe("a cache that changes no price", () => {
  it("changes no cost", () => {
    const cache = { ...sometimes, readPriceUsdPerMtok: 10, writePriceUsdPerMtok: 10, blockTokens: 128 };
    const plain = conversationMoments({ ...published, rounding: "none" });
    const cached = conversationMoments({ ...published, rounding: "none", cache });
    expect(cached.costUsd.mean).toBeCloseTo(plain.costUsd.mean, 12);
    expect(cached.costUsd.sd).toBeCloseTo(plain.costUsd.sd, 12);
  });
});

describe("the probability of a warm prompt", () => {
  it("is 1 − 1/e where one conversation begins in a lifetime, and 0 where none does", () => {
    expect(sharedPromptProbability(12, 300)).toBeCloseTo(1 - Math.exp(-1), 14);
    expect(sharedPromptProbability(0, 300)).toBe(0);
  });
});
