import { describe, expect, it } from "vitest";
import type { ConversationModel } from "../../../src/analysis/conversation/model.ts";
import {
  type ConversationTraffic,
  conversationStream,
  unhurriedRequests,
} from "../../../src/analysis/serving/conversation-stream.ts";
import { gamma } from "../../../src/math/gamma-distribution.ts";
import { normal } from "../../../src/math/normal-distribution.ts";
import { point } from "../../../src/math/point-distribution.ts";
import { addressedUniform } from "../../../src/math/random-stream.ts";
import { normalQuantile } from "../../../src/math/standard-normal.ts";
import { uniform } from "../../../src/math/uniform-distribution.ts";

const always = (value: number) => point("normal", { mean: value, sd: 0 }, value);
/** Three turns of 10 and 20 tokens after a prompt of 100. */
const model: ConversationModel = {
  turns: always(3),
  userTokens: always(10),
  assistantTokens: always(20),
  initialTokens: 100.4,
  billing: "api",
  messages: "as-published",
  rounding: "none",
  inputPriceUsdPerMtok: 10,
  outputPriceUsdPerMtok: 30,
};
const traffic = (changed: Partial<ConversationTraffic> = {}): ConversationTraffic => ({
  model,
  pace: { kind: "between", seconds: 7 },
  requestsPerSecond: 0.3,
  turnsMean: 3,
  arrivalScv: 0,
  cachedFraction: 1,
  replySeconds: 2,
  ...changed,
});
const played = (changed: Partial<ConversationTraffic> = {}, requests = 12, replySeconds = 2) =>
  unhurriedRequests(conversationStream(traffic(changed), { requests, seed: 3 }), replySeconds);
const of = <Value>(requests: ReturnType<typeof played>, read: (request: (typeof requests)[number]) => Value) =>
  requests.map(read);

describe("conversations that begin every ten seconds", () => {
  // 12 requests at 0.3 a second: 40 seconds. Conversations reach back 1.5 × 7 × 3 = 31.5 seconds: the first begins at −21.5.
  const all = played();

  it("send a message every seven seconds, from the first second on", () => {
    const expected = [-21.5, -11.5, -1.5, 8.5, 18.5, 28.5, 38.5].flatMap((start, conversation) =>
      [0, 1, 2].map((index) => ({ conversation, index, arrival: start + 7 * index })),
    );
    const inTime = expected.filter(({ arrival }) => arrival >= 0 && arrival < 40).sort((a, b) => a.arrival - b.arrival);
    expect(of(all, ({ arrival, turn }) => ({ ...turn, arrival }))).toEqual(
      inTime.map((one) => ({ ...one, arrival: expect.closeTo(one.arrival, 9) })),
    );
    expect(all.length).toBeGreaterThan(9);
  });

  it("send all of their history and a new message, of which the cache holds the history at most", () => {
    for (const { turn, inputTokens, cachedTokens, outputTokens } of all)
      expect([inputTokens, cachedTokens, outputTokens]).toEqual([
        110 + 30 * (turn?.index ?? 0),
        100 + 30 * (turn?.index ?? 0),
        20,
      ]);
    const half = played({ cachedFraction: 0.505 });
    for (const { inputTokens, cachedTokens } of half) expect(cachedTokens).toBe(Math.floor(0.505 * inputTokens));
  });

  it("begin to be played with what comes first, in the order of arrival", () => {
    const { first } = conversationStream(traffic(), { requests: 12, seed: 3 });
    const arrivals = first.map(({ arrival }) => arrival);
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
    expect(arrivals[0]).toBeGreaterThanOrEqual(0);
    expect(new Set(first.map(({ turn }) => turn?.conversation)).size).toBe(first.length);
    // Its second turn is the first that is played of a conversation that began 1.5 seconds before.
    expect(first.find(({ turn }) => turn?.conversation === 2)?.turn?.index).toBe(1);
  });

  it("wait for a long reply, and a second after it", () => {
    const slow = played({ replySeconds: 9 }, 12, 9).filter(({ turn }) => turn?.conversation === 3);
    expect(of(slow, ({ arrival }) => arrival)).toEqual([8.5, 18.5, 28.5].map((time) => expect.closeTo(time, 9)));
  });

  it("may be of one turn", () => {
    const single = played({ model: { ...model, turns: always(1) }, turnsMean: 1, requestsPerSecond: 0.1 }, 4);
    expect(of(single, ({ turn }) => turn?.index)).toEqual([0, 0, 0, 0]);
    expect(played({ model: { ...model, turns: always(0.9) } })).toEqual([]);
  });

  it("answer nobody outside of a conversation, and end with their turns", () => {
    const { next } = conversationStream(traffic(), { requests: 12, seed: 3 });
    const request = { arrival: 5, inputTokens: 110, cachedTokens: 0, outputTokens: 20 };
    const answered = { waitSeconds: 0, ttftSeconds: 1, secondsPerOutputToken: 0, end: 8 };
    expect(next({ ...answered, request })).toBeUndefined();
    expect(next({ ...answered, request: { ...request, turn: { conversation: 0, index: 2 } } })).toBeUndefined();
    expect(next({ ...answered, request: { ...request, turn: { conversation: 0, index: 1 } } })).toMatchObject({
      arrival: 12,
      inputTokens: 140,
      turn: { conversation: 0, index: 2 },
    });
    // Too late to be played.
    expect(
      next({ ...answered, end: 39.5, request: { ...request, turn: { conversation: 0, index: 1 } } }),
    ).toBeUndefined();
  });
});

