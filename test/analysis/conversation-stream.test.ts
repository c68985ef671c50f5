import { describe, expect, it } from "vitest";
import type { ConversationModel } from "../../src/analysis/conversation/model.ts";
import { conversationMoments } from "../../src/analysis/conversation/moments.ts";
import {
  type ConversationTraffic,
  conversationStream,
  unhurriedRequests,
} from "../../src/analysis/serving/conversation-stream.ts";
import type { PlayedRequest } from "../../src/analysis/serving/request.ts";
import { lognormal } from "../../src/math/lognormal-distribution.ts";
import { normal } from "../../src/math/normal-distribution.ts";

/** A mean lies beyond four standard errors by chance once in 16,000 times. */
const SIGMAS = 4;

const model: ConversationModel = {
  turns: normal({ mean: 20, sd: 8 }),
  userTokens: lognormal({ mean: 90, sd: 60 }),
  assistantTokens: lognormal({ mean: 120, sd: 50 }),
  initialTokens: 3000,
  billing: "api",
  messages: "as-published",
  rounding: "none",
  inputPriceUsdPerMtok: 10,
  outputPriceUsdPerMtok: 30,
};
const turnsMean = conversationMoments(model).turns.mean;
const traffic = (changed: Partial<ConversationTraffic> = {}): ConversationTraffic => ({
  model,
  turnsMean,
  pace: { kind: "pause", seconds: lognormal({ mean: 40, sd: 20 }) },
  requestsPerSecond: 10,
  arrivalScv: 1,
  cachedFraction: 0.9,
  replySeconds: 4,
  ...changed,
});
const drawn = (changed: Partial<ConversationTraffic>, requests: number, seed: number) =>
  unhurriedRequests(conversationStream(traffic(changed), { requests, seed }), 4);

/** Mean of requests and its standard error; those of one conversation are alike, so it counts as one. */
function clustered(requests: readonly PlayedRequest[], of: (request: PlayedRequest) => number) {
  const groups = new Map<number, { sum: number; count: number }>();
  for (const request of requests) {
    const key = request.turn?.conversation ?? -1;
    const { sum, count } = groups.get(key) ?? { sum: 0, count: 0 };
    groups.set(key, { sum: sum + of(request), count: count + 1 });
  }
  const all = [...groups.values()];
  const count = all.reduce((total, group) => total + group.count, 0);
  const mean = all.reduce((total, group) => total + group.sum, 0) / count;
  const squares = all.reduce((total, group) => total + (group.sum - mean * group.count) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares) / count };
}

describe("conversations as they come to a server", () => {
  it.each([
    ["plain", model],
    ["alike in length", { ...model, sharedLength: { sd: 0.4, turnsCorrelation: 0.3 } }],
  ] as const)("ask for what the exact means say: %s", (_, asked) => {
    const exact = conversationMoments(asked);
    const requests = drawn({ model: asked }, 60_000, 7);
    const input = clustered(requests, ({ inputTokens }) => inputTokens);
    const output = clustered(requests, ({ outputTokens }) => outputTokens);
    const wanted = exact.inputTokens.mean / exact.turns.mean;
    expect(Math.abs(input.mean - wanted)).toBeLessThan(SIGMAS * input.standardError);
    expect(input.standardError / wanted).toBeLessThan(0.02);
    const replies = exact.outputTokens.mean / exact.turns.mean;
    expect(Math.abs(output.mean - replies)).toBeLessThan(SIGMAS * output.standardError);
    expect(output.standardError / replies).toBeLessThan(0.02);
  });

  it("come at the stated rate from the first second on", () => {
    const requests = drawn({}, 60_000, 3);
    const early = requests.filter(({ arrival }) => arrival < 600);
    // 6,000 wanted. Some 430 conversations of 20 turns are under way: the number varies by √(20 · 6000), two and a half at most.
    expect(Math.abs(early.length - 6000)).toBeLessThan(SIGMAS * Math.sqrt(20 * 6000));
    expect(Math.abs(requests.length - 60_000)).toBeLessThan(SIGMAS * Math.sqrt(25 * 60_000));
    expect(Math.min(...requests.map(({ arrival }) => arrival))).toBeGreaterThanOrEqual(0);
  });

  it("send the history so far, and nothing new from the cache", () => {
    const requests = drawn({ cachedFraction: 0.999 }, 4000, 5);
    const before = new Map<number, PlayedRequest>();
    let followed = 0;
    for (const request of requests) {
      const turn = request.turn;
      if (!turn) throw new Error("a turn of a conversation");
      const last = before.get(turn.conversation);
      before.set(turn.conversation, request);
      if (!last) continue;
      followed++;
      const history = last.inputTokens + last.outputTokens;
      expect(turn.index).toBe((last.turn?.index ?? -1) + 1);
      expect(request.inputTokens).toBeGreaterThanOrEqual(history);
      expect(request.cachedTokens).toBeLessThanOrEqual(history);
      expect(request.arrival).toBeGreaterThan(last.arrival + 4);
    }
    expect(followed).toBeGreaterThan(3000);
  });

  it("are the same for a seed, and others for another", () => {
    expect(drawn({}, 2000, 11)).toEqual(drawn({}, 2000, 11));
    expect(drawn({}, 2000, 12)).not.toEqual(drawn({}, 2000, 11));
  });
});
