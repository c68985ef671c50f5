import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cacheUse } from "../../../src/analysis/replay/cache-rule.ts";
import { messagesBehind, policyRequests } from "../../../src/analysis/replay/policy-requests.ts";
import { replay } from "../../../src/analysis/replay/replay.ts";
import { flatPrice, schedulePrice, scheduleSumsPrice } from "../../../src/analysis/replay/request-price.ts";
import type { ConversationRecord, MessageCount } from "../../../src/logs/log-record.ts";
import { recordedUsage } from "../../../src/logs/recorded-usage.ts";
import { requestsOf } from "../../../src/logs/requests.ts";
import { turnSizes } from "../../../src/logs/turn-sizes.ts";
import type { PriceSchedule } from "../../../src/model/price-schedule.ts";
import { readLogFile } from "../../logs/read-log.ts";
import { CHATS, HAS_SHARED_DATA, sharedFile } from "../../logs/shared-data.ts";

const OPENAI = { rule: "previous-input", minimumTokens: 1024, blockTokens: 128, lifetimeMs: 300_000 } as const;
const CLAUDE = { rule: "previous-input", minimumTokens: 1024, lifetimeMs: 300_000, writes: true } as const;

const sent = (inputTokens: number, more: object = {}) => ({ inputTokens, outputTokens: 100, ...more });

describe("a provider's cache", () => {
  it("is read from its minimum on, in blocks, as far as the request before went", () => {
    const read = (before: number, now: number) => cacheUse(OPENAI, sent(now), sent(before)).readTokens;
    expect([read(1023, 2000), read(1024, 2000), read(1151, 2000), read(1152, 2000), read(5000, 1500)]).toEqual([
      0, 1024, 1024, 1152, 1408,
    ]);
    expect(cacheUse(OPENAI, sent(2000), undefined)).toEqual({ readTokens: 0, writeTokens: 0 });
  });

  it("forgets after its lifetime, where the log says when", () => {
    const read = (pauseMs: number) =>
      cacheUse(OPENAI, sent(2000, { timeMs: 1e12 + pauseMs }), sent(1024, { timeMs: 1e12 })).readTokens;
    expect([read(300_000), read(300_001)]).toEqual([1024, 0]);
    expect(cacheUse(OPENAI, sent(2000, { timeMs: 1e12 }), sent(1024)).readTokens).toBe(1024);
    expect(cacheUse(OPENAI, sent(2000), sent(1024, { timeMs: -1e12 })).readTokens).toBe(1024);
    const forever = { rule: "previous-input", minimumTokens: 0 } as const;
    expect(cacheUse(forever, sent(2000, { timeMs: 1e15 }), sent(1024, { timeMs: 0 })).readTokens).toBe(1024);
  });

  it("that is marked is written up to the end of the request, or again where it was forgotten", () => {
    expect(cacheUse(CLAUDE, sent(1000), undefined)).toEqual({ readTokens: 0, writeTokens: 0 });
    expect(cacheUse(CLAUDE, sent(1500), undefined)).toEqual({ readTokens: 0, writeTokens: 1500 });
    expect(cacheUse(CLAUDE, sent(2000), sent(1500))).toEqual({ readTokens: 1500, writeTokens: 500 });
    // In blocks of 128 beyond 1,024: of 2,000 tokens 1,920.
    expect(cacheUse({ ...OPENAI, writes: true }, sent(2000), sent(1100))).toEqual({
      readTokens: 1024,
      writeTokens: 896,
    });
    const late = cacheUse(CLAUDE, sent(2000, { timeMs: 301_000 }), sent(1500, { timeMs: 0 }));
    expect(late).toEqual({ readTokens: 0, writeTokens: 2000 });
  });

  it("is what the log records, where it does", () => {
    const request = sent(2000, { cacheReadTokens: 700, cacheWriteTokens: 300 });
    expect(cacheUse(CLAUDE, request, sent(1500))).toEqual({ readTokens: 700, writeTokens: 300 });
    const recorded = (more: object) => cacheUse(CLAUDE, sent(2000, more), sent(1500));
    // What the rule writes is what it does not read: up to the end of the request, 2,000 − 700.
    expect(recorded({ cacheReadTokens: 700 })).toEqual({ readTokens: 700, writeTokens: 1300 });
    // No more than is left after what was read, and nothing where all was.
    expect(recorded({ cacheReadTokens: 1900, cacheWriteTokens: 300 })).toEqual({ readTokens: 1900, writeTokens: 100 });
    expect(recorded({ cacheReadTokens: 2000, cacheWriteTokens: -1 })).toEqual({ readTokens: 2000, writeTokens: 0 });
    // Anthropic's own words for 5 new tokens, 700 read and 300 written.
    const usage = {
      input_tokens: 5,
      cache_read_input_tokens: 700,
      cache_creation_input_tokens: 300,
      output_tokens: 50,
      output_tokens_details: { reasoning_tokens: 20 },
    };
    expect(recordedUsage(usage)).toEqual({
      inputTokens: 1005,
      outputTokens: 50,
      cacheReadTokens: 700,
      cacheWriteTokens: 300,
      reasoningTokens: 20,
    });
  });
});