describe("pauses", () => {
  const pause = (seconds: number) => ({ pace: { kind: "pause", seconds: always(seconds) } }) as const;

  it("count from the end of the reply", () => {
    const own = played(pause(5)).filter(({ turn }) => turn?.conversation === 4);
    const [a = 0, b = 0, c = 0] = of(own, ({ arrival }) => arrival);
    expect([b - a, c - b]).toEqual([expect.closeTo(7, 9), expect.closeTo(7, 9)]);
  });

  it("bring a conversation that began earlier to where it would be", () => {
    // Pauses of five seconds after replies of two: a message every seven seconds.
    const arrivals = (changed: Partial<ConversationTraffic>) => of(played(changed), ({ arrival }) => arrival);
    expect(arrivals(pause(5))).toEqual(arrivals({}).map((time) => expect.closeTo(time, 9)));
    const seconds = gamma({ mean: 40, sd: 30 });
    const { first } = conversationStream(traffic({ pace: { kind: "pause", seconds } }), { requests: 90, seed: 3 });
    const times = first.map(({ arrival }) => arrival);
    expect(times.length).toBeGreaterThan(20);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const conversations = first.map(({ turn }) => turn?.conversation ?? 0);
    expect(conversations).not.toEqual([...conversations].sort((a, b) => a - b));
  });

  it("are a second at least", () => {
    const own = played(pause(0.2)).filter(({ turn }) => turn?.conversation === 4);
    const [a = 0, b = 0] = of(own, ({ arrival }) => arrival);
    expect(b - a).toBeCloseTo(3, 9);
    // They reach back as far as pauses of a second: 1.5 × 3 × 3 seconds.
    expect(played(pause(0.2)).length).toBe(played(pause(1)).length);
  });

  it("are drawn for each turn of each conversation by itself", () => {
    const seconds = gamma({ mean: 4, sd: 1 });
    const ofPause = addressedUniform(3, "serving/pauses");
    const all = played({ pace: { kind: "pause", seconds } });
    for (const { turn, arrival } of all) {
      if (!turn || turn.index === 0) continue;
      const before = all.find(
        (one) => one.turn?.conversation === turn.conversation && one.turn.index === turn.index - 1,
      );
      if (!before) continue;
      const drawn = seconds.quantile(ofPause(turn.conversation * 100_000 + turn.index));
      expect(arrival - before.arrival).toBeCloseTo(2 + drawn, 9);
    }
  });
});

