import { describe, expect, it } from "vitest";
import type { CalibratedModel } from "../../../src/analysis/calibration/calibration.ts";
import { constantLaw, empiricalLaw, type FittedLaw } from "../../../src/analysis/calibration/fitted-law.ts";
import { simulatedConversations } from "../../../src/analysis/calibration/simulated-conversations.ts";
import type { Distribution } from "../../../src/math/distribution.ts";
import { lognormal } from "../../../src/math/lognormal-distribution.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { addressedUniform } from "../../../src/math/random-stream.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";
import { weightedSample } from "../../../src/math/weighted-sample.ts";

const lawOf = (distribution: Distribution): FittedLaw => ({ family: "any", parameters: {}, distribution });

const MODEL: CalibratedModel = {
  ...{ of: "conversations", userSeries: "user_tokens", initialTokens: 100 },
  ...{ turns: constantLaw(3), userTokens: constantLaw(40), assistantTokens: constantLaw(150) },
};
const simulated = (model: Partial<CalibratedModel>, count = 1, seed = 1) =>
  simulatedConversations({ ...MODEL, ...model }, { seed, count });

describe("a simulated conversation", () => {
  it("sends the initial tokens and all messages before it with each request", () => {
    expect(simulated({})(0)).toEqual([
      { inputTokens: 140, outputTokens: 150 },
      { inputTokens: 330, outputTokens: 150 },
      { inputTokens: 520, outputTokens: 150 },
    ]);
  });

  it("has as many turns as its share of the law, cut to a whole number", () => {
    // Conversation k of 100 draws from the k-th hundredth: k to k + 1.
    const conversation = simulated({ turns: lawOf(uniform({ min: 0, max: 100 })) }, 100);
    expect(Array.from({ length: 100 }, (_, k) => conversation(k).length)).toEqual(
      Array.from({ length: 100 }, (_, k) => k),
    );
    // Beyond its number, a conversation is of the end of the law.
    expect(conversation(100)).toHaveLength(99);
  });

  it("has no turn where the law falls below 0, and ends before its messages run out of addresses", () => {
    expect(simulated({ turns: constantLaw(-3) })(0)).toEqual([]);
    expect(simulated({ turns: constantLaw(0.9) })(0)).toEqual([]);
    expect(simulated({ turns: constantLaw(100_001) })(0)).toHaveLength(100_000);
  });
});

describe("the length of a simulated message", () => {
  const PER_CONVERSATION = 100_000;
  /** Users' and assistants' lengths of some conversations, and the same from the quantiles of their own draws. */
  function lengths(law: FittedLaw, conversations = 100, turns = 8) {
    const conversation = simulated({ turns: constantLaw(turns), userTokens: law, assistantTokens: law });
    const draws = {
      user: addressedUniform(1, "calibrated.user"),
      assistant: addressedUniform(1, "calibrated.assistant"),
    };
    return Array.from({ length: conversations }, (_, index) => conversation(index)).flatMap((requests, index) =>
      requests.flatMap(({ inputTokens, outputTokens }, turn) => {
        const { inputTokens: sent, outputTokens: reply } = requests[turn - 1] ?? { inputTokens: 100, outputTokens: 0 };
        const address = PER_CONVERSATION * index + turn;
        return [
          { p: draws.user(address), tokens: inputTokens - sent - reply },
          { p: draws.assistant(address), tokens: outputTokens },
        ];
      }),
    );
  }
  const exact = (law: FittedLaw, p: number): number => Math.max(0, Math.floor(law.distribution.quantile(p) + 0.5));
  const misses = (law: FittedLaw) => lengths(law).filter(({ p, tokens }) => tokens !== exact(law, p));

  it("is the whole number nearest to the quantile of its own draw, where the law is a line or of values", () => {
    for (const law of [
      lawOf(uniform({ min: 20, max: 500 })),
      empiricalLaw(
        weightedSample([
          [3, 5],
          [70, 4],
          [800, 1],
        ]),
      ),
      constantLaw(7.5),
    ])
      expect(misses(law)).toEqual([]);
    expect(lengths(constantLaw(7.5), 1)[0]?.tokens).toBe(8);
  });

  it("is read between 1,025 quantiles elsewhere, to within a token or half a percent; at either end it is exact", () => {
    const law = lawOf(lognormal({ mean: 400, sd: 500 }));
    const all = lengths(law, 150);
    const ends = all.filter(({ p }) => p < 8 / 1024 || p >= 1 - 8 / 1024);
    expect(ends.length).toBeGreaterThan(20);
    expect(ends.filter(({ p, tokens }) => tokens !== exact(law, p))).toEqual([]);
    const missed = all.map(({ p, tokens }) => ({ by: Math.abs(tokens - exact(law, p)), most: 0.005 * exact(law, p) }));
    expect(missed.filter(({ by, most }) => by > Math.max(1, most))).toEqual([]);
    expect(missed.some(({ by }) => by > 0)).toBe(true);
  });

  it("is never below 0", () => {
    const law = lawOf(normal({ mean: 1, sd: 40 }));
    const all = lengths(law);
    expect(all.filter(({ p, tokens }) => Math.abs(tokens - exact(law, p)) > 1)).toEqual([]);
    expect(Math.min(...all.map(({ tokens }) => tokens))).toBe(0);
  });
});