const SONNET: PriceSchedule = {
  prices: { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 },
  tiers: [{ aboveInputTokens: 200_000, prices: { input: 6, cacheRead: 0.6, cacheWrite: 7.5, output: 22.5 } }],
  requestUsd: 0.001,
  batchFactor: 0.5,
};

describe("a schedule", () => {
  it("bills each request in its own tier, where a conversation grows into the next", () => {
    const billed = replay({ price: schedulePrice(SONNET), cache: { rule: "none", minimumTokens: 0 } });
    billed.conversation([sent(199_000), sent(201_000)]);
    const first = 0.001 + (199_000 * 3 + 100 * 15) / 1e6;
    const second = 0.001 + (201_000 * 6 + 100 * 22.5) / 1e6;
    expect(billed.result().costUsd).toBeCloseTo(first + second, 12);
  });

  it("with one price for every length is a flat price, and a batch is its share without the fee's", () => {
    const flat = flatPrice({ inputUsdPerMtok: 3, outputUsdPerMtok: 15, cacheReadUsdPerMtok: 0.3 });
    const plain = {
      ...SONNET,
      tiers: [],
      requestUsd: 0,
      prices: { input: 3, cacheRead: 0.3, cacheWrite: 3, output: 15 },
    };
    const count = fc.nat(300_000);
    fc.assert(
      fc.property(count, count, count, (uncachedTokens, cacheReadTokens, outputTokens) => {
        const request = { uncachedTokens, cacheReadTokens, cacheWriteTokens: 0, outputTokens };
        expect(schedulePrice(plain)(request)).toBeCloseTo(flat(request), 12);
        expect(schedulePrice(plain, { batch: true })(request)).toBeCloseTo(flat(request) / 2, 12);
      }),
    );
  });

  it("bounds sums of requests whose lengths are not known, and is exact where none can be long", () => {
    const sums = (requests: number, input: number) =>
      scheduleSumsPrice(SONNET)(requests, {
        uncachedTokens: input,
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        outputTokens: 1000,
      });
    const short = sums(100, 200_000);
    expect(short.leastUsd).toBe(short.mostUsd);
    expect(short.usd).toBeCloseTo(100 * 0.001 + (200_000 * 3 + 1000 * 15) / 1e6, 12);
    const mixed = sums(10, 1_000_000);
    expect(mixed.usd).toBe(mixed.leastUsd);
    expect(mixed.leastUsd).toBeCloseTo(0.01 + 3 + 0.015, 12);
    expect(mixed.mostUsd).toBeCloseTo(0.01 + 6 + 0.0225, 12);
    expect(sums(2, 1_000_000).usd).toBe(mixed.mostUsd - 0.008);
    const billed = replay({ price: schedulePrice(SONNET), sumsPrice: scheduleSumsPrice(SONNET), cache: CLAUDE });
    billed.sums(10, { inputTokens: 1_000_000, outputTokens: 1000, cacheReadTokens: 0, cacheWriteTokens: 0 });
    const { costUsd, costLeastUsd, costMostUsd } = billed.result();
    expect([costUsd, costLeastUsd]).toEqual([mixed.usd, mixed.leastUsd]);
    expect(costMostUsd).toBeCloseTo(mixed.mostUsd, 12);
  });
});

describe("sums of requests", () => {
  it("have the length of all their input, what was read from cache and written to it too", () => {
    const usd = (requests: number, sums: object) =>
      scheduleSumsPrice({ ...SONNET, requestUsd: 0 })(requests, {
        ...{ uncachedTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0, ...sums },
      });
    const third = { uncachedTokens: 70_000, cacheReadTokens: 70_000, cacheWriteTokens: 70_000 };
    const [short, long] = [3 * 0.07 + 0.3 * 0.07 + 3.75 * 0.07, 6 * 0.07 + 0.6 * 0.07 + 7.5 * 0.07];
    // One request of 210,000 tokens is in the second tier, two of 105,000 are not.
    expect(usd(1, third)).toEqual({
      usd: expect.closeTo(long, 12),
      leastUsd: expect.closeTo(short, 12),
      mostUsd: expect.closeTo(long, 12),
    });
    expect(usd(2, third).usd).toBeCloseTo(short, 12);
    const cached = usd(1, { cacheReadTokens: 150_000, cacheWriteTokens: 100_000 });
    expect(cached.usd).toBeCloseTo(0.6 * 0.15 + 7.5 * 0.1, 12);
    const written = usd(1, { uncachedTokens: 150_000, cacheWriteTokens: 100_000 });
    expect(written.usd).toBeCloseTo(6 * 0.15 + 7.5 * 0.1, 12);
  });
});