describe("lengths of conversations", () => {
  const varied: ConversationModel = {
    ...model,
    turns: uniform({ min: 0.5, max: 5.5 }),
    userTokens: gamma({ mean: 10, sd: 5 }),
    assistantTokens: gamma({ mean: 20, sd: 10 }),
  };
  const draws = ["turns", "user-messages", "replies", "length-factor"].map((name) =>
    addressedUniform(3, `serving/${name}`),
  );
  const [ofTurns, ofUser, ofReply, ofFactor] = draws;
  const drawn = (stream: ((index: number) => number) | undefined, index: number) => stream?.(index) ?? Number.NaN;

  it("are drawn by streams of their own: whole turns, cut off, and none where they are fewer than one", () => {
    const all = played({ model: varied }, 60);
    for (const { turn, inputTokens, outputTokens } of all) {
      if (!turn) throw new Error("a turn of a conversation");
      const turns = Math.trunc(varied.turns.quantile(drawn(ofTurns, turn.conversation)));
      expect(turn.index).toBeLessThan(turns);
      const address = turn.conversation * 100_000 + turn.index;
      expect(outputTokens).toBe(Math.max(1, Math.round(varied.assistantTokens.quantile(drawn(ofReply, address)))));
      if (turn.index === 0)
        expect(inputTokens).toBe(100 + Math.round(varied.userTokens.quantile(drawn(ofUser, address))));
    }
    const last = new Map(all.map(({ turn }) => [turn?.conversation ?? -1, turn?.index ?? -1]));
    const whole = [...last].filter(([conversation]) => conversation > 4 && conversation < 15);
    expect(whole.length).toBeGreaterThan(5);
    for (const [conversation, index] of whole)
      expect(index).toBe(Math.trunc(varied.turns.quantile(drawn(ofTurns, conversation))) - 1);
  });

  it("are a token at least, also where a law goes below nothing", () => {
    const negative = { ...model, initialTokens: 0, userTokens: always(-5), assistantTokens: always(-5) };
    for (const request of played({ model: negative }))
      expect(request).toMatchObject({ outputTokens: 1, inputTokens: 1 + (request.turn?.index ?? 0) });
    const [first] = played({ model: negative }).filter(({ turn }) => turn?.index === 0);
    expect(first?.inputTokens).toBe(1);
  });

  it("share a factor within a conversation, which goes with its number of turns as far as it is stated", () => {
    const sharedLength = { sd: 0.5, turnsCorrelation: 0.6 };
    const all = played({ model: { ...model, sharedLength, turns: normal({ mean: 4, sd: 1.5 }) } }, 60);
    const sigma = Math.sqrt(Math.log(1 + 0.25));
    const turnsOf = new Map<number, number>();
    for (const { turn, outputTokens } of all) {
      if (!turn) throw new Error("a turn of a conversation");
      const score = normalQuantile(drawn(ofFactor, turn.conversation));
      const factor = Math.exp(sigma * score - sigma ** 2 / 2);
      expect(outputTokens).toBe(Math.max(1, Math.round(20 * factor)));
      turnsOf.set(turn.conversation, turn.index + 1);
    }
    for (const [conversation, turns] of [...turnsOf].filter(([key]) => key > 6 && key < 14)) {
      const score =
        0.6 * normalQuantile(drawn(ofFactor, conversation)) + 0.8 * normalQuantile(drawn(ofTurns, conversation));
      expect(turns).toBe(Math.trunc(4 + 1.5 * score));
    }
    const alone = played({ model: { ...model, sharedLength: { sd: 0, turnsCorrelation: 0.6 } } });
    expect(alone).toEqual(played());
  });
});