const roles = fc.constantFrom("system", "user", "assistant", "tool");
const messages = fc.array(
  fc
    .record({ role: roles, tokens: fc.nat(5000) })
    .map((message) => ({ ...message, basis: "recorded" }) as MessageCount),
  { maxLength: 40 },
);
const NO_LIMIT = { kind: "sliding", windowTokens: 1e9 } as const;

describe("a context policy on a log", () => {
  it("that binds nothing sends what was sent, and forgets nothing", () => {
    fc.assert(
      fc.property(messages, (list) => {
        const record: ConversationRecord = { kind: "conversation", messages: list };
        const plain = requestsOf(record);
        const { requests, forgottenTokens, summaries } = policyRequests(NO_LIMIT, turnSizes(record), false);
        const sizes = (of: typeof requests) => of.map(({ inputTokens, outputTokens }) => [inputTokens, outputTokens]);
        expect(sizes(requests)).toEqual(sizes(plain));
        expect([forgottenTokens, summaries]).toEqual([0, 0]);
        // What a request finds in a cache is what the one before sent.
        requests.forEach(({ prefixTokens }, at) => {
          expect(prefixTokens).toBe(at === 0 ? 0 : plain[at - 1]?.inputTokens);
        });
      }),
    );
  });

  it("never sends more than resending, under any window", () => {
    fc.assert(
      fc.property(messages, fc.nat(20_000), (list, windowTokens) => {
        const record: ConversationRecord = { kind: "conversation", messages: list };
        const plain = requestsOf(record);
        const { requests } = policyRequests({ kind: "sliding", windowTokens }, turnSizes(record), false);
        requests.forEach(({ inputTokens }, at) => {
          expect(inputTokens).toBeLessThanOrEqual(Math.min(windowTokens, plain[at]?.inputTokens ?? 0));
        });
      }),
    );
  });

  it("takes recorded inputs for what they are, and says where the log was shortened before", () => {
    const reply = (inputTokens: number, outputTokens: number): MessageCount => ({
      role: "assistant",
      tokens: 1,
      basis: "recorded",
      usage: { inputTokens, outputTokens },
    });
    const user: MessageCount = { role: "user", tokens: 5, basis: "recorded" };
    const grown = turnSizes({ kind: "conversation", messages: [user, reply(100, 10), user, reply(150, 20)] });
    expect(grown).toMatchObject({ initialTokens: 0, user: [100, 40], reply: [10, 20], wasShortened: false });
    const cut = turnSizes({ kind: "conversation", messages: [user, reply(100, 10), user, reply(90, 20)] });
    expect(cut).toMatchObject({ user: [100, 0], wasShortened: true });
  });

  it("hands on when a request was sent, where the log says, and counts requests that write a summary", () => {
    const messages = { initialTokens: 10, user: [50, 50, 50], reply: [30, 30, 30] };
    const every = { kind: "summarise-every", turns: 2, summaryTokens: 5 } as const;
    const timed = policyRequests(every, { ...messages, times: [1000, undefined, 3000] }, false);
    // Before the third turn, 10 + 160 tokens are sent to be written anew in 5; after it 10 + 5 + 50.
    expect(timed.requests.map(({ inputTokens, outputTokens, timeMs }) => [inputTokens, outputTokens, timeMs])).toEqual([
      [60, 30, 1000],
      [140, 30, undefined],
      [170, 5, 3000],
      [65, 30, 3000],
    ]);
    expect(timed).toMatchObject({ summaries: 1, forgottenTokens: 160 });
    for (const request of policyRequests(every, messages, false).requests) expect(request).not.toHaveProperty("timeMs");
    expect(timed.requests[1]).not.toHaveProperty("timeMs");
  });

  it("finds the messages behind requests again", () => {
    const requests = [sent(130), sent(280)];
    expect(messagesBehind(requests, 100)).toEqual({ initialTokens: 100, user: [30, 50], reply: [100, 100] });
  });

  it.skipIf(!HAS_SHARED_DATA)("sends every shared log as it was, where it does not bind", async () => {
    for (const file of Object.values(CHATS)) {
      const { records } = await readLogFile(sharedFile(file));
      for (const record of records) {
        if (record.kind !== "conversation") continue;
        const inputs = policyRequests(NO_LIMIT, turnSizes(record), false).requests.map(
          ({ inputTokens }) => inputTokens,
        );
        expect(inputs).toEqual(requestsOf(record).map(({ inputTokens }) => inputTokens));
      }
    }
  });
});
